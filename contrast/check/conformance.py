"""All checks of a task, and what they find."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np

from contrast.check import samples, writing
from contrast.check.draws import Check, CheckError, Draws
from contrast.dsl.reach import single_applications
from contrast.errors import BadTask, ContrastError
from contrast.task import Task
from contrast.values import same_value

PROOF = 50
"""Examples of each split that a single application would have to get right."""


@dataclass(frozen=True)
class Finding:
    """The outcome of one check; the message of a failed one says what is wrong, where, and how to mend it."""

    check: str
    passed: bool
    message: str


def check_task(task: Task) -> list[Finding]:
    """All checks of a task, in a fixed order. A broken task is reported, whatever it raises; the global random state is kept."""
    states = random.getstate(), np.random.get_state()
    draws = Draws(task)
    findings: list[Finding] = []
    try:
        for name, check in CHECKS.items():
            undrawn = any(finding.check == "draws" and not finding.passed for finding in findings)
            findings.append(_finding(name, _undrawable if undrawn else check, task, draws))
        return findings
    finally:
        random.setstate(states[0])
        np.random.set_state(states[1])


def assert_task(task: Task) -> None:
    """Raise `BadTask` with every failure's message unless the task passes all checks."""
    failures = [f"{finding.check}: {finding.message}" for finding in check_task(task) if not finding.passed]
    if failures:
        raise BadTask(f"task {task.name!r} fails {len(failures)} of {len(CHECKS)} checks\n" + "\n".join(failures))


def _finding(name: str, check: Check, task: Task, draws: Draws) -> Finding:
    try:
        return Finding(name, True, check(task, draws))
    except (CheckError, ContrastError) as failure:
        return Finding(name, False, str(failure))
    except (Exception, SystemExit) as error:
        return Finding(name, False, f"{type(error).__name__}: {error}; mend the reference, sampler or primitive that raises it")


def _undrawable(task: Task, draws: Draws) -> str:
    raise CheckError("not checked, because the splits cannot be drawn; mend what 'draws' reports and check again")


def _not_given_away(task: Task, draws: Draws) -> str:
    examples = [example for split in draws.splits for example in draws.examples(split)[:PROOF]]
    tried = 0
    for program in single_applications(task.dsl, task.inputs, task.output_kind):
        tried += 1
        if all(same_value(program.predict([example.inputs])[0], example.output, task.tolerance) for example in examples):
            raise CheckError(
                f"DSL {task.dsl.name!r} gives the answer away: {program} is right on all of {len(examples)} examples; "
                "take that primitive out of the DSL, or choose another"
            )
    return f"none of {tried} programs of one application is the answer"


CHECKS: dict[str, Check] = {
    "description": writing.description,
    "source": writing.source,
    "axes": writing.axes,
    "kinds": writing.kinds,
    "draws": samples.drawn,
    "docstring examples": writing.doctest_examples,
    "seeded": samples.seeded,
    "deterministic": samples.deterministic,
    "disjoint": samples.disjoint,
    "varied": samples.varied,
    "judged": samples.judged,
    "not given away": _not_given_away,
}

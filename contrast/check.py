"""Conformance: is a task what the rest of the project takes it to be? For `contrast check TASK` and for anyone's tests."""

from __future__ import annotations

import doctest
import inspect
import random
from collections import Counter
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache, wraps
from itertools import islice
from typing import Any

import numpy as np

from contrast.dsl.reach import reachable_kinds, single_applications
from contrast.errors import BadTask, ContrastError
from contrast.task import Example, Sample, Task
from contrast.values import conforms, kind_name, plain, same_value

DRAWN = 200
"""Examples drawn of each split."""

STREAMED = 500
"""Training examples streamed, in search of one that a test split holds too."""

ONE_ANSWER = 0.9
"""The share of a split that a constant answer may get right."""

PROOF = 50
"""Examples of each split that a single application would have to get right."""


@dataclass(frozen=True)
class Finding:
    """The outcome of one check; the message of a failed one says what is wrong, where, and how to mend it."""

    check: str
    passed: bool
    message: str


class CheckError(Exception):
    """A failed check; the text is the finding's message."""


class Draws:
    """What the checks look at: examples of each split, drawn once."""

    def __init__(self, task: Task):
        self.task = task
        self.splits = ["train", *task.test_splits]
        self.sample = cache(self._sample)

    def _sample(self, split: str) -> Sample:
        try:
            sample = self.task.draw(split, seed=0, count=DRAWN)
        except ContrastError as error:
            raise CheckError(f"split {split!r}: {error}") from None
        except Exception as error:
            raise CheckError(f"split {split!r}: {type(error).__name__}: {error}; mend its sampler, sizes or rows") from error
        if not sample.examples:
            raise CheckError(f"split {split!r} has no examples; widen its sizes, or mend its sampler or rows")
        return sample

    def examples(self, split: str) -> list[Example]:
        return self.sample(split).examples

    def given(self, split: str) -> bool:
        """Whether the split is a table of rows, which no seed changes."""
        return self.task.splits.get(split, self.task.splits["train"]).rows is not None


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
    except Exception as error:
        return Finding(name, False, f"{type(error).__name__}: {error}; mend the reference, sampler or primitive that raises it")


def _undrawable(task: Task, draws: Draws) -> str:
    raise CheckError("not checked, because the splits cannot be drawn; mend what 'draws' reports and check again")


def _description(task: Task, draws: Draws) -> str:
    if not task.description:
        raise CheckError("the reference has no docstring; write one whose first line says in English what it computes")
    return task.description


def _source(task: Task, draws: Draws) -> str:
    if not task.source.strip():
        raise CheckError("no source is given; say in Task(source=...) where the problem or its data come from")
    return task.source


def _axes(task: Task, draws: Draws) -> str:
    if not task.axes:
        raise CheckError("no split departs from training; add an axis to `splits`, such as 'longer' or 'larger'")
    return ", ".join(task.axes)


def _doctest(task: Task, draws: Draws) -> str:
    function = inspect.unwrap(task.reference)
    name = function.__name__
    names = {**function.__globals__, name: task.reference}
    test = doctest.DocTestParser().get_doctest(function.__doc__ or "", names, name, None, None)
    if not test.examples:
        raise CheckError(f"the docstring of {name!r} has no example; add one, such as `>>> {name}(...)` and the output below it")
    report: list[str] = []
    failed = doctest.DocTestRunner(verbose=False).run(test, out=report.append).failed
    if failed:
        shown = " ".join("".join(report).replace("*", "").split())
        raise CheckError(f"{failed} of {len(test.examples)} examples of {name!r} fail: {shown}; mend them or the reference")
    return f"{len(test.examples)} examples pass"


def _kinds(task: Task, draws: Draws) -> str:
    taken = {kind for p in task.dsl.instances for kind in p.parameters}
    for var in task.inputs:
        if var.kind not in taken | {task.output_kind}:
            raise CheckError(
                f"no primitive of DSL {task.dsl.name!r} takes {kind_name(var.kind)}, the kind of input {var.name!r}; "
                "add one that does, or choose another DSL"
            )
    if task.output_kind not in reachable_kinds(task.dsl, task.input_kinds):
        raise CheckError(
            f"no program of DSL {task.dsl.name!r} on {', '.join(map(kind_name, task.input_kinds))} returns "
            f"{kind_name(task.output_kind)}; add a primitive that does, or choose another DSL"
        )
    return f"{', '.join(map(kind_name, task.input_kinds))} -> {kind_name(task.output_kind)}"


def _drawn(task: Task, draws: Draws) -> str:
    drawn = sum(len(draws.examples(split)) for split in draws.splits)
    next(task.stream(seed=0))
    for split in filter(draws.given, draws.splits):
        for example in draws.examples(split):
            _check_row(task, split, example)
    return f"the reference answers on {drawn} examples of {len(draws.splits)} splits"


def _check_row(task: Task, split: str, row: Example) -> None:
    """A sampler's inputs are checked as they are drawn; a table's rows are checked here."""
    wanted = (*task.input_kinds, task.output_kind)
    values = (*row.inputs, row.output)
    if len(values) != len(wanted) or not all(map(conforms, values, wanted)):
        kinds = f"({', '.join(map(kind_name, task.input_kinds))}) -> {kind_name(task.output_kind)}"
        raise CheckError(f"split {split!r}: the row {row!r} is not {kinds}; convert its values (an int is no float)")
    if not same_value(task.answer(row.inputs), row.output, task.tolerance):
        raise CheckError(f"split {split!r}: the reference does not give the output of the row {row!r}; mend one of them")


def _seeded(task: Task, draws: Draws) -> str:
    for split in draws.splits:
        _same_draws(task, split)
        if draws.given(split) or len(draws.examples(split)) < DRAWN:
            continue  # rows, or a domain so small that two seeds may draw all of it
        first, other = (_keys(task.draw(split, seed, count=20).examples) for seed in (0, 1))
        if first == other:
            raise CheckError(f"split {split!r} draws the same under every seed; let its sampler use the generator it is given")
    return "the same seed draws the same, and no global random state is used"


def _same_draws(task: Task, split: str) -> None:
    drawn = []
    for state in (1, 2):
        random.seed(state)
        np.random.seed(state)
        before = _global_state()
        drawn.append(_keys(task.draw(split, seed=0, count=50).examples))
        if _global_state() != before:
            raise CheckError(f"drawing split {split!r} changes the global random state; use the generator given to the sampler")
    if drawn[0] != drawn[1]:
        raise CheckError(
            f"split {split!r} draws differently under one seed; let its sampler use the generator it is given and nothing else"
        )


def _global_state() -> tuple[Any, str]:
    return random.getstate(), repr(np.random.get_state(legacy=True))


def _key(value: Any) -> bytes:
    """What equal values share; arrays by their bytes, since a graph of 200 nodes is long as text."""
    if isinstance(value, np.ndarray):
        return str(value.shape).encode() + value.tobytes()
    return repr(plain(value)).encode()


def _keys(examples: Sequence[Example]) -> list[tuple[bytes, ...]]:
    return [tuple(map(_key, example.inputs)) for example in examples]


def _deterministic(task: Task, draws: Draws) -> str:
    watched, changed = _watched(task)
    for split in draws.splits:
        if not draws.given(split):
            watched.draw(split, seed=0, count=50)
        for example in draws.examples(split):
            if _key(watched.answer(example.inputs)) != _key(example.output):
                raise CheckError(
                    f"the reference answers differently the second time on {example.inputs!r} of split {split!r}; "
                    "make it a function of its inputs"
                )
        if changed:
            raise CheckError(f"the reference changes its inputs, as {changed[0]!r} of split {split!r}; let it work on a copy")
    return "the reference answers twice the same on every split"


def _watched(task: Task) -> tuple[Task, list[tuple[Any, ...]]]:
    """The task with a reference that is watched, and a list of the inputs that the reference changes."""
    changed: list[tuple[Any, ...]] = []

    @wraps(task.reference)
    def reference(*inputs: Any) -> Any:
        before = deepcopy(inputs)
        output = task.reference(*inputs)
        if list(map(_key, before)) != list(map(_key, inputs)):
            changed.append(before)
        return output

    return replace(task, reference=reference), changed


def _disjoint(task: Task, draws: Draws) -> str:
    seen = {*_keys(draws.examples("train")), *_keys(list(islice(task.stream(seed=0), STREAMED)))}
    for split in task.test_splits:
        sample = draws.sample(split)
        shared = [example for example, key in zip(sample.examples, _keys(sample.examples), strict=True) if key in seen]
        if shared and not sample.exempt:
            raise CheckError(
                f"split {split!r} holds {len(shared)} inputs of training, such as {shared[0].inputs!r}; "
                "make its sampler follow the sizes it is given, or take those rows out"
            )
    return "no test input occurs in training"


def _varied(task: Task, draws: Draws) -> str:
    for split in draws.splits:
        examples = draws.examples(split)
        counted = Counter(_key(example.output) for example in examples)
        share = max(counted.values()) / len(examples)
        if share > ONE_ANSWER and len(examples) > 1:
            raise CheckError(f"one output is right on {share:.0%} of split {split!r}; draw inputs whose answers differ more")
    return f"no output is right on more than {ONE_ANSWER:.0%} of a split"


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


Check = Callable[[Task, Draws], str]

CHECKS: dict[str, Check] = {
    "description": _description,
    "source": _source,
    "axes": _axes,
    "kinds": _kinds,
    "draws": _drawn,
    "docstring examples": _doctest,
    "seeded": _seeded,
    "deterministic": _deterministic,
    "disjoint": _disjoint,
    "varied": _varied,
    "not given away": _not_given_away,
}

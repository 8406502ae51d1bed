"""A problem of a data file as a task: its rows are `train`, its check rows are `same`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

from contrast.datafile.load import load, pick
from contrast.datafile.problem import DataProblem
from contrast.datafile.reference import Reference
from contrast.dsl import DSL
from contrast.errors import BadValue
from contrast.task import Example, Split, Task, measured
from contrast.values import digest

HELD_OUT = 4
"""Where a file has no `check`, one in so many of its different inputs is held out."""

NO_CHECK = "no `check` rows, so a quarter of the inputs, chosen by a hash, is held out for scoring only"
"""What the split `same` of such a problem says of itself."""

REPEATED = "`check` rows whose inputs are among the given ones are left out"
"""The same where `check` repeats what is given, so that no memory of the examples is taken for a rule."""

VERSION_DIGITS = 12
"""Hexadecimal digits of a problem's fingerprint that are its task's version: a whole number that JSON keeps exactly."""


def load_data_task(text: str) -> Task:
    """The task of a reference to a data file. Raises `BadValue`."""
    from contrast.catalog import vocabulary

    reference = Reference.read(text)
    assert reference is not None
    problem = pick(load(reference.path), reference.name).using(reference.dsl, reference.tolerance)
    name = problem.dsl
    if name is None:
        raise BadValue(f"{problem.where}: no vocabulary is named; {vocabulary_hint([problem])}")
    return as_task(problem, vocabulary(name))


def vocabulary_hint(problems: Sequence[DataProblem]) -> str:
    """What to do where no vocabulary is named, with those that have the problems' kinds."""
    from contrast.catalog import VOCABULARIES, vocabulary

    fitting = [name for name in VOCABULARIES if all(_fits(problem, vocabulary(name)) for problem in problems)]
    known = f"those with its kinds are {', '.join(fitting)}" if fitting else f"there are {', '.join(VOCABULARIES)}"
    return f'give --dsl NAME, or "dsl" in the file; {known}, or the path of a Python file that defines VOCABULARY'


def _fits(problem: DataProblem, dsl: DSL) -> bool:
    try:
        problem.under(dsl)
    except BadValue:
        return False
    return True


def as_task(problem: DataProblem, dsl: DSL) -> Task:
    """The problem as a task under a DSL.

    Its rows are the training data, as in any task of measured rows; the unlimited regime has all of them. The rows of
    `check` are `same`, but for those whose inputs are given too. Where there is no `check`, a quarter of the different inputs,
    chosen by a hash, is held out as `same`, and no solver sees it. Raises `BadValue` where no row is left to score on.
    """
    problem = problem.under(dsl)
    train, test, why = (*held_out(problem), NO_CHECK) if problem.check is None else unseen(problem, problem.check)
    return Task(
        _function(problem, [*train, *test]),
        dsl,
        splits={"train": Split(rows=lambda: train), "same": Split(rows=lambda: test, why=why)},
        source=problem.path,
        version=int(problem.fingerprint[:VERSION_DIGITS], 16),
        tolerance=problem.tolerance,
        name=f"{problem.path.rpartition('/')[2].rpartition('.')[0]}/{problem.name.replace('/', ':')}",
    )


def unseen(problem: DataProblem, check: Sequence[Example]) -> tuple[tuple[Example, ...], tuple[Example, ...], str]:
    """The examples, the check rows whose inputs are not among them, and a remark if others were left out."""
    known = {digest(list(example.inputs)) for example in problem.examples}
    new = tuple(example for example in check if digest(list(example.inputs)) not in known)
    if not new:
        raise BadValue(f"{problem.where}: every `check` row repeats inputs that are given; add others, or leave `check` out")
    return problem.examples, new, "" if len(new) == len(check) else REPEATED


def held_out(problem: DataProblem) -> tuple[tuple[Example, ...], tuple[Example, ...]]:
    """The examples to learn from and those held out. Rows with equal inputs stay on one side."""
    keys = {id(example): digest(problem.name, list(example.inputs)) for example in problem.examples}
    order = sorted(set(keys.values()))
    if len(order) < HELD_OUT:
        raise BadValue(
            f"{problem.where}: it has no `check` rows, and of {len(order)} different inputs none can be spared for scoring; "
            'add "check", or search alone with `contrast search --examples-file`'
        )
    kept = set(order[: len(order) // HELD_OUT])
    train = tuple(example for example in problem.examples if keys[id(example)] not in kept)
    return train, tuple(example for example in problem.examples if keys[id(example)] in kept)


def _function(problem: DataProblem, rows: Sequence[Example]) -> Callable[..., Any]:
    """The typed function that is known at the file's rows only."""

    def given(*inputs: Any) -> Any:
        raise NotImplementedError  # measured: the table answers

    parameters = [inspect.Parameter(v.name, inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=v.kind) for v in problem.inputs]
    given.__doc__ = f"{problem.name}, as given in {problem.path}."
    given.__name__ = "given"
    given.fingerprint = problem.fingerprint[:16]  # type: ignore[attr-defined]
    given.__annotations__ = {**{var.name: var.kind for var in problem.inputs}, "return": problem.kind}
    given.__signature__ = inspect.Signature(parameters, return_annotation=problem.kind)  # type: ignore[attr-defined]
    return measured(lambda: rows)(given)

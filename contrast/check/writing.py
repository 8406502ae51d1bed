"""Checks of what stands written in a task: description, source, axes, kinds, docstring examples."""

from __future__ import annotations

import doctest
import inspect

from contrast.check.draws import CheckError, Draws
from contrast.dsl.reach import reachable_kinds
from contrast.task import Task
from contrast.values import kind_name


def description(task: Task, draws: Draws) -> str:
    if not task.description:
        raise CheckError("the reference has no docstring; write one whose first line says in English what it computes")
    return task.description


def source(task: Task, draws: Draws) -> str:
    if not task.source.strip():
        raise CheckError("no source is given; say in Task(source=...) where the problem or its data come from")
    return task.source


def axes(task: Task, draws: Draws) -> str:
    if not task.axes:
        raise CheckError("no split departs from training; add an axis to `splits`, such as 'longer' or 'larger'")
    return ", ".join(task.axes)


def doctest_examples(task: Task, draws: Draws) -> str:
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


def kinds(task: Task, draws: Draws) -> str:
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

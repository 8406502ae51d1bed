"""Data files among the tasks of `contrast run`: their vocabulary and tolerance, their number of rows, what is held out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from contrast.errors import BadValue

if TYPE_CHECKING:
    from contrast.task import Task

EVERY = 2**62
"""More examples than any file has."""


def named(names: Sequence[str], dsl: str | None, tolerance: float | None) -> tuple[list[str], list[Task]]:
    """The names with each data file replaced by its problems under this vocabulary and tolerance; those problems as tasks.

    Says on standard error what is held out or left out of a file, so that it can be scored honestly.
    """
    from contrast.catalog import load_task, select_tasks
    from contrast.datafile.reference import Reference
    from contrast.datafile.reference import tolerance as checked

    if tolerance is not None:
        checked(tolerance)
    chosen, problems = [], []
    for name in names:
        data = Reference.read(name)
        found = [name] if data is None else select_tasks([str(data.using(dsl, tolerance))])
        chosen += found
        problems += [] if data is None else found
    if not problems and (dsl, tolerance) != (None, None):
        raise BadValue("--dsl and --tolerance are for data files (.json, .csv); a task has a vocabulary and a tolerance already")
    tasks = [load_task(reference) for reference in dict.fromkeys(problems)]
    tell_of_splits(tasks)
    return chosen, tasks


def tell_of_splits(tasks: Sequence[Task]) -> None:
    """A line on standard error for each file whose rows for scoring are not simply its check rows."""
    for note, count in Counter(f"{task.source}: {why}" for task in tasks if (why := task.splits["same"].why)).items():
        typer.echo(f"contrast: {note} ({count} of the {len(tasks)} problems)", err=True)


def default_examples(chosen: Sequence[str], data: Sequence[Task]) -> list[int] | None:
    """The example counts where none are given: all rows of every problem if there are only data files; None: as for any tasks."""
    if not data or len(data) < len(set(chosen)):
        return None
    return [max(len(task.draw("train", 0, EVERY).examples) for task in data)]

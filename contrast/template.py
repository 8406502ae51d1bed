"""The text of a new task file, as `contrast new NAME` writes it: a task that passes `contrast check` before it is changed."""

from __future__ import annotations

import builtins
import keyword
import re

from contrast.errors import BadTask

TEXT = '''\
"""One sentence on why this problem is worth a contrast."""

from contrast.sampling import int_lists
from contrast.task import Split, Task
from contrast.vocab.lists import VOCABULARY


def {function}(xs: list[int]) -> int:
    """How often the first element of `xs` occurs in it.

    The type hints are the kinds of the task, the line above is its description. Say here what happens on ties and on
    empty input: no split draws an empty list.

    >>> {function}([3, 9, 3])
    2
    """
    return xs.count(xs[0])


task = Task(
    {function},
    VOCABULARY,  # no single application of one of its primitives may be the answer
    splits={{
        "train": Split((2, 10)),  # sizes, here the length of the list
        "longer_2x": Split((20, 20), why="twice the length"),
        "longer_10x": Split((100, 100), why="ten times the length"),
        "larger": Split((2, 10), int_lists(10, 13), why="values never seen"),
    }},
    sampler=int_lists(0, 3),
    source="the paper, book or data set that the problem comes from",
)
'''

TAKEN = {"Split", "Task", "VOCABULARY", "int_lists", "task", *dir(builtins)}


def render(name: str) -> str:
    """The text of a task file for `family/name` or `name`. Raises `BadTask` if that cannot name a file and a function."""
    parts = name.split("/")
    if len(parts) > 2 or not all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", part) for part in parts):
        raise BadTask(
            f"{name!r} cannot name a task; use `name` or `family/name`, each of letters, digits and underscores "
            "and beginning with a letter, such as lists/count_first"
        )
    for part in parts:
        if keyword.iskeyword(part):
            raise BadTask(f"{name!r} cannot name a task: {part!r} is a word of Python's own; choose another")
    if parts[-1] in TAKEN:
        raise BadTask(f"{name!r} cannot name a task: its file uses the name {parts[-1]!r} for something else; choose another")
    return TEXT.format(function=parts[-1])

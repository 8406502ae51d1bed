"""Collections: files that hold many tasks by name, or draw them. `census/lists?n=40&seed=0` is all of one, `…#3` a member.

Such a file defines `tasks`: a mapping of names to tasks, or a function with whole-number options that returns one.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl

from contrast.errors import BadTask, UnknownName
from contrast.task import Task

FORM = re.compile(r"(?P<file>[^?#]+)(?:\?(?P<query>[^#]*))?(?:#(?P<name>.+))?", re.DOTALL)


@dataclass(frozen=True)
class Member:
    """A collection's file (a task name, or the path of a Python file), options, and a member; None: all of them."""

    file: str
    query: str = ""
    name: str | None = None

    @classmethod
    def read(cls, text: str) -> Member:
        """The parts of a reference; any text has a file."""
        found = FORM.fullmatch(text)
        return cls(text) if found is None else cls(found["file"], found["query"] or "", found["name"])

    def __str__(self) -> str:
        return f"{self.file}{'?' * bool(self.query)}{self.query}{'' if self.name is None else '#' + self.name}"


def members(collection: Member, module: ModuleType) -> dict[str, Task]:
    """The tasks of a collection by their full references, options in the order of the function, defaults filled in.

    Raises `BadTask` if the file's `tasks` is something else, `UnknownName` for options that there are not.
    """
    made = getattr(module, "tasks", None)
    options = _options(collection, made)
    found = made(**options) if callable(made) else made
    if not isinstance(found, Mapping) or not all(isinstance(task, Task) for task in found.values()):
        raise BadTask(f"{collection.file}: its `tasks` is no mapping of names to tasks, nor a function that returns one")
    query = "&".join(f"{name}={value}" for name, value in options.items())
    return {str(Member(collection.file, query, name)): task for name, task in found.items()}


def _options(collection: Member, made: Any) -> dict[str, int]:
    """All options of a collection, from what the reference says and the defaults."""
    known = inspect.signature(made).parameters if callable(made) else {}
    given = dict(parse_qsl(collection.query, keep_blank_values=True))
    for name, text in given.items():
        if name not in known:
            raise UnknownName(f"{collection}: there is no option {name!r}; {_hint(known)}")
        if not text.isdecimal():
            raise UnknownName(f"{collection}: {name}={text} is no whole number from 0 up; {_hint(known)}")
    return {name: int(given.get(name, parameter.default)) for name, parameter in known.items()}


def _hint(known: Mapping[str, Any]) -> str:
    return f"it has {', '.join(f'{name}={one.default}' for name, one in known.items())}" if known else "it has none"

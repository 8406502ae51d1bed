"""Tasks by name, loaded only when asked for."""

from __future__ import annotations

import fnmatch
import importlib
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import ModuleType

from contrast.catalog.collections import Member, members
from contrast.catalog.suites import SUITES
from contrast.catalog.unknown import unknown
from contrast.datafile.reference import Reference
from contrast.errors import BadTask
from contrast.task import Task
from contrast.thirdparty import import_file, is_file, load_point, points

FIXED, DRAWN = "fixed", "drawn"
"""Kinds of collections: a mapping, whose members belong to `all`, or a function, whose members have to be asked for."""

HOLDS = ((re.compile(r"^tasks\b.*=", re.MULTILINE), FIXED), (re.compile(r"^def tasks\(", re.MULTILINE), DRAWN))


@cache
def task_files() -> dict[str, Path]:
    """Every shipped task file by its name, `family/task`."""
    import contrast.tasks

    found = {}
    for root in contrast.tasks.__path__:
        for path in sorted(Path(root).rglob("*.py")):
            if not path.name.startswith("_"):
                found[path.relative_to(root).with_suffix("").as_posix()] = path
    return found


@cache
def collections() -> dict[str, str]:
    """The shipped files that hold many tasks, and whether their members are fixed or drawn."""
    texts = {name: path.read_text() for name, path in task_files().items()}
    return {name: kind for name, text in texts.items() for form, kind in HOLDS if form.search(text)}


@cache
def task_names() -> list[str]:
    """The names of all installed tasks, members of fixed collections included."""
    held = [reference for name, kind in collections().items() if kind == FIXED for reference in _members(name)]
    return sorted([*(name for name in task_files() if name not in collections()), *held, *points("contrast.tasks")])


def drawn_collections() -> list[str]:
    """The names of the shipped collections whose members are drawn."""
    return [name for name, kind in collections().items() if kind == DRAWN]


@cache
def load_task(reference: str) -> Task:
    """The task of this name, of this file (`path/to/file.py`), of a collection (`census/lists?n=40&seed=0#3`), or of this problem
    of a data file (`data.json?dsl=lists#name`). The reference is all that travels between processes."""
    if Reference.read(reference) is not None:
        from contrast.datafile.task import load_data_task

        return load_data_task(reference)
    if reference in points("contrast.tasks"):
        task = load_point("contrast.tasks", reference)
        if not isinstance(task, Task):
            raise BadTask(f"the entry point {reference!r} of contrast.tasks is {task!r}, and no Task; let it name one")
        return task.named(reference)
    asked = Member.read(reference)
    if asked.name is None:
        return _single(asked.file)
    held = _members(str(Member(asked.file, asked.query)))
    name = _full(asked, held)
    if name not in held:
        raise unknown("task", reference, held, f"contrast tasks '{Member(asked.file, asked.query)}'")
    return held[name].named(_short(name))


def _full(asked: Member, held: dict[str, Task]) -> str:
    """The reference with the options that the collection fills in."""
    query = Member.read(next(iter(held), "")).query
    return str(Member(asked.file, query, asked.name))


def _short(reference: str) -> str:
    """The name of a task from its reference: a file's own name stands for its path."""
    asked = Member.read(reference)
    return str(Member(Path(asked.file).stem if is_file(asked.file) else asked.file, asked.query, asked.name))


def _module(file: str) -> ModuleType:
    if is_file(file):
        return import_file(Path(file), "task", "task")
    if file not in task_files():
        raise unknown("task", file, task_names(), "contrast tasks") from None
    return importlib.import_module(f"contrast.tasks.{file.replace('/', '.')}")


@cache
def _members(collection: str) -> dict[str, Task]:
    asked = Member.read(collection)
    return members(asked, _module(asked.file))


def _single(file: str) -> Task:
    module = _module(file)
    task = getattr(module, "task", None)
    if isinstance(task, Task):
        return task.named(_short(file))
    where = file if is_file(file) else str(module.__file__)
    if hasattr(module, "tasks"):
        raise BadTask(f"{where} holds several tasks; name one as {file}#NAME: `contrast tasks '{file}'` lists them")
    raise BadTask(f"{where} defines no task; end it with `task = Task(...)`, as `contrast new NAME` writes it")


def select_tasks(patterns: Sequence[str], files: Sequence[str] = ()) -> list[str]:
    """The task references that names, suites, collections, globs and files stand for, each once, in the order given."""
    chosen = [reference for file in files for reference in _file_references(file)]
    for pattern in patterns:
        chosen += _references(pattern)
    return list(dict.fromkeys(chosen))


def _references(pattern: str) -> list[str]:
    names = task_names()
    if pattern == "all":
        return names
    if pattern in SUITES:
        return list(SUITES[pattern].tasks)
    if pattern in names:
        return [pattern]
    asked = Member.read(pattern)
    if is_file(asked.file) or Reference.read(pattern) is not None:
        return _file_references(pattern)
    if asked.file in collections():
        return list(_members(str(asked))) if asked.name is None else [load_task(pattern).name]
    drawn = fnmatch.filter(drawn_collections(), pattern)
    if matched := [*fnmatch.filter(names, pattern), *(held for name in drawn for held in _members(name))]:
        return matched
    raise unknown("task or suite", pattern, [*names, *SUITES, *collections()], "contrast tasks")


def _file_references(text: str) -> list[str]:
    """The references of a task file's tasks; of a data file, those of the problem that is named, of all that match, or of all."""
    load_task.cache_clear()  # the file may have changed since it was last read
    _members.cache_clear()
    data = Reference.read(text)
    if data is None:
        return _in_file(Member.read(text))
    from contrast.datafile.load import load, select

    path = _from_here(data.path)
    names = [problem.name for problem in select(load(path), data.name)]
    dsl = _from_here(data.dsl) if data.dsl is not None and is_file(data.dsl) else data.dsl
    return [str(Reference(path, name, dsl, data.tolerance)) for name in names]


def _in_file(asked: Member) -> list[str]:
    here = Member(_from_here(asked.file), asked.query, asked.name)
    if asked.name is None and hasattr(_module(here.file), "tasks"):
        return list(_members(str(here)))
    return [str(here)]


def _from_here(file: str) -> str:
    """The path of a file, from here if it lies below, so that results do not depend on where the checkout is."""
    path = Path(file).resolve()
    return (path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path).as_posix()

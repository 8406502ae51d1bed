"""Tasks, suites, vocabularies and solvers by name, loaded only when asked for."""

from __future__ import annotations

import difflib
import fnmatch
import importlib
import importlib.util
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl

from contrast.dsl import DSL
from contrast.errors import BadTask, ContrastError, UnknownName
from contrast.solver import Solver
from contrast.task import Task

QUICKSTART_SECONDS = "16"
"""The core-seconds of a trial in `contrast run quickstart`, which is to end within five minutes on two cores."""

SUITES: dict[str, tuple[str, ...]] = {
    "quickstart": (
        "lists/sort", "lists/reverse", "lists/prefix_sums", "lists/second_largest",
        "bits/parity", "bits/majority", "arithmetic/modular_addition", "graphs/shortest_path",
        "science/kepler", "science/moseley", "perception/digits", "perception/spirals",
    ),
}  # fmt: skip

VOCABULARIES = {
    "lists": "contrast.vocab.lists:VOCABULARY",
    "bits": "contrast.vocab.bits:VOCABULARY",
    "arithmetic": "contrast.vocab.arithmetic:VOCABULARY",
    "graphs": "contrast.vocab.graphs:VOCABULARY",
    "laws": "contrast.vocab.reals:LAWS",
    "plane": "contrast.vocab.reals:PLANE",
    "images": "contrast.vocab.images:VOCABULARY",
}

SOLVERS = {
    "search": "contrast.search.solver:SearchSolver",
    "mlp": "contrast.neural.solver:NetSolver",
    "lstm": "contrast.neural.solver:NetSolver",
    "transformer": "contrast.neural.solver:NetSolver",
    "majority": "contrast.baselines:Majority",
    "copy": "contrast.baselines:Copy",
    "nearest_neighbour": "contrast.baselines:NearestNeighbour",
}

DESCRIPTIONS = {
    "search": "bottom-up program search under the task's DSL",
    "net": "the architecture that fits the task's kinds",
    "mlp": "multi-layer perceptron for inputs of fixed size",
    "lstm": "long short-term memory for sequences, in both directions where the output is one",
    "transformer": "pre-norm Transformer for sequences and graphs",
    "majority": "baseline: the most frequent output of the examples",
    "copy": "baseline: the input itself, where kinds agree",
    "nearest_neighbour": "baseline: the output of the nearest example",
}

BASELINES = ("majority", "copy", "nearest_neighbour")


def unknown(what: str, name: str, known: Iterable[str], listing: str) -> UnknownName:
    """The error for a name that nobody registered, with the closest one."""
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
    hint = f"; did you mean {near[0]!r}?" if near else ";"
    return UnknownName(f"no {what} named {name!r}{hint} `{listing}` lists all {len(names)}")


@cache
def _task_files() -> dict[str, Path]:
    """Every shipped task file by task name."""
    import contrast.tasks

    found = {}
    for root in contrast.tasks.__path__:
        for path in sorted(Path(root).rglob("*.py")):
            if not path.name.startswith("_"):
                found[path.relative_to(root).with_suffix("").as_posix()] = path
    return found


@cache
def _plugins(group: str) -> dict[str, Any]:
    return {point.name: point for point in entry_points(group=group)}


def task_names() -> list[str]:
    """The names of all installed tasks."""
    return sorted([*_task_files(), *_plugins("contrast.tasks")])


@cache
def load_task(reference: str) -> Task:
    """The task of this name, or of this file (`path/to/file.py`). The reference is all that travels between processes."""
    if reference.endswith(".py"):
        return _task_in(_import_file(Path(reference)), Path(reference).stem, reference)
    if reference in _task_files():
        module = importlib.import_module(f"contrast.tasks.{reference.replace('/', '.')}")
        return _task_in(module, reference, str(module.__file__))
    if reference in _plugins("contrast.tasks"):
        task: Task = _plugins("contrast.tasks")[reference].load()
        return task.named(reference)
    raise unknown("task", reference, task_names(), "contrast tasks") from None


def _task_in(module: ModuleType, name: str, path: str) -> Task:
    task = getattr(module, "task", None)
    if not isinstance(task, Task):
        raise BadTask(f"{path} defines no task; end it with `task = Task(...)`, as `contrast new NAME` writes it")
    return task.named(name)


def _import_file(path: Path) -> ModuleType:
    if not path.is_file():
        raise BadTask(f"there is no task file {path}; give the path of a Python file that defines `task`")
    spec = importlib.util.spec_from_file_location(f"contrast_task_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        raise BadTask(f"{path}, line {error.lineno}: {error.msg}; mend the syntax and run again") from None
    except ContrastError as error:
        raise BadTask(f"{path}: {error}") from None
    except (Exception, SystemExit) as error:
        raise BadTask(f"{path} cannot be loaded: {type(error).__name__}: {error}") from error
    return module


def select_tasks(patterns: Sequence[str], files: Sequence[str] = ()) -> list[str]:
    """The task references that names, suites, globs and files stand for, each once, in the order given."""
    chosen = [_file_reference(file) for file in files]
    names = task_names()
    for pattern in patterns:
        if pattern == "all":
            chosen += names
        elif pattern in SUITES:
            chosen += SUITES[pattern]
        elif pattern in names:
            chosen.append(pattern)
        elif pattern.endswith(".py"):
            chosen.append(_file_reference(pattern))
        elif matched := fnmatch.filter(names, pattern):
            chosen += matched
        else:
            raise unknown("task or suite", pattern, [*names, *SUITES], "contrast tasks")
    return list(dict.fromkeys(chosen))


def _file_reference(file: str) -> str:
    """The path of a task file, from here if it lies below, so that results do not depend on where the checkout is."""
    path = Path(file).resolve()
    return (path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path).as_posix()


def suite_budget(patterns: Sequence[str]) -> str:
    """The budget of a run that names none."""
    return QUICKSTART_SECONDS if list(patterns) == ["quickstart"] else "quick"


def _load(address: str) -> Any:
    module, _, attribute = address.partition(":")
    return getattr(importlib.import_module(module), attribute)


def vocabulary(name: str) -> DSL:
    """A DSL by name."""
    if name in VOCABULARIES:
        found: DSL = _load(VOCABULARIES[name])
        return found
    plugins = _plugins("contrast.vocab")
    if name not in plugins:
        raise unknown("vocabulary", name, [*VOCABULARIES, *plugins], "contrast solvers")
    found = plugins[name].load()
    return found


def solver_names() -> list[str]:
    """The names of all solvers; `net` stands for the architecture that fits a task's kinds."""
    return sorted([*SOLVERS, *_plugins("contrast.solvers"), "net"])


def solver_rows() -> list[dict[str, str]]:
    """Name, kind and description of every solver and vocabulary, without loading torch."""
    rows = [{"name": name, "kind": "solver", "description": text} for name, text in DESCRIPTIONS.items()]
    rows += [{"name": n, "kind": "solver", "description": p.value} for n, p in _plugins("contrast.solvers").items()]
    for name in [*VOCABULARIES, *_plugins("contrast.vocab")]:
        dsl = vocabulary(name)
        rows.append({"name": name, "kind": "vocabulary", "description": ", ".join(p.name for p in dsl.primitives)})
    return rows


def solver_for(reference: str, task: Task) -> str:
    """The solver reference with `net` replaced by the architecture chosen for the task's kinds."""
    name, mark, options = reference.partition("?")
    if name != "net":
        return reference
    from contrast.neural.choice import choose

    chosen = choose(task)
    return f"{chosen}&{options}" if mark and "?" in chosen else f"{chosen}{mark}{options}"


def _options(reference: str, query: str) -> dict[str, str]:
    try:
        options = dict(parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query)))
    except ValueError:
        raise UnknownName(f"solver {reference!r}: write options as name?option=value&option=value") from None
    if "name" in options:
        raise UnknownName(f"solver {reference!r} has no option 'name'; leave it out")
    return options


@cache
def load_solver(reference: str) -> Solver:
    """A solver by name, with options after a question mark: `transformer?positions=both_ends`."""
    name, _, query = reference.partition("?")
    options = _options(reference, query)
    if name in SOLVERS:
        made: Solver = _load(SOLVERS[name])(name=name, **options)
        return made
    plugins = _plugins("contrast.solvers")
    if name not in plugins:
        raise unknown("solver", name, solver_names(), "contrast solvers")
    made = plugins[name].load()(name=name, **options)
    return made

"""Tasks, suites, vocabularies and solvers by name, loaded only when asked for."""

from __future__ import annotations

import difflib
import fnmatch
import importlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl

from contrast.datafile.reference import Reference
from contrast.dsl import DSL
from contrast.errors import BadTask, ContrastError, UnknownName
from contrast.solver import Solver
from contrast.task import Task
from contrast.thirdparty import file_version, import_file, is_file, load_point
from contrast.thirdparty import points as _plugins

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
    "lists_full": "contrast.vocab.lists_full:VOCABULARY",
    "sorting": "contrast.vocab.sorting:VOCABULARY",
    "bits": "contrast.vocab.bits:VOCABULARY",
    "arithmetic": "contrast.vocab.arithmetic:VOCABULARY",
    "digits": "contrast.vocab.digits:VOCABULARY",
    "expressions": "contrast.vocab.expressions:VOCABULARY",
    "graphs": "contrast.vocab.graphs:VOCABULARY",
    "reals": "contrast.vocab.reals:VOCABULARY",
    "plane": "contrast.vocab.reals:PLANE",
    "images": "contrast.vocab.images:VOCABULARY",
    "tables": "contrast.vocab.tables:VOCABULARY",
    "strings": "contrast.vocab.strings:VOCABULARY",
}

NETWORKS = {
    "mlp": "multi-layer perceptron for inputs of fixed size",
    "cnn": "convolutional net for grids",
    "rnn": "recurrent net of rectified units, from left to right",
    "lstm": "long short-term memory, from left to right",
    "bilstm": "long short-term memory in both directions",
    "stack_rnn": "recurrent net with differentiable stacks",
    "transformer": "pre-norm Transformer for sequences and graphs",
    "looped_transformer": "one block repeated as often as the input is long, with recall",
    "deepsets": "net that does not look at the order of its input",
    "mpnn": "message-passing net for graphs, one step repeated",
}

SOLVERS = {
    "search": "contrast.search.solver:SearchSolver",
    "cvc5": "contrast.peers.solver:Cvc5Solver",
    "operon": "contrast.peers.operon.solver:OperonSolver",
    **dict.fromkeys(NETWORKS, "contrast.neural.solver:NetSolver"),
    "witness": "contrast.neural.witnesses.solver:WitnessSolver",
    "majority": "contrast.baselines:Majority",
    "copy": "contrast.baselines:Copy",
    "nearest_neighbour": "contrast.baselines:NearestNeighbour",
}

DESCRIPTIONS = {
    "search": "bottom-up program search under the task's DSL",
    "cvc5": "peer: the synthesiser cvc5 under the task's DSL, where SyGuS-IF can write it (extra `peers`)",
    "operon": "peer: the symbolic regression Operon with the functions of the task's DSL, on real numbers (extra `peers`)",
    "net": "the architecture that fits the task's kinds",
    **NETWORKS,
    "witness": "weights written by hand for a net, executed without training, where they are known",
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


def task_names() -> list[str]:
    """The names of all installed tasks."""
    return sorted([*_task_files(), *_plugins("contrast.tasks")])


@cache
def load_task(reference: str) -> Task:
    """The task of this name, of this file (`path/to/file.py`), or of this problem of a data file (`data.json?dsl=lists#name`).
    The reference is all that travels between processes."""
    if Reference.read(reference) is not None:
        from contrast.datafile.task import load_data_task

        return load_data_task(reference)
    if is_file(reference):
        return _task_in(import_file(Path(reference), "task", "task"), Path(reference).stem, reference)
    if reference in _task_files():
        module = importlib.import_module(f"contrast.tasks.{reference.replace('/', '.')}")
        return _task_in(module, reference, str(module.__file__))
    if reference in _plugins("contrast.tasks"):
        task = load_point("contrast.tasks", reference)
        if not isinstance(task, Task):
            raise BadTask(f"the entry point {reference!r} of contrast.tasks is {task!r}, and no Task; let it name one")
        return task.named(reference)
    raise unknown("task", reference, task_names(), "contrast tasks") from None


def _task_in(module: ModuleType, name: str, path: str) -> Task:
    task = getattr(module, "task", None)
    if not isinstance(task, Task):
        raise BadTask(f"{path} defines no task; end it with `task = Task(...)`, as `contrast new NAME` writes it")
    return task.named(name)


def select_tasks(patterns: Sequence[str], files: Sequence[str] = ()) -> list[str]:
    """The task references that names, suites, globs and files stand for, each once, in the order given."""
    chosen = [reference for file in files for reference in _file_references(file)]
    names = task_names()
    for pattern in patterns:
        if pattern == "all":
            chosen += names
        elif pattern in SUITES:
            chosen += SUITES[pattern]
        elif pattern in names:
            chosen.append(pattern)
        elif is_file(pattern) or Reference.read(pattern) is not None:
            chosen += _file_references(pattern)
        elif matched := fnmatch.filter(names, pattern):
            chosen += matched
        else:
            raise unknown("task or suite", pattern, [*names, *SUITES], "contrast tasks")
    return list(dict.fromkeys(chosen))


def _file_references(text: str) -> list[str]:
    """The reference of a task file; of a data file, those of the problem that is named, of all that match, or of all."""
    load_task.cache_clear()  # the file may have changed since it was last read
    data = Reference.read(text)
    if data is None:
        return [_from_here(text)]
    from contrast.datafile.load import load, select

    path = _from_here(data.path)
    names = [problem.name for problem in select(load(path), data.name)]
    dsl = _from_here(data.dsl) if data.dsl is not None and is_file(data.dsl) else data.dsl
    return [str(Reference(path, name, dsl, data.tolerance)) for name in names]


def _from_here(file: str) -> str:
    """The path of a file, from here if it lies below, so that results do not depend on where the checkout is."""
    path = Path(file).resolve()
    return (path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path).as_posix()


def suite_budget(patterns: Sequence[str]) -> str:
    """The budget of a run that names none."""
    return QUICKSTART_SECONDS if list(patterns) == ["quickstart"] else "quick"


def _load(address: str) -> Any:
    module, _, attribute = address.partition(":")
    return getattr(importlib.import_module(module), attribute)


def vocabulary(name: str) -> DSL:
    """A DSL by name, or the `VOCABULARY` of a Python file (`path/to/vocab.py`); its version changes with the file's text."""
    if name in VOCABULARIES:
        found: DSL = _load(VOCABULARIES[name])
        return found
    if is_file(name):
        found = _vocabulary_in(getattr(import_file(Path(name), "vocabulary", "VOCABULARY"), "VOCABULARY", None), name)
        return replace(found, version=file_version(Path(name), found.version))
    if name not in _plugins("contrast.vocab"):
        raise unknown("vocabulary", name, [*VOCABULARIES, *_plugins("contrast.vocab")], "contrast solvers")
    return _vocabulary_in(load_point("contrast.vocab", name), f"the entry point {name!r} of contrast.vocab")


def _vocabulary_in(found: Any, where: str) -> DSL:
    if not isinstance(found, DSL):
        raise BadTask(f"{where} gives no vocabulary; let it define `VOCABULARY = DSL.of(...)`")
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


def on_device(solvers: Iterable[str], device: str) -> list[str]:
    """The solver references, nets among them on this device: `cpu`, `cuda`, or `auto`, which is `cuda` where there is one."""
    if device == "cpu":
        return list(solvers)
    from contrast.neural.device import resolved

    if resolved(device) == "cpu":
        return list(solvers)
    return [f"{name}{'&' if '?' in name else '?'}device=cuda" if _is_net(name) else name for name in solvers]


def _is_net(reference: str) -> bool:
    return reference.partition("?")[0] in (*NETWORKS, "net")


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
    """A solver by name, with options after a question mark (`transformer?positions=both_ends`), or the `SOLVER` of a Python
    file (`path/to/solver.py?option=value`): a class, or a function that makes one, called with its name and the options."""
    name, _, query = reference.partition("?")
    options = _options(reference, query)
    if name in SOLVERS:
        made: Solver = _load(SOLVERS[name])(name=name, **options)
        return made
    if is_file(name):
        made = _made(getattr(import_file(Path(name), "solver", "SOLVER"), "SOLVER", None), name, options)
        made.version = file_version(Path(name), made.version)
        return made
    if name not in _plugins("contrast.solvers"):
        raise unknown("solver", name, solver_names(), "contrast solvers")
    return _made(load_point("contrast.solvers", name), name, options)


def _made(maker: Any, name: str, options: dict[str, str]) -> Solver:
    """The solver that someone else's class makes."""
    if not callable(maker):
        raise BadTask(f"solver {name!r}: it defines no class or function `SOLVER` to make it with; see contrast.solver.Solver")
    try:
        made: Solver = maker(name=name, **options)
    except TypeError as error:
        raise UnknownName(f"solver {name!r} cannot be made with name={name!r} and the options {options}: {error}") from error
    except ContrastError:
        raise
    except Exception as error:
        raise BadTask(f"solver {name!r} cannot be made: {type(error).__name__}: {error}") from error
    for attribute in ("name", "version", "options", "solve"):
        if not hasattr(made, attribute):
            raise BadTask(f"solver {name!r} has no {attribute!r}; a solver has name, version, options and solve(...)")
    return made

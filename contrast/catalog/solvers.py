"""Solvers by name with options, or in a Python file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from contrast.catalog.unknown import unknown
from contrast.catalog.vocabularies import load_address, vocabulary, vocabulary_names
from contrast.errors import BadTask, ContrastError, UnknownName
from contrast.solver import Solver
from contrast.task import Task
from contrast.thirdparty import file_version, import_file, is_file, load_point, points

NETWORKS = {
    "mlp": "multi-layer perceptron for inputs of fixed size",
    "cnn": "convolutional net for grids",
    "looped_cnn": "one convolutional block repeated as often as the grid is long and wide, with recall",
    "rnn": "recurrent net of rectified units, from left to right",
    "lstm": "long short-term memory, from left to right",
    "bilstm": "long short-term memory in both directions",
    "stack_rnn": "recurrent net with differentiable stacks",
    "transformer": "pre-norm Transformer for sequences and graphs",
    "looped_transformer": "one block repeated as often as the input is long, with recall",
    "deepsets": "net that does not look at the order of its input",
    "mpnn": "message-passing net for graphs, one step repeated",
}

CHOSEN = ("net", "other_net")
"""Names that stand for a network which the task's kinds choose."""

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
    "other_net": "the architecture that fits next best, of another make",
    **NETWORKS,
    "witness": "weights written by hand for a net, executed without training, where they are known",
    "majority": "baseline: the most frequent output of the examples",
    "copy": "baseline: the input itself, where kinds agree",
    "nearest_neighbour": "baseline: the output of the nearest example",
}

BASELINES = ("majority", "copy", "nearest_neighbour")


def solver_names() -> list[str]:
    """The names of all solvers; `net` and `other_net` stand for architectures that fit a task's kinds."""
    return sorted([*SOLVERS, *points("contrast.solvers"), *CHOSEN])


def solver_rows() -> list[dict[str, str]]:
    """Name, kind and description of every solver and vocabulary, without loading torch."""
    rows = [{"name": name, "kind": "solver", "description": text} for name, text in DESCRIPTIONS.items()]
    rows += [{"name": n, "kind": "solver", "description": p.value} for n, p in points("contrast.solvers").items()]
    for name in vocabulary_names():
        dsl = vocabulary(name)
        rows.append({"name": name, "kind": "vocabulary", "description": ", ".join(p.name for p in dsl.primitives)})
    return rows


def solver_for(reference: str, task: Task) -> str:
    """The solver reference with `net` and `other_net` replaced by the architectures chosen for the task's kinds."""
    name, mark, options = reference.partition("?")
    if name not in CHOSEN:
        return reference
    from contrast.neural.choice import choose, choose_other

    chosen = choose(task) if name == "net" else choose_other(task)
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
    return reference.partition("?")[0] in (*NETWORKS, *CHOSEN)


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
        made: Solver = load_address(SOLVERS[name])(name=name, **options)
        return made
    if is_file(name):
        made = _made(getattr(import_file(Path(name), "solver", "SOLVER"), "SOLVER", None), name, options)
        made.version = file_version(Path(name), made.version)
        return made
    if name not in points("contrast.solvers"):
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

"""A trial: one solver asked to solve one task once, from stated examples under a stated budget."""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

from contrast.catalog import load_solver, load_task, solver_for
from contrast.catalog.collections import Member
from contrast.datafile.reference import Reference
from contrast.errors import BadValue, UnknownName
from contrast.solver import Budget, Solver
from contrast.task import Task
from contrast.thirdparty import is_file

REGIMES = ("fixed", "unlimited")
"""`fixed`: N labelled examples. `unlimited`: fresh draws without end, for solvers that learn from a stream."""

MOST_TRIALS = 10**6
"""Trials of one study: as many as fit into memory with ease."""

KEY_LENGTH = 16
"""Hexadecimal characters of a key: 64 bits, so 10^6 trials collide with probability 3e-8."""


MOST_EXAMPLES = 1_000_000
"""Examples of a trial; they are drawn one by one and held in memory. Nets have the unlimited regime for more."""


@dataclass(frozen=True)
class Trial:
    """What is asked. `task` and `solver` are reference strings, so a trial travels between processes and runs as text.

    examples: N, at least 1; None in the unlimited regime.  seed: fixes the draws and the solver, at least 0.
    continues: the key of the trial from whose checkpoint this one goes on; the budget is that of both together.
    """

    task: str
    solver: str
    regime: str
    examples: int | None
    seed: int
    budget: Budget
    continues: str | None = None

    def __post_init__(self) -> None:
        if self.regime not in REGIMES:
            raise UnknownName(f"no regime named {self.regime!r}; use {' or '.join(REGIMES)}")
        if self.regime == "fixed" and not (self.examples is not None and 1 <= self.examples <= MOST_EXAMPLES):
            raise BadValue(f"--examples {self.examples}: give a number from 1 to {MOST_EXAMPLES:,}")
        if self.regime == "unlimited" and self.examples is not None:
            raise BadValue(f"examples={self.examples} in the unlimited regime, which counts none; give None, or the fixed regime")
        if self.seed < 0:
            raise BadValue(f"--seeds {self.seed}: a seed is a whole number from 0 up")

    def key(self, task_version: int, solver_version: int, dsl_version: int = 1) -> str:
        """The content key: equal for equal questions, different as soon as one part of the question differs."""
        versions = {"task_version": task_version, "solver_version": solver_version, "dsl_version": dsl_version}
        asked = self.to_dict()
        if self.continues is None:
            del asked["continues"]  # so that the keys of trials from their start are what they always were
        text = json.dumps({**asked, **versions}, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:KEY_LENGTH]

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> Trial:
        """The trial of a `to_dict`, or of a stored row, whose other fields are ignored."""
        wanted = {name: fields[name] for name in ("task", "solver", "regime", "examples", "seed")}
        return cls(**wanted, budget=Budget(**fields["budget"]), continues=fields.get("continues"))


def trial_key(trial: Trial, task: Task, solver: Solver) -> str:
    """The key under the versions of now. The DSL's version counts only for solvers that may look at the DSL: a net's
    result outlives a change of the vocabulary. A task file of the user's own has no version that one could rely on while it
    is written: there the file's text is part of the key."""
    dsl_version = 1 if learns_from_stream(solver) else task.dsl.version
    key = trial.key(task.version, solver.version, dsl_version)
    file = Member.read(trial.task).file
    if not is_file(file) or Reference.read(trial.task) is not None:
        return key
    return hashlib.sha256(key.encode() + Path(file).read_bytes()).hexdigest()[:KEY_LENGTH]


def learns_from_stream(solver: Solver) -> bool:
    """Whether the unlimited regime makes sense for a solver: its class says so by `learns_from_stream = True`."""
    return bool(getattr(solver, "learns_from_stream", False))


def cross(
    tasks: Sequence[str],
    solvers: Sequence[str],
    examples: Sequence[int],
    seeds: Sequence[int],
    budget: Budget,
    regimes: Sequence[str] = ("fixed",),
) -> list[Trial]:
    """Every task with every solver, regime, example count and seed, each once, task by task.

    `net` becomes the architecture that fits the task. The unlimited regime is left out for solvers that do not learn from
    a stream, and has one trial a seed, whatever the example counts. Raises a `ContrastError` for an unknown name, a count
    below 1, a negative seed, or if nothing is left to run.
    """
    asked = len(tasks) * len(solvers) * max(1, len(examples)) * len(seeds) * max(1, len(regimes))
    if asked > MOST_TRIALS:
        raise BadValue(f"{asked:,} trials are more than one study holds ({MOST_TRIALS:,}); ask for fewer seeds, counts or tasks")
    trials: dict[Trial, None] = {}
    for reference in tasks:
        task = load_task(reference)
        for solver, regime in product([solver_for(name, task) for name in solvers], regimes):
            if regime == "unlimited" and not learns_from_stream(load_solver(solver)):
                continue
            counts: Sequence[int | None] = [None] if regime == "unlimited" else list(examples)
            for count, seed in product(counts, seeds):
                trials[Trial(reference, solver, regime, count, seed, budget)] = None
    if not trials:
        raise BadValue(
            f"nothing to run: {len(tasks)} tasks, {len(solvers)} solvers, {len(examples)} example counts, {len(seeds)} seeds, "
            f"regimes {', '.join(regimes) or 'none'}; give at least one of each (only nets run in the unlimited regime)"
        )
    return list(trials)


def continued(rows: Sequence[Mapping[str, Any]], factor: int) -> list[Trial]:
    """The trials of these results that could still improve, to go on from their checkpoints to `factor` times their budget.

    Raises `BadValue` for a factor below 2, or if no trial could improve.
    """
    if factor < 2:
        raise BadValue(f"--continue {factor}: give how many times the budget, a whole number from 2 up, such as 4")
    found = [row for row in rows if row["unfinished"] == "still_improving"]
    if not found:
        raise BadValue("no trial of these results could still improve when its budget ended, so there is nothing to go on with")
    return [replace(Trial.from_dict(row), budget=Budget(**row["budget"]).times(factor), continues=row["key"]) for row in found]


def source_hash(function: Callable[..., Any]) -> str | None:
    """A fingerprint of a function's syntax tree without its docstring: comments, layout and the code around it do not
    change it. None where Python keeps no source. What the function calls is not seen: the task's version answers for that."""
    if (known := getattr(function, "fingerprint", None)) is not None:  # rows of a data file have no source but themselves
        return str(known)
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return hashlib.sha256(ast.unparse(tree).encode()).hexdigest()[:KEY_LENGTH]

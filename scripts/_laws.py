"""One law by one solver, measured; and what many such rows say together."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from contrast.catalog import load_solver, vocabulary
from contrast.datafile.task import as_task
from contrast.datafile.units_file import read_units, units_for
from contrast.dsl import Program
from contrast.search.laws import discover
from contrast.search.laws.units import Units
from contrast.solver import Budget, Problem
from scripts._feynman import EXACT, FRESH, Equation, equations, largest_error, refitted

Row = dict[str, Any]

TYPED = "typed"
"""The search that knows the units, beside `search` and the names of solvers."""

STRUCTURE = 1e-6
"""Largest error of a law whose structure is right, after its constants are fitted to exact rows."""


@dataclass(frozen=True)
class Job:
    """What to measure.  table: a CSV of equations.  units: a CSV of units, for `TYPED`."""

    table: Path
    name: str
    solver: str
    points: int
    noise: float
    seconds: float
    units: Path | None
    seed: int


@dataclass(frozen=True)
class Answer:
    """What a solver made of it.  found: core-seconds until it had its law, where it tells."""

    predict: Callable[[list[tuple[float, ...]]], list[Any]]
    program: Program | None
    core_seconds: float
    found: float | None
    candidates: int


def measure(job: Job) -> Row:
    """One equation by one solver: its largest errors on fresh rows inside the data's ranges and beyond, in standard deviations
    of the outputs there, and what it cost."""
    equation = next(equation for equation in equations(job.table) if equation.name == job.name)
    answer = _typed(job, equation) if job.solver == TYPED else _solved(job, equation)
    fresh, beyond = equation.rows(FRESH, job.seed + 1), equation.rows(FRESH, job.seed + 2, beyond=True)
    inside, outside = (largest_error(answer.predict([row.inputs for row in rows]), rows) for rows in (fresh, beyond))
    structure = outside
    if job.noise and answer.program is not None:
        better = refitted(answer.program, equation.rows(FRESH, job.seed + 3))
        structure = largest_error(better.predict([row.inputs for row in beyond]), beyond)
    return {
        "equation": job.name, "solver": job.solver, "points": job.points, "noise": job.noise, "seed": job.seed,
        "inside": inside, "beyond": outside, "right": structure < STRUCTURE if job.noise else outside < EXACT,
        "core_seconds": answer.core_seconds, "found_seconds": answer.found, "candidates": answer.candidates,
        "program": None if answer.program is None else str(answer.program),
    }  # fmt: skip


def _typed(job: Job, equation: Equation) -> Answer:
    problem = equation.problem(job.points, job.noise, job.seed)
    *inputs, output = units_for(str(job.units), read_units(str(job.units)), [*equation.variables, equation.result])
    units = Units(np.array(inputs), output)
    law = discover(problem.inputs, problem.examples, vocabulary("reals"), Budget(seconds=job.seconds), units=units)
    predict = law.program.predict if law.program else lambda rows: [None] * len(rows)
    return Answer(predict, law.program, law.core_seconds, law.found_seconds, law.candidates)


def _solved(job: Job, equation: Equation) -> Answer:
    problem = equation.problem(job.points, job.noise, job.seed)
    task = as_task(problem, vocabulary("reals"))
    solution = load_solver(job.solver).solve(Problem(task, problem.examples, job.seed), Budget(seconds=job.seconds))
    found, tried = solution.details.get("found_seconds"), int(solution.details.get("candidates_tried", 0))
    return Answer(solution.predict, solution.program, solution.core_seconds, found, tried)


def line(row: Row) -> str:
    """A row as text."""
    found = "" if row["found_seconds"] is None else f"{row['found_seconds']:6.2f}"
    mark = "right" if row["right"] else "-"
    return (
        f"{row['equation']:10} {row['solver']:8} {mark:6} inside {row['inside']:8.1e}  beyond {row['beyond']:8.1e}  "
        f"{row['core_seconds']:6.2f} s  found {found:>6}  {row['program'] or ''}"
    )


def summary(rows: Sequence[Row], names: Sequence[str]) -> Iterator[str]:
    """How many each solver gets right; who is nearest beyond the data on those that the search does; what units save."""
    for name in names:
        own = [row for row in rows if row["solver"] == name]
        seconds = [row["core_seconds"] for row in own]
        yield (
            f"{name}: {sum(row['right'] for row in own)} of {len(own)} right, "
            f"median {statistics.median(seconds):.2f} core-seconds, longest {max(seconds):.1f}"
        )
    ours = {row["equation"]: row for row in rows if row["solver"] == "search"}
    for name in names:
        theirs = {row["equation"]: row for row in rows if row["solver"] == name and row["equation"] in ours}
        if theirs and name == TYPED:
            yield from _saved(ours, theirs)
        elif theirs and name != "search":
            yield _nearest({k: ours[k] for k in theirs if ours[k]["right"]}, theirs)


def _nearest(ours: dict[str, Row], theirs: dict[str, Row]) -> str:
    nearer = sum(_level(row["beyond"]) <= _level(theirs[name]["beyond"]) for name, row in ours.items())
    inside, beyond = (statistics.median([theirs[name][place] for name in ours] or [math.nan]) for place in ("inside", "beyond"))
    (solver,) = {row["solver"] for row in theirs.values()}
    return (
        f"on the {len(ours)} that the search gets right, it is nearest beyond the data on {nearer}; "
        f"{solver}'s median largest error is {inside:.1e} inside and {beyond:.1e} beyond"
    )


def _level(error: float) -> float:
    """An error, none of less than what counts as exact."""
    return max(EXACT, error) if not math.isnan(error) else math.inf


def _saved(plain: dict[str, Row], typed: dict[str, Row]) -> Iterator[str]:
    """A line for each equation, and the medians."""
    yield f"{'what units save':16}{'core-seconds':>14}{'with units':>12}{'candidates':>14}{'with units':>14}  right"
    for name, row in typed.items():
        other = plain[name]
        yield (
            f"{name:16}{other['core_seconds']:14.2f}{row['core_seconds']:12.2f}{other['candidates']:14,}{row['candidates']:14,}"
            f"  {_mark(other)}, {_mark(row)}"
        )
    times, counts = (
        [typed[name][what] / max(1e-9, plain[name][what]) for name in typed] for what in ("core_seconds", "candidates")
    )
    total = [sum(rows[name]["core_seconds"] for name in typed) for rows in (plain, typed)]
    yield (
        f"with units: median {statistics.median(times):.2f} of the core-seconds and {statistics.median(counts):.2f} of the "
        f"candidates; all together {total[0]:.1f} and {total[1]:.1f} core-seconds"
    )


def _mark(row: Row) -> str:
    return "yes" if row["right"] else "no"

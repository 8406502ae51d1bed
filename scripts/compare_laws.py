"""Laws found by search beside those of pyoperon and the fit of a net: the same rows, core and limit for each."""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # numpy reads it once, when it is imported

import json
import math
import statistics
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated, Any

import typer

from contrast.catalog import load_solver, vocabulary
from contrast.datafile.task import as_task
from contrast.datafile.units_file import read_units, units_for
from contrast.errors import BadValue
from contrast.search.laws import discover
from contrast.search.laws.units import Units
from contrast.solver import Budget, Problem
from scripts._feynman import EXACT, FRESH, Equation, equations, largest_error, refitted

Row = dict[str, Any]


STRUCTURE = 1e-6
"""Largest error of a law whose structure is right, after its constants are fitted to exact rows."""


def measure(job: tuple[str, str, str, int, float, float, str | None, int]) -> Row:
    """One equation by one solver."""
    path, name, solver, points, noise, seconds, units, seed = job
    equation = next(equation for equation in equations(Path(path)) if equation.name == name)
    problem = equation.problem(points, noise, seed)
    dsl, budget = vocabulary("reals"), Budget(seconds=seconds)
    if solver == "search" and units is not None:
        outcome = discover(problem.inputs, problem.examples, dsl, budget, units=_units(units, equation))
        predict = outcome.program.predict if outcome.program else lambda rows: [None] * len(rows)
        program, spent, found = outcome.program, outcome.core_seconds, outcome.found_seconds
        tried = outcome.candidates
    else:
        solution = load_solver(solver).solve(Problem(as_task(problem, dsl), problem.examples, seed), budget)
        predict, program, spent = solution.predict, solution.program, solution.core_seconds
        found, tried = solution.details.get("found_seconds"), int(solution.details.get("candidates_tried", 0))
    inside, beyond = equation.rows(FRESH, seed + 1), equation.rows(FRESH, seed + 2, beyond=True)
    errors = [largest_error(predict([row.inputs for row in rows]), rows) for rows in (inside, beyond)]
    structure = errors[1]
    if noise and program is not None:
        better = refitted(program, equation.rows(FRESH, seed + 3))
        structure = largest_error(better.predict([row.inputs for row in beyond]), beyond)
    return {
        "equation": name, "solver": solver, "points": points, "noise": noise, "seed": seed, "inside": errors[0],
        "beyond": errors[1], "exact": errors[1] < EXACT, "structure": structure < STRUCTURE, "core_seconds": spent,
        "found_seconds": found, "candidates": tried, "program": None if program is None else str(program),
    }  # fmt: skip


def _units(path: str, equation: Equation) -> Units:
    *inputs, output = units_for(path, read_units(path), [*equation.variables, equation.result])
    import numpy as np

    return Units(np.array(inputs), output)


def measured(jobs: Sequence[Any], workers: int) -> Iterator[Row]:
    """The rows, as each is done."""
    if workers == 1:
        yield from map(measure, jobs)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        yield from pool.map(measure, jobs)


def line(row: Row) -> str:
    found = "" if row["found_seconds"] is None else f"{row['found_seconds']:6.2f}"
    mark = "exact" if row["exact"] else "right" if row["noise"] and row["structure"] else "-"
    return (
        f"{row['equation']:10} {row['solver']:8} {mark:6} inside {row['inside']:8.1e}  beyond {row['beyond']:8.1e}  "
        f"{row['core_seconds']:6.2f} s  found {found:>6}  {row['program'] or ''}"
    )


def summary(rows: Sequence[Row], names: Sequence[str]) -> Iterator[str]:
    """How many are right by solver; on those that the search gets right, who is nearest beyond the data."""
    for name in names:
        own = [row for row in rows if row["solver"] == name]
        right = [row for row in own if row["structure" if row["noise"] else "exact"]]
        seconds = statistics.median(row["core_seconds"] for row in own)
        most = max(row["core_seconds"] for row in own)
        yield f"{name}: {len(right)} of {len(own)} right, median {seconds:.2f} core-seconds, longest {most:.1f}"
    ours = {row["equation"]: row for row in rows if row["solver"] == "search" and row["structure" if row["noise"] else "exact"]}
    for name in names[1:]:
        others = [row for row in rows if row["solver"] == name and row["equation"] in ours]
        if not others:
            continue
        nearer = sum(_level(ours[row["equation"]]["beyond"]) <= _level(row["beyond"]) for row in others)
        inside = statistics.median(row["inside"] for row in others)
        beyond = statistics.median(row["beyond"] for row in others)
        yield (
            f"on the {len(others)} that the search gets right, it is nearest beyond the data on {nearer}; "
            f"{name}'s median largest error is {inside:.1e} inside and {beyond:.1e} beyond"
        )


def _level(error: float) -> float:
    """An error, none of less than what counts as exact."""
    return max(EXACT, error) if not math.isnan(error) else math.inf


def main(
    table: Annotated[Path, typer.Argument(help="A CSV of equations: Filename, Output, Formula, v1_name, v1_low, v1_high …")],
    points: Annotated[int, typer.Option(help="Rows that a solver is given.")] = 100,
    noise: Annotated[float, typer.Option(help="Normal noise on the outputs, in their standard deviations.")] = 0.0,
    seconds: Annotated[float, typer.Option(help="Core-seconds for each.")] = 60.0,
    solvers: Annotated[str, typer.Option(help="Of search, operon and mlp, with commas; search first.")] = "search",
    units: Annotated[Path | None, typer.Option(help="A CSV with the units of the variables, for the search.")] = None,
    only: Annotated[str | None, typer.Option(help="Only these equations, with commas.")] = None,
    seed: Annotated[int, typer.Option(help="What the rows are drawn with.")] = 0,
    workers: Annotated[int, typer.Option(help="Processes, each on a core of its own.")] = 1,
    out: Annotated[Path | None, typer.Option(help="Where the rows go as JSON lines.")] = None,
) -> None:
    """Measure how many laws each solver finds, and how far it is off inside and beyond its data."""
    names = solvers.split(",")
    known = [equation.name for equation in equations(table)]
    chosen = known if only is None else only.split(",")
    for name in set(chosen) - set(known):
        raise BadValue(f"{table} has no equation {name!r}; it has {', '.join(known[:6])} …")
    where = None if units is None else str(units)
    jobs = [(str(table), name, solver, points, noise, seconds, where, seed) for name in chosen for solver in names]
    rows = []
    for row in measured(jobs, workers):
        rows.append(row)
        typer.echo(line(row))
        if out is not None:
            with out.open("a") as file:
                file.write(json.dumps(row) + "\n")
    for text in summary(rows, names):
        typer.echo(text)


if __name__ == "__main__":
    typer.run(main)

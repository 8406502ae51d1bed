"""Laws found by search beside those of pyoperon and the fit of a net: the same rows, core and limit for each."""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # numpy reads it once, when it is imported

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated

import typer

from contrast.errors import BadValue
from scripts._command import command
from scripts._feynman import equations
from scripts._laws import TYPED, Job, Row, line, measure, summary


def measured(jobs: Sequence[Job], workers: int) -> Iterator[Row]:
    """The rows, as each is done."""
    if workers == 1:
        yield from map(measure, jobs)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        yield from pool.map(measure, jobs)


def main(
    table: Annotated[Path, typer.Argument(help="A CSV of equations: Filename, Output, Formula, v1_name, v1_low, v1_high …")],
    points: Annotated[int, typer.Option(help="Rows that a solver is given.")] = 100,
    noise: Annotated[float, typer.Option(help="Normal noise on the outputs, in their standard deviations.")] = 0.0,
    seconds: Annotated[float, typer.Option(help="Core-seconds for each.")] = 60.0,
    solvers: Annotated[str, typer.Option(help="Of search, operon and mlp, with commas.")] = "search",
    units: Annotated[
        Path | None, typer.Option(help="A CSV with the units of the variables: the search runs with them too.")
    ] = None,
    only: Annotated[str | None, typer.Option(help="Only these equations, with commas.")] = None,
    seed: Annotated[int, typer.Option(help="What the rows are drawn with.")] = 0,
    workers: Annotated[int, typer.Option(help="Processes, each on a core of its own.")] = 1,
    out: Annotated[Path | None, typer.Option(help="Where the rows go as JSON lines.")] = None,
) -> None:
    """Measure how many laws each solver finds, and how far it is off inside and beyond its data."""
    names = [*solvers.split(","), *([] if units is None else [TYPED])]
    known = [equation.name for equation in equations(table)]
    chosen = known if only is None else only.split(",")
    for name in set(chosen) - set(known):
        raise BadValue(f"{table} has no equation {name!r}; it has {', '.join(known[:6])} …")
    jobs = [Job(table, name, solver, points, noise, seconds, units, seed) for name in chosen for solver in names]
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
    command(main)

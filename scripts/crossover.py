"""Exact geometry against a net as noise grows: the accuracy of solvers trained and tested at each level, and a figure."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scripts._command import command


def main(
    task: Annotated[str, typer.Option(help="A task that reads one image of a table.")] = "perception/shapes",
    solvers: Annotated[str, typer.Option(help="Solvers, with commas between.")] = "search,cnn,nearest_neighbour",
    noises: Annotated[str, typer.Option(help="Spreads, as shares of the contrast, with commas between.")] = "0,.125,.25,.5,1,2",
    examples: Annotated[int, typer.Option(help="Training examples.")] = 512,
    seeds: Annotated[int, typer.Option(help="Seeds from 0 up.")] = 3,
    budget: Annotated[str, typer.Option(help="smoke, quick, full, or core-seconds a trial.")] = "quick",
    plot: Annotated[Path | None, typer.Option(help="Also write a figure: .svg, .pdf or .png.")] = None,
) -> None:
    """Print each accuracy as it is measured, with the program where there is one."""
    from contrast.catalog import load_task
    from contrast.crossover import crossover
    from contrast.report.plots.crossover import draw
    from contrast.report.plots.file import check
    from contrast.solver import Budget

    if plot is not None:
        check(plot)
    levels, cells = [float(noise) for noise in noises.split(",")], []
    for cell in crossover(load_task(task), solvers.split(","), levels, examples, seeds, Budget.named(budget)):
        cells.append(cell)
        print(cell, flush=True)
    if plot is not None:
        draw(cells, f"{task}, N = {examples}, seeds: {seeds}", plot)


if __name__ == "__main__":
    command(main)

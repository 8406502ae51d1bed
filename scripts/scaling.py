"""Does scaling only palliate? Nets made wider and deeper, given more examples and trained longer, with errors inside and outside
the sampled region and the slopes of their power laws. What would speak for it and against it: `contrast/scaling/__init__.py`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from scripts._command import command

COUNTS = "32,64,128,256,512,1024,2048,4096,8192"
WIDTH = 150
"""Characters of a line of the table where it goes to a file."""


def main(
    task: Annotated[list[str], typer.Option(help="A task, suite or glob; may be given again.")],
    net: Annotated[str, typer.Option(help="The net; `net` is the architecture that fits each task.")] = "net",
    width: Annotated[int, typer.Option(help="Units of the base net's layers.")] = 16,
    depth: Annotated[int, typer.Option(help="Layers of the base net.")] = 1,
    examples: Annotated[str, typer.Option(help="Example counts N, with commas between.")] = COUNTS,
    seeds: Annotated[int, typer.Option(help="Seeds from 0 up.")] = 3,
    steps: Annotated[int | None, typer.Option(help="Optimiser steps at equal steps.  [1000 if --budget is not given]")] = None,
    budget: Annotated[str | None, typer.Option(help="At equal compute: smoke, quick, full, or core-seconds.  [quick]")] = None,
    workers: Annotated[int, typer.Option(help="Processes, one core each.")] = 2,
    out: Annotated[str, typer.Option(help="The results file. Trials that it holds are not run again.")] = "scaling.db",
    plot: Annotated[Path | None, typer.Option(help="Also write a figure: .svg, .pdf or .png.")] = None,
) -> None:
    """Print the slopes of the errors with their intervals, and what they say."""
    from rich.console import Console

    from contrast.catalog import select_tasks
    from contrast.cli.display import Display
    from contrast.cli.running import listed, whole
    from contrast.report.plots.file import check
    from contrast.scaling.ladder import Base, budgets, ladders, trials_of
    from contrast.scaling.line import lines
    from contrast.scaling.table import notes, table
    from contrast.study.lookup import results

    if plot is not None:
        check(plot)
    counts, spent = [whole(text, "--examples") for text in listed(examples)], budgets(steps, budget)
    bases = [Base.of(name, net, width, depth) for name in select_tasks(task)]
    asked = [ladder for base in bases for ladder in ladders(base, spent, seeds, counts)]
    with Display(out) as display:
        found = lines(asked, results(trials_of(asked), out, workers, display.show))
    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    console.print(table(found))
    console.print(notes(found), highlight=False, markup=False)
    if plot is not None:
        from contrast.report.plots.scaling import draw

        draw(found, plot)


if __name__ == "__main__":
    command(main)

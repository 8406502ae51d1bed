"""Is a net's failure one of search, or of capacity? Witnesses are disturbed and trained on, beside the same nets from a random
start (`contrast/basin.py`)."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from scripts._command import command

WIDTH = 140
"""Characters of a line of the table where it goes to a file."""


def main(
    tasks: Annotated[
        str, typer.Option(help="Tasks, suites or globs, with commas between; those with a witness are taken.")
    ] = "all",
    noises: Annotated[str, typer.Option(help="Deviations of the noise, with commas between.")] = "0.01,0.1,0.3",
    seeds: Annotated[int, typer.Option(help="Seeds from 0 up.")] = 3,
    budget: Annotated[str, typer.Option(help="Of each training: smoke, quick, full, or core-seconds.")] = "smoke",
    workers: Annotated[int, typer.Option(help="Processes, one core each.")] = 2,
    out: Annotated[str, typer.Option(help="The results file. Trials that it holds are not run again.")] = "basin.db",
) -> None:
    """Print for each task and noise what becomes of the disturbed net, and whether a random start gets there."""
    from rich.console import Console

    from contrast.basin import basins, noise_of, outcome, table, trials_of, with_witness
    from contrast.catalog import select_tasks
    from contrast.cli.display import Display
    from contrast.cli.running import listed
    from contrast.solver import Budget
    from contrast.study.lookup import results

    chosen, levels = with_witness(select_tasks(listed(tasks))), [noise_of(text) for text in listed(noises)]
    asked = basins(chosen, seeds, Budget.named(budget), levels)
    with Display(out) as display:
        found = results(trials_of(asked), out, workers, display.show)
    Console(width=None if sys.stdout.isatty() else WIDTH).print(table([outcome(basin, found) for basin in asked]))
    print("Exact match on `same` / on the worst axis that the witness gets right; means over seeds.")


if __name__ == "__main__":
    command(main)

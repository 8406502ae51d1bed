"""Queries until a world is identified: a committee of programs that chooses them against random ones."""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # numpy reads it once, when it is imported

import json
from pathlib import Path
from typing import Annotated

import typer

from contrast.experiments import compare, load_world, world_names
from contrast.experiments.compare import pairs_of, summary
from contrast.experiments.table import HEADINGS, cells
from scripts._command import command


def main(
    worlds: Annotated[str, typer.Option(help="Worlds, with commas between; all if none is given.")] = "",
    strategies: Annotated[str, typer.Option(help="Strategies, with commas between.")] = "committee,random",
    seeds: Annotated[int, typer.Option(help="Runs of each strategy.")] = 5,
    queries: Annotated[int, typer.Option(help="Queries of each run.")] = 60,
    out: Annotated[Path | None, typer.Option(help="JSON lines, one for each run.")] = None,
) -> None:
    """Print a line for each world and strategy, and the medians over worlds."""
    rows = []
    print("\t".join(("world", *HEADINGS)))
    for name in worlds.split(",") if worlds else world_names():
        for row in compare([load_world(name)], range(seeds), pairs_of(strategies.split(",")), queries):
            rows.append(row)
            print("\t".join((name, *cells(row))), flush=True)
            if out is not None:
                with out.open("a") as lines:
                    lines.writelines(json.dumps(one.to_dict()) + "\n" for one in row.runs)
    if {("committee", "search"), ("random", "search")} <= {(row.strategy, row.solver) for row in rows}:
        print("medians over worlds: {:g} queries by the committee, at most {:.2f} of random's".format(*summary(rows)))


if __name__ == "__main__":
    command(main)

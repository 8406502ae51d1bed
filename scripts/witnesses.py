"""Every witness executed, and how large inputs of more than the training size need it to be."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from contrast.catalog import load_task
from contrast.neural.witnesses.curve import sizes
from contrast.neural.witnesses.solver import TIMES
from contrast.neural.witnesses.table import WITNESSES
from contrast.solver import Budget
from contrast.study.run import run
from contrast.study.storage.store import Store
from contrast.study.trial import Trial
from scripts._command import command


def main(
    out: Annotated[str, typer.Option(help="The results file; trials that it holds are not run again.")] = "witnesses.db",
    workers: Annotated[int, typer.Option(help="Processes, one core each.")] = 2,
) -> None:
    """A line a task: the net, the splits on which it is not exact, and the weights that inputs of 1 to 25 times the training
    size need; a blank where the witness is not exact."""
    with Store.open(out) as store:
        run([Trial(task, "witness", "unlimited", None, 0, Budget(steps=1)) for task in WITNESSES], store, workers)
        rows = {row["task"]: row for row in store.rows() if row["solver"] == "witness"}
    grid = Table("task", "net", "not exact on", *(f"{times}x" for times in TIMES), "how it computes")
    for task, row in rows.items():
        wrong = [split for split, one in row["splits"].items() if one["exact_match"] < 1]
        curve = [f"{weights:,}" if weights is not None else "" for weights in sizes(load_task(task)).values()]
        grid.add_row(task, row["details"]["net"], ", ".join(wrong), *curve, row["details"]["idea"])
    Console(width=160).print(grid)


if __name__ == "__main__":
    command(main)

"""On how many tasks some net learns the training distribution from fresh data (`contrast/learnable.py`)."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from contrast.catalog import select_tasks
from contrast.learnable import attempts, share
from contrast.report.formats.notation import score_text, solver_text
from contrast.solver import Budget
from contrast.study.result import Row
from contrast.study.storage.store import Store
from scripts._command import command


def main(
    tasks: Annotated[str, typer.Option(help="Tasks, suites or globs, with commas between.")] = "all",
    budget: Annotated[str, typer.Option(help="Of each training: smoke, quick, full, or core-seconds.")] = "full",
    workers: Annotated[int, typer.Option(help="Processes, one core each.")] = 2,
    out: Annotated[str, typer.Option(help="The results file. Trials that it holds are not run again.")] = "learnable.db",
) -> None:
    """A line a task: the best net, its score on fresh draws and its cost; where none learns, what four times the budget gives."""
    with Store.open(out) as store:
        found = attempts(select_tasks(tasks.split(",")), Budget.named(budget), store, workers)
    grid = Table("task", "net", "same", "core-s", "nets tried", "at 4x", "its curve at 4x (validation)")
    for one in found:
        net, score = one.best
        seconds, tried = f"{one.rows[net]['core_seconds']:.1f}", str(len(one.rows))
        grid.add_row(one.task, solver_text(net), score_text(score), seconds, tried, *_longer(one.longer))
    Console(width=160).print(grid)
    print(f"{sum(one.learned for one in found)} of {len(found)} tasks: some net reaches .99 on fresh draws")


def _longer(row: Row | None) -> tuple[str, str]:
    """The score at four times the budget and why it ended, and every twentieth point of its curve."""
    if row is None:
        return "", ""
    curve = [point["validation_exact_match"] for point in row["details"].get("curve", ()) if "validation_exact_match" in point]
    return f"{score_text(share(row))} {row['unfinished'] or ''}", " ".join(map(score_text, curve[::20]))


if __name__ == "__main__":
    command(main)

"""What a person sees while a study runs, and when it ends."""

from __future__ import annotations

import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from contrast.api import Comparison
from contrast.study.run import Event, Summary

REFRESH_A_SECOND = 4


class Display:
    """Trials done, time left, and what runs now; on something that is no terminal, a line for each finished trial."""

    def __init__(self, out: str):
        self._console = Console(stderr=True)
        self._out = out
        self._event: Event | None = None
        self._live = Live(get_renderable=self._view, console=self._console, refresh_per_second=REFRESH_A_SECOND, transient=True)

    def __enter__(self) -> Display:
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._console.is_terminal:
            self._live.stop()

    def show(self, event: Event) -> None:
        """Take in what just happened."""
        self._event = event
        if not self._console.is_terminal and event.kind == "finished" and event.row is not None:
            progress, row = event.progress, event.row
            left = remaining(progress.seconds_left())
            self._console.print(
                f"{progress.done}/{progress.total}  {row['task']}  {row['solver']}  {regime(row['regime'], row['examples'])}  "
                f"{outcome(row)}  {left}",
                highlight=False,
                markup=False,
                soft_wrap=True,
            )

    def _view(self) -> Table:
        grid = Table.grid(padding=(0, 2))
        if self._event is None:
            grid.add_row("starting …")
            return grid
        progress = self._event.progress
        share = progress.done / max(1, progress.total)
        bar = "━" * round(40 * share)
        grid.add_row(
            Text(bar, style="green") + Text("━" * (40 - len(bar)), style="dim"),
            f"{progress.done} of {progress.total} trials, {remaining(progress.seconds_left())}",
        )
        for trial, began in progress.running.items():
            grid.add_row(
                Text(f"  {trial.task}"),
                f"{trial.solver}, {regime(trial.regime, trial.examples)}, {time.monotonic() - began:.0f} s",
            )
        return grid


def outcome(row: Mapping[str, Any]) -> str:
    """How a trial ended: perception is scored, everything else solved, unsolved or failed, with the reason."""
    if row["reason"] == "scores_only":
        return f"scored {row['splits']['same']['exact_match']:.3f}"
    return row["status"] if row["status"] == "solved" else f"{row['status']} ({row['reason']})"


def regime(name: str, examples: int | None) -> str:
    """How much data a trial had, in words."""
    return "unlimited data" if name == "unlimited" else f"N = {examples}"


def remaining(seconds: float | None) -> str:
    """The time left, in words."""
    if seconds is None:
        return "time left unknown"
    return f"about {seconds / 60:.0f} min left" if seconds >= 90 else f"about {seconds:.0f} s left"


def conclusion(comparison: Comparison, out: str) -> None:
    """The table, the computed sentences, and where the results lie."""
    from contrast.report.sentences import sentences
    from contrast.report.stale import stale_tasks
    from contrast.report.table import table

    console = Console()
    summary = comparison.summary
    if comparison.rows:
        print(table(comparison.rows, "text", colour=console.is_terminal, stale=stale_tasks(comparison.rows)))
        print()
        for sentence in sentences(comparison.rows):
            console.print(sentence, highlight=False, markup=False, soft_wrap=not console.is_terminal)
        print()
    console.print(ending(summary, out), highlight=False, markup=False, soft_wrap=True)


def ending(summary: Summary, out: str) -> str:
    """How the study ended, and what to do next."""
    done = summary.cached + summary.ran
    kept = f" ({summary.cached} were stored before)" if summary.cached else ""
    if summary.interrupted:
        return f"Stopped: {done} of {summary.total} trials are stored in {out}; the same command goes on from there."
    failed = (
        f" {summary.failed} of them failed; the table says why, and --retry-failed runs them again." if summary.failed else ""
    )
    return (
        f"All {summary.total} trials are in {out}{kept}.{failed} `contrast table --out {out}` prints them again, also as LaTeX."
    )

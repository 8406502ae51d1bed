"""The comparison as one call: `contrast.compare(["lists/sort"], ["search", "net"]).to_frame()`."""

from __future__ import annotations

import multiprocessing
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contrast.catalog import BASELINES, Suite, load_solver, load_task, on_device, select_tasks, settings_of
from contrast.errors import ContrastError
from contrast.solver import Budget
from contrast.study.inline import Inline
from contrast.study.run import Event, Summary, run
from contrast.study.storage.store import Store
from contrast.study.trial import REGIMES, Trial, continued, cross, trial_key

if TYPE_CHECKING:
    import pandas

DEFAULT_SOLVERS = ("search", "net", *BASELINES)


@dataclass(frozen=True)
class Comparison:
    """The rows of a finished comparison, one a trial, and how the run went."""

    rows: list[dict[str, Any]]
    summary: Summary

    def to_frame(self) -> pandas.DataFrame:
        """One line a trial, splits as columns. Needs the extra `report`."""
        from contrast.report.frame import to_frame

        return to_frame(self.rows)

    def __str__(self) -> str:
        from contrast.report.table import table

        return table(self.rows, "text")


def listed(given: Any) -> list[Any]:
    """One thing as a list of one, several as a list."""
    return [given] if isinstance(given, str | int) else list(given)


def compare(
    tasks: Sequence[str],
    solvers: Sequence[str] | None = None,
    *,
    examples: Sequence[int] | None = None,
    seeds: int = 1,
    budget: Budget | str | float | None = None,
    regimes: Sequence[str] = REGIMES,
    workers: int = 0,
    out: str | Path | None = None,
    on_event: Callable[[Event], None] | None = None,
    retry_failed: bool = False,
    device: str = "cpu",
) -> Comparison:
    """Every task (names, suites, globs, files) with every solver; what `out` already holds is not run again.

    solvers, examples, budget: by default those of the suite, if `tasks` is one suite's name; else DEFAULT_SOLVERS, 32, quick.
    workers: processes to spread the trials over; 0 runs them in this process, one after the other. (A script that asks for
    processes needs the guard `if __name__ == "__main__":`, as all spawning in Python does.)
    device: where nets are trained, `cpu`, `cuda` or `auto`; a budget in seconds then counts the core that drives the device.
    Without `out` nothing is kept on disk. Raises a `ContrastError` for what cannot be run.
    """
    if multiprocessing.parent_process() is not None:
        raise ContrastError(
            "contrast.compare was called while a worker process started, so the workers run the calling script again; "
            'put the call under `if __name__ == "__main__":`, or use workers=0'
        )
    asked = listed(tasks)
    suite = settings_of(asked) or Suite({})
    wanted = suite.budget if budget is None else budget
    spent = wanted if isinstance(wanted, Budget) else Budget.named(str(wanted))
    placed = on_device(listed(suite.solvers or DEFAULT_SOLVERS) if solvers is None else listed(solvers), device)
    counts = listed(suite.examples if examples is None else examples)
    trials = cross(select_tasks(asked), placed, counts, range(seeds), spent, listed(regimes))
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "results.db" if out is None else out) as store:
        return _compared(trials, store, workers, on_event, retry_failed)


def go_on(
    out: str | Path,
    factor: int = 4,
    tasks: Sequence[str] = ("*",),
    *,
    workers: int = 0,
    on_event: Callable[[Event], None] | None = None,
    retry_failed: bool = False,
) -> Comparison:
    """Let the trials in `out` that could still improve go on from their checkpoints, to `factor` times their budget.

    tasks: globs of those to go on with.  workers: as for `compare`.  The rows are those of these trials, before and after.
    Raises a `ContrastError` if no trial could improve, or a checkpoint is missing.
    """
    with Store.read(out) as store:
        rows = [row for row in store.rows() if any(fnmatch(row["task"], pattern) for pattern in tasks)]
    trials = continued(rows, factor)
    with Store.open(out) as store:
        found = _compared(trials, store, workers, on_event, retry_failed)
    before = {trial.continues for trial in trials}
    return Comparison([*(row for row in rows if row["key"] in before), *found.rows], found.summary)


def _compared(
    trials: Sequence[Trial], store: Store, workers: int, on_event: Callable[[Event], None] | None, retry_failed: bool
) -> Comparison:
    summary = run(trials, store, max(1, workers), Inline if workers == 0 else None, on_event, retry_failed)
    keys = {trial_key(trial, load_task(trial.task), load_solver(trial.solver)) for trial in trials}
    return Comparison([row for row in store.rows() if row["key"] in keys], summary)

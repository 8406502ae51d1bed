"""On how many tasks does some net learn the training distribution, given fresh data without end? Nets are tried in turn.

Scored on `same` alone: what happens outside the range is another question. The first net is the one that fits the task's
kinds; the others are tried only where those before them did not reach .99; where none did, the best goes on to more budget.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from contrast.catalog import load_solver, load_task, solver_for
from contrast.scoring import SOLVED_AT
from contrast.solver import Budget
from contrast.study.result import TUNING, Row
from contrast.study.run import Event, run
from contrast.study.storage.store import Store
from contrast.study.trial import Trial, trial_key
from contrast.tuning import fits

IN_TURN = ("net", "bilstm", "transformer", "stack_rnn", "lstm", "deepsets", "mpnn", "mlp", "cnn", "looped_cnn")
"""The order in which nets are tried, where they are made for the task."""

MORE = 4
"""Where no net learns, the best one gets so many times the budget."""


@dataclass
class Attempt:
    """One task: the nets that were tried, with their rows."""

    task: str
    rows: dict[str, Row] = field(default_factory=dict)
    longer: Row | None = None

    @property
    def best(self) -> tuple[str, float]:
        """The net that reached most on `same`, and its share."""
        return max(((net, share(row)) for net, row in self.rows.items()), key=lambda pair: pair[1])

    @property
    def learned(self) -> bool:
        return bool(self.rows) and self.best[1] >= SOLVED_AT

    @property
    def next(self) -> str | None:
        """The net to try now; None if one has learned, or all were tried."""
        return None if self.learned else next((net for net in nets_for(self.task) if net not in self.rows), None)


def share(row: Row) -> float:
    """Exact match on `same`; 0 for a trial that failed."""
    return float(row["splits"].get("same", {}).get("exact_match", 0.0))


def nets_for(name: str) -> list[str]:
    """The nets for a task, in the order in which they are tried."""
    task = load_task(name)
    first = solver_for("net", task)
    others = [net for net in IN_TURN[1:] if fits(net, task, rows=0) and net != first.partition("?")[0]]
    return [first, *others]


def attempts(
    tasks: Sequence[str],
    budget: Budget,
    store: Store,
    workers: int = 1,
    seed: int = 0,
    on_event: Callable[[Event], None] | None = None,
) -> list[Attempt]:
    """Try nets on each task until one learns it; run what the store lacks."""
    found = [Attempt(task) for task in tasks]
    while waiting := [attempt for attempt in found if attempt.next is not None]:
        asked = {attempt.task: _trial(attempt.task, str(attempt.next), seed, budget) for attempt in waiting}
        rows = _rows(list(asked.values()), store, workers, on_event)
        for attempt in waiting:
            attempt.rows[str(attempt.next)] = rows[asked[attempt.task]]
    slow = {a.task: _trial(a.task, a.best[0], seed, budget.times(MORE)) for a in found if not a.learned}
    rows = _rows(list(slow.values()), store, workers, on_event)
    for attempt in found:
        attempt.longer = rows[slow[attempt.task]] if attempt.task in slow else None
    return found


def _trial(task: str, net: str, seed: int, budget: Budget) -> Trial:
    return Trial(task, net, "unlimited", None, seed, budget)


def _rows(trials: Sequence[Trial], store: Store, workers: int, on_event: Any) -> dict[Trial, Row]:
    if run(trials, store, workers, on_event=on_event, purpose=TUNING).interrupted:
        raise KeyboardInterrupt
    stored = {row["key"]: row for row in store.rows()}
    return {trial: stored[trial_key(trial, load_task(trial.task), load_solver(trial.solver))] for trial in trials}

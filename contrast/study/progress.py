"""How far a study has come, what runs now, and how long the rest may take."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable

from contrast.solver import Budget
from contrast.study.result import Row
from contrast.study.trial import Trial

Group = tuple[str, str, Budget]
"""Trials of one solver, regime and budget are taken to last alike."""


class Progress:
    """The state of a running study.

    total: all its trials.  done: those that have a result, earlier runs included.  running: trial → when it began, on
    the monotonic clock.
    """

    def __init__(self, waiting: Iterable[Trial], done: int = 0, workers: int = 1):
        self._waiting = Counter(map(_group, waiting))
        self._spent: dict[Group, list[float]] = {}
        self.running: dict[Trial, float] = {}
        self.done = done
        self.total = done + self._waiting.total()
        self.workers = workers

    def started(self, trial: Trial) -> None:
        """`trial` runs from now on."""
        self._waiting[_group(trial)] -= 1
        self.running[trial] = time.monotonic()

    def requeued(self, trial: Trial) -> None:
        """`trial` lost its worker and waits again."""
        del self.running[trial]
        self._waiting[_group(trial)] += 1

    def finished(self, trial: Trial, row: Row) -> None:
        """`trial` has ended with this row."""
        del self.running[trial]
        self.done += 1
        self._spent.setdefault(_group(trial), []).append(row["wall_seconds"] or 0.0)

    def seconds_left(self) -> float | None:
        """Wall seconds until the end, if each trial takes as long as its group took so far, or its whole budget while
        none of them has ended. None while neither is known."""
        now = time.monotonic()
        try:
            running = [max(0.0, self._expected(_group(trial)) - (now - began)) for trial, began in self.running.items()]
            waiting = sum(count * self._expected(group) for group, count in self._waiting.items() if count)
        except _NotKnownError:
            return None
        return max((waiting + sum(running)) / self.workers, max(running, default=0.0))

    def _expected(self, group: Group) -> float:
        spent = self._spent.get(group)
        if spent:
            return sum(spent) / len(spent)
        seconds = group[2].seconds
        if seconds is None:
            raise _NotKnownError
        return seconds


class _NotKnownError(Exception):
    """Nobody can tell yet how long a trial takes."""


def _group(trial: Trial) -> Group:
    return trial.solver, trial.regime, trial.budget

"""How long training lasts and how its rate goes: warm-up, cosine to zero, a horizon in steps fitted to a budget in seconds."""

from __future__ import annotations

import math
from collections.abc import Mapping

from contrast.errors import BadValue
from contrast.solver import Budget, Stopwatch

WARM_UP = 100
"""Steps over which the rate rises from 0."""

CALIBRATION = 40
"""Steps, after which the horizon is first fitted; the speed is that of all but the first COLD."""
COLD = 10

AGAIN = (0.1, 0.5)
"""Shares of the budget's seconds, or of the horizon where that comes first, at which the horizon is fitted anew: the first
steps are often slower or faster than the later ones. The speed is that since the last fitting, of at least WINDOW steps."""
WINDOW = 30

COOLING = 3.0
"""When validation is content, so many times the steps made so far are added, and at least CALIBRATION: the rate comes down to
zero over them, instead of stopping where it is. Measured on development seeds 100 to 103, LSTM at `full`, the worst seed's exact
match at ten times the length with once and with three times as many: cycle navigation .827 and .994, even pairs .993 and 1,
parity .990 both, sum mod 4 .999 and 1. It is one rule for all nets and tasks."""

SAFETY = 0.95
"""The share of a budget in seconds that the fitted horizon uses."""

USED_UP = 0.9
"""The share of a budget in seconds from which a training that ended was out of time."""

EVERY = 50
"""Steps from one evaluation to the next."""


class Schedule:
    """Decides when training is over. A replay goes to the stored step with the stored horizons, whatever the time.

    most: a number of steps that is never exceeded, whatever the budget.  horizon: the step at which the rate is zero, None
    until fitted.  out_of_time: whether training ended because the budget's core-seconds were used up.  evaluation_seconds:
    what the last evaluation cost.
    """

    def __init__(
        self, budget: Budget, watch: Stopwatch, replay: Mapping[str, int] | None = None, most: int | None = None
    ) -> None:
        if budget.seconds is None and budget.steps is None and replay is None:
            raise BadValue("a network needs a budget in core-seconds or optimiser steps; give one of them")
        self._watch = watch
        self._replay = replay
        self._seconds = None if replay else budget.seconds
        limits = [replay["steps"]] if replay else [limit for limit in (budget.steps, most) if limit is not None]
        self._limit = min(limits, default=None)
        self.horizon = _first_horizon(replay) if replay else self._limit if budget.seconds is None else None
        self.out_of_time = bool(replay and replay.get("out_of_time", 0))
        self.evaluation_seconds = 0.0
        self._evaluating = 0.0
        self._refitted: list[tuple[int, int]] = []
        self._again = 0
        self._mark = (0, 0.0)

    @property
    def seconds(self) -> float:
        """Core-seconds spent so far."""
        return self._watch.seconds

    def evaluated(self, seconds: float) -> None:
        """To be called after each evaluation with its core-seconds."""
        self.evaluation_seconds = seconds
        self._evaluating += seconds

    def rate(self, step: int) -> float:
        """The factor on the learning rate at a step, counted from 0."""
        warm = min(1.0, (step + 1) / WARM_UP)
        if step < CALIBRATION or self.horizon is None:
            return warm
        done = (step - CALIBRATION) / max(1, self.horizon - CALIBRATION)
        return warm * 0.5 * (1 + math.cos(math.pi * min(1.0, done)))

    def tick(self, step: int) -> None:
        """To be called before each step: fits the horizon when enough steps were seen, and again at the shares AGAIN."""
        if self._replay is not None:
            self._follow(step, self._replay)
        if self._seconds is None:
            return
        if step == COLD:
            self._mark = (step, self._watch.seconds - self._evaluating)
        if step == CALIBRATION:
            self._fit(step, self._seconds, self._watch.seconds)
        elif self.horizon is not None and self._again < len(AGAIN) and step >= self._mark[0] + WINDOW:
            self._fit_again(step, self._seconds, self.horizon)

    def _fit_again(self, step: int, seconds: float, horizon: int) -> None:
        share, spent = AGAIN[self._again], self._watch.seconds
        if spent >= share * seconds or step >= share * horizon:
            self._again += 1
            self._fit(step, seconds, spent)
            if self.horizon != horizon:
                self._refitted.append((step, horizon))

    def _fit(self, step: int, seconds: float, spent: float) -> None:
        """The horizon from the speed since the last fitting, evaluations counted apart, and the seconds left."""
        first, before = self._mark
        stepping = spent - self._evaluating
        each = (stepping - before) / (step - first) + self.evaluation_seconds / EVERY
        left = SAFETY * seconds - spent - self.evaluation_seconds
        fitting = step + max(1, int(left / max(each, 1e-9)))
        self.horizon = fitting if self._limit is None else min(self._limit, fitting)
        self._mark = (step, stepping)

    def cool_down(self, step: int) -> None:
        """Bring the end near: validation is content at `step`."""
        if self._replay is not None:
            return
        near = step + max(CALIBRATION, round(COOLING * step))
        if self._limit is not None:
            near = min(near, self._limit)
        if self.horizon is not None and self.horizon <= near:
            return
        self._again = len(AGAIN)
        self._refitted.append((step, self.horizon or 0))
        self.horizon = near

    def _follow(self, step: int, replay: Mapping[str, int]) -> None:
        """In a replay, the horizon that was fitted at this step, if any."""
        for turn in range(1, len(AGAIN) + 2):
            if replay.get(f"recalibrated_at_{turn}") == step:
                self._refitted.append((step, replay[f"horizon_{turn}"]))
                self.horizon = replay.get(f"horizon_{turn + 1}", replay["horizon"])

    def over(self, step: int) -> bool:
        """Whether `step` steps are all there will be."""
        ended = self.complete(step) or (self._limit is not None and step >= self._limit)
        if self._replay is not None or self._seconds is None:
            return ended
        spent = self._watch.seconds
        cut = spent + self.evaluation_seconds >= self._seconds
        if ended or cut:
            self.out_of_time = cut or spent >= USED_UP * self._seconds
        return ended or cut

    def complete(self, step: int) -> bool:
        """Whether the rate has come down to zero by `step`."""
        return self.horizon is not None and step >= self.horizon

    def stopped_at(self, step: int) -> dict[str, int]:
        """What a replay needs of a training that stopped at `step`, in whole numbers.

        steps; horizon: the last one, 0 if it was never fitted.  For each k from 1 on, recalibrated_at_k: the step at which the
        horizon changed for the k-th time, horizon_k: what it was until then.  out_of_time: 1 if it was, else missing.
        """
        stored = {"steps": step, "horizon": self.horizon or 0}
        for turn, (at, horizon) in enumerate(self._refitted, start=1):
            stored |= {f"recalibrated_at_{turn}": at, f"horizon_{turn}": horizon}
        return stored | ({"out_of_time": 1} if self.out_of_time else {})


def _first_horizon(replay: Mapping[str, int]) -> int | None:
    return replay.get("horizon_1", replay["horizon"]) or None

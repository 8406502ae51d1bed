"""How long training lasts and how its rate goes: warm-up, cosine to zero, a horizon in steps fitted to a budget in seconds."""

from __future__ import annotations

import math
from collections.abc import Mapping

from contrast.errors import BadValue
from contrast.solver import Budget, Stopwatch

WARM_UP = 100
"""Steps over which the rate rises from 0."""

CALIBRATION = 40
"""Steps, after which the horizon is fixed; the speed is that of all but the first COLD."""
COLD = 10

SAFETY = 0.92
"""The share of a budget in seconds that the calibrated horizon uses."""

EVERY = 50
"""Steps from one evaluation to the next."""


class Schedule:
    """Decides when training is over. A replay goes to the stored step with the stored horizon, whatever the time.

    horizon: the step at which the rate is zero, None until calibrated.  timed: whether core-seconds bound the training, not a
    count of steps.  evaluation_seconds: what the last evaluation cost.
    """

    def __init__(self, budget: Budget, watch: Stopwatch, replay: Mapping[str, int] | None = None) -> None:
        if budget.seconds is None and budget.steps is None and replay is None:
            raise BadValue("a network needs a budget in core-seconds or optimiser steps; give one of them")
        self._watch = watch
        self._seconds = None if replay else budget.seconds
        self._limit = replay["steps"] if replay else budget.steps
        self._fixed = bool(replay) or budget.seconds is None
        self.horizon = replay["horizon"] if replay else budget.steps
        self.evaluation_seconds = 0.0
        self.timed = budget.seconds is not None and budget.steps is None
        self._cold_end = 0.0

    @property
    def seconds(self) -> float:
        """Core-seconds spent so far."""
        return self._watch.seconds

    def rate(self, step: int) -> float:
        """The factor on the learning rate at a step, counted from 0."""
        warm = min(1.0, (step + 1) / WARM_UP)
        if step < CALIBRATION or self.horizon is None:
            return warm
        done = (step - CALIBRATION) / max(1, self.horizon - CALIBRATION)
        return warm * 0.5 * (1 + math.cos(math.pi * min(1.0, done)))

    def tick(self, step: int) -> None:
        """To be called before each step: fixes the horizon when enough steps were seen."""
        if self._fixed or self._seconds is None:
            return
        if step == COLD:
            self._cold_end = self._watch.seconds
        if step == CALIBRATION:
            spent = self._watch.seconds
            each = (spent - self._cold_end) / (CALIBRATION - COLD) + self.evaluation_seconds / EVERY
            left = SAFETY * self._seconds - spent - self.evaluation_seconds
            fitting = CALIBRATION + max(1, int(left / max(each, 1e-9)))
            self.horizon = fitting if self._limit is None else min(self._limit, fitting)

    def over(self, step: int) -> bool:
        """Whether `step` steps are all there will be."""
        if self._limit is not None and step >= self._limit:
            return True
        if self._fixed:
            return False
        return (step >= CALIBRATION and step >= (self.horizon or step + 1)) or self._out_of_time

    @property
    def _out_of_time(self) -> bool:
        return self._seconds is not None and self._watch.seconds + self.evaluation_seconds >= self._seconds

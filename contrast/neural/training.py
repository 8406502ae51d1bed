"""One training protocol for all networks: AdamW, warm-up, cosine to zero, clipping.

With validation items it stops early and keeps the best weights. Without, as with few given examples, it goes to the end of
the schedule and keeps the last weights.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from io import BytesIO
from math import isfinite
from typing import Any

import torch
from torch import nn

from contrast.errors import BadValue
from contrast.neural.encoding.head import Head
from contrast.neural.evaluation import CPU, Evaluation, Exam
from contrast.neural.feed import Coded
from contrast.neural.schedule import EVERY, Schedule

CONTENT_AT = 0.995
CONTENT_TIMES = 3
"""Validation exact match at which training is brought to an end, and for how many evaluations in a row."""

PATIENCE = 2000
"""Steps without a better validation result after which training stops once all training examples are fitted."""

MOST_STEPS = 3000
"""Steps of a training without validation items, whatever the budget: it has no early stop, and this keeps a trial short.
Measured at N = 32, seeds 100 and 101, exact match on `same` at 1,000 / 3,000 / 9,000 steps: spirals .729 .721 / .738 .724 /
.743 .721, digits .688 .561 / .686 .562 / .694 .573."""

CLIP_NORM = 1.0

CURVE_POINTS = 200
"""Points of a learning curve that are kept; a longer one loses every other point."""

FALLING = 0.9
"""A loss still falls if its mean over the last fifth of the curve is below this share of that over the middle fifth. (Over the
last two fifths of a cosine the rate is small, so that nearly every curve is flat there.)"""


@dataclass(frozen=True)
class Recipe:
    """rate: AdamW's learning rate at its height; decay: its weight decay; batch: items a step."""

    rate: float
    decay: float
    batch: int = 32


@dataclass
class Training:
    """A model in training and what is recorded of it. validation: None if all examples are trained on; `fit` is needed then.
    fit: training items whose fit is measured.  before: the steps of an earlier training that this one continues."""

    model: nn.Module
    head: Head
    schedule: Schedule
    validation: Exam | None
    fit: Exam | None = None
    device: torch.device = CPU
    steps: int = 0
    before: int = 0
    diverged: bool = False
    curve: list[dict[str, Any]] = field(default_factory=list)
    _losses: list[float] = field(default_factory=list)
    _good: int = 0
    _best: tuple[float, float] = (-1.0, 0.0)
    _best_step: int = 0
    _best_weights: dict[str, Any] = field(default_factory=dict)
    _last_weights: dict[str, Any] = field(default_factory=dict)
    _patient: bool = True
    _cooling: bool = False
    _optimiser: torch.optim.Optimizer | None = None

    def state(self, more: dict[str, Any]) -> bytes:
        """All that is needed to go on from here, and whatever else is to be kept with it."""
        assert self._optimiser is not None
        rank = list(self._best)
        kept = {"model": self._last_weights, "optimiser": self._optimiser.state_dict(), "best": self._best_weights, "rank": rank}
        buffer = BytesIO()
        torch.save({**more, **kept, "steps": self.before + self.steps, "curve": self.curve}, buffer)
        return buffer.getvalue()

    def restore(self, saved: dict[str, Any], recipe: Recipe) -> None:
        """Go on from a loaded state. The rate begins anew, with its warm-up."""
        self.model.load_state_dict(saved["model"])
        self._optimiser = self._fresh_optimiser(recipe)
        self._optimiser.load_state_dict(saved["optimiser"])
        self._best_weights, self._best = saved["best"], (saved["rank"][0], saved["rank"][1])
        self.before, self.curve = saved["steps"], saved["curve"]

    @property
    def best(self) -> dict[str, float]:
        """What the weights that were kept reach on validation; a loss that is not finite is left out."""
        exact_match, loss = self._best[0], -self._best[1]
        return {"exact_match": exact_match} | ({"loss": loss} if isfinite(loss) else {})

    def _fresh_optimiser(self, recipe: Recipe) -> torch.optim.Optimizer:
        return torch.optim.AdamW(self.model.parameters(), recipe.rate, weight_decay=recipe.decay, fused=True)

    def run(self, batches: Iterator[Coded], recipe: Recipe) -> str | None:
        """Train until content and cooled down (None) or stopped: `out_of_time`, `out_of_steps`, `still_improving`,
        `stopped_improving` or `diverged`.

        Content: validation is right, or, without validation items, the schedule has ended and all training items are fitted.
        Afterwards the model has the weights that did best on validation, or the last ones without validation items (the last
        of finite loss if it diverged).
        """
        if self.validation is None and self.fit is None:
            raise BadValue("a training without validation items needs training items whose fit is measured; give `fit`")
        optimiser = self._optimiser = self._optimiser or self._fresh_optimiser(recipe)
        while True:
            over = self.schedule.over(self.steps) or self.diverged
            if over or self.steps % EVERY == 0:
                self._evaluate()
            if over or not self._patient:
                break
            if self._good >= CONTENT_TIMES and not self._cooling:
                self._cooling = True
                self.schedule.cool_down(self.steps)
            self.schedule.tick(self.steps)
            for group in optimiser.param_groups:
                group["lr"] = recipe.rate * self.schedule.rate(self.steps)
            batch, target = next(batches)
            self._step(optimiser, batch.to(self.device), target.to(self.device))
        self._last_weights = deepcopy(self.model.state_dict())
        self.model.load_state_dict(self._best_weights)
        return self._reason()

    def _step(self, optimiser: torch.optim.Optimizer, batch: Any, target: Any) -> None:
        loss = self.head.loss(self.model(batch), target)
        if not torch.isfinite(loss):
            self.diverged = True
            return
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.model.parameters(), CLIP_NORM)
        optimiser.step()
        self._losses.append(loss.item())
        self.steps += 1

    def _evaluate(self) -> None:
        before = self.schedule.seconds
        if self.validation is not None:
            self._validate(self.validation.take(self.model))
        elif self.fit is not None:
            self._keep_last(self.fit.take(self.model))
        self.schedule.evaluated(self.schedule.seconds - before)

    def _validate(self, result: Evaluation) -> None:
        if result.rank >= self._best:
            self._best, self._best_step = result.rank, self.steps
            self._best_weights = deepcopy(self.model.state_dict())
        self._good = self._good + 1 if result.exact_match >= CONTENT_AT else 0
        waited = self.steps - self._best_step >= PATIENCE
        self._patient = not (waited and self.fit is not None and self.fit.take(self.model).exact_match == 1)
        self._record({"validation_loss": result.loss, "validation_exact_match": result.exact_match})

    def _keep_last(self, result: Evaluation) -> None:
        if isfinite(result.loss) or not self._best_weights:
            self._best_weights = deepcopy(self.model.state_dict())
        self._record({"train_exact_match": result.exact_match})

    def _record(self, measured: dict[str, float]) -> None:
        train_loss = sum(self._losses) / len(self._losses) if self._losses else None
        self._losses.clear()
        self.curve.append({"step": self.before + self.steps, "train_loss": train_loss, **measured})
        if len(self.curve) > CURVE_POINTS:
            self.curve[:] = [*self.curve[:-1:2], self.curve[-1]]

    def _reason(self) -> str | None:
        if self.diverged:
            return "diverged"
        if not self._patient:
            return None if self._best[0] >= CONTENT_AT else "stopped_improving"
        if self._learned:
            return None
        watched = "train_loss" if self.validation is None else "validation_loss"
        if still_falling([point[watched] for point in self.curve if point[watched] is not None]):
            return "still_improving"
        return "out_of_time" if self.schedule.out_of_time else "out_of_steps"

    @property
    def _learned(self) -> bool:
        if self.validation is None:
            return self.schedule.complete(self.steps) and self.curve[-1]["train_exact_match"] == 1
        return self._cooling or self.curve[-1]["validation_exact_match"] >= CONTENT_AT


def still_falling(losses: list[float]) -> bool:
    """Whether a curve of losses clearly falls at its end."""
    fifth = len(losses) // 5
    if fifth < 1:
        return len(losses) > 1 and losses[-1] < FALLING * losses[0]
    last, middle = losses[-fifth:], losses[2 * fifth : 3 * fifth]
    return sum(last) < FALLING * sum(middle)

"""Whether a world is identified: predictions on inputs that the learner never saw, inside its reach and beyond."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from contrast.errors import BadTask
from contrast.experiments.interface import Inputs
from contrast.experiments.world import World
from contrast.sampling import seeded
from contrast.task import Example

FRESH = 1000
"""Inputs drawn for judging, in each of the two places; all that there are, where there are fewer."""

RIGHT = 0.999
"""The share of right predictions from which a discrete world is identified."""

Predict = Callable[[Sequence[Inputs]], list[Any]]


@dataclass(frozen=True)
class Verdict:
    """Errors on fresh inputs: of real outputs the largest in spreads of the outputs, of others the share that is wrong; infinite
    where there is no answer, None where there is nothing beyond the ranges."""

    inside: float
    outside: float | None
    right: bool


class Judge:
    """Knows the world, and is asked by nobody who learns."""

    def __init__(self, world: World, noise: float, seed: int):
        self._real = world.kind is float
        self._most = world.tolerance(noise) if self._real else 1 - RIGHT
        interface = world.interface(noise)
        rng = seeded("beyond", world.name, seed)
        beyond = [interface.draw(rng, outside=True) for _ in range(FRESH)] if world.has_outside else []
        self._inside = _answered(world, interface.pool(FRESH, "fresh", seed))
        self._outside = _answered(world, beyond)

    def verdict(self, predict: Predict, asked: Collection[Inputs]) -> Verdict:
        """asked: inputs that no longer count as fresh."""
        inside = self._error(predict, [example for example in self._inside if example.inputs not in asked])
        outside = self._error(predict, self._outside) if self._outside else None
        return Verdict(inside, outside, max(inside, outside or 0.0) <= self._most)

    def _error(self, predict: Predict, examples: Sequence[Example]) -> float:
        given, wanted = predict([example.inputs for example in examples]), [example.output for example in examples]
        if not self._real:
            return float(np.mean([g != w for g, w in zip(given, wanted, strict=True)] or [0.0]))
        errors = np.abs(np.array([np.inf if g is None else g for g in given]) - np.array(wanted))
        return float(errors.max() / (np.std(wanted) or 1.0))


def _answered(world: World, inputs: Sequence[Inputs]) -> list[Example]:
    try:
        return [Example(row, world.reference(*row)) for row in inputs]
    except ArithmeticError as error:
        raise BadTask(f"world {world.name!r}: the law failed with {error} on one of its inputs; mend its ranges") from error

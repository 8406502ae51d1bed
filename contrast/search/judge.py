"""Judging what is new against the goal: what fits, what is best so far, what is right on some rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from contrast.dsl import Node
from contrast.dsl.constants import FREE_CONSTANT_BITS
from contrast.search.enumeration.engine import Engine
from contrast.search.enumeration.keeping import New
from contrast.search.fit import Fit
from contrast.search.goal import Goal
from contrast.search.strategies.reweight import Hit


@dataclass
class Best:
    """The program that is right on most rows so far."""

    node: Node | None = None
    right: int = -1
    factor: float | None = None


class Judge:
    """Compares the programs of an engine with a goal.  hits: programs by the rows that they are right on; None if nobody asks."""

    def __init__(self, engine: Engine, goal: Goal, hits: dict[bytes, Hit] | None):
        self.engine = engine
        self.goal = goal
        self.best = Best()
        self._hits = hits

    def compare(self, new: New) -> tuple[np.ndarray, list[Fit]]:
        """Where each program is right, (programs, rows), and those that fit."""
        right = self.goal.matches(new.block)
        count, factors = right.sum(axis=1), np.full(len(new.block), np.nan)
        if self.goal.free_factor:
            scaled, fitted = self.goal.scaled(new.block)
            better = scaled.sum(axis=1) > count
            count, factors = np.where(better, scaled.sum(axis=1), count), np.where(better, fitted, np.nan)
        self._note_best(new, count, factors)
        if self._hits is not None and new.stored:
            self._note_hits(new, right, self._hits)
        return right, list(self._fitting(new, count, factors))

    def factor_cost(self) -> int:
        """What a free factor costs."""
        return round(FREE_CONSTANT_BITS) + self.engine.grammar.cost("mul", float)

    def _fitting(self, new: New, count: np.ndarray, factors: np.ndarray) -> Iterator[Fit]:
        for k in np.flatnonzero(count == self.goal.rows):
            factor = _known(factors[k])
            yield Fit(self._node(new, k), new.cost + (0 if factor is None else self.factor_cost()), factor)

    def _note_best(self, new: New, count: np.ndarray, factors: np.ndarray) -> None:
        top = int(count.argmax())
        if count[top] > self.best.right:
            self.best = Best(self._node(new, top), int(count[top]), _known(factors[top]))

    def _note_hits(self, new: New, right: np.ndarray, hits: dict[bytes, Hit]) -> None:
        """Keep the cheapest program that is right on each set of rows."""
        for k in np.flatnonzero(right.any(axis=1)):
            key = np.packbits(right[k]).tobytes()
            if key not in hits:
                hits[key] = Hit(self._node(new, k), float(right[k].mean()))

    def _node(self, new: New, k: int | np.integer[Any]) -> Node:
        return self.engine.forest.node(int(new.block.nodes[k]))


def _known(factor: float) -> float | None:
    return None if np.isnan(factor) else float(factor)

"""Judging what is new against the goal: what fits, what is best so far, what is right on some rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from contrast.dsl import Node
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
        count = right.sum(axis=1)
        self._note_best(new, count)
        if self._hits is not None and new.stored:
            self._note_hits(new, right, self._hits)
        return right, [Fit(self._node(new, k), new.cost) for k in np.flatnonzero(count == self.goal.rows)]

    def _note_best(self, new: New, count: np.ndarray) -> None:
        top = int(count.argmax())
        if count[top] > self.best.right:
            self.best = Best(self._node(new, top), int(count[top]))

    def _note_hits(self, new: New, right: np.ndarray, hits: dict[bytes, Hit]) -> None:
        """Keep the cheapest program that is right on each set of rows."""
        for k in np.flatnonzero(right.any(axis=1)):
            key = np.packbits(right[k]).tobytes()
            if key not in hits:
                hits[key] = Hit(self._node(new, k), float(right[k].mean()))

    def _node(self, new: New, k: int | np.integer[Any]) -> Node:
        return self.engine.forest.node(int(new.block.nodes[k]))

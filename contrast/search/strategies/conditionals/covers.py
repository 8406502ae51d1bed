"""Sets of rows: where terms are right, where predicates hold, and what a predicate says of the terms."""

from __future__ import annotations

import numpy as np


class Covers:
    """Distinct sets of rows, each with the first (the cheapest) program that has it.  masks: (programs, rows)."""

    def __init__(self, rows: int, most: int):
        self.most = most
        self.masks = np.zeros((0, rows), bool)
        self.costs: list[int] = []
        self.nodes: list[int] = []
        self._seen: set[bytes] = set()
        self._waiting: list[tuple[np.ndarray, np.ndarray, int, bool]] = []

    def add(self, masks: np.ndarray, nodes: np.ndarray, cost: int, always: bool = False) -> None:
        """Put in the sets of a block; they are sorted out when asked for.  always: even if there are enough."""
        some = np.flatnonzero(masks.any(axis=1))
        if len(some) and (always or len(self._seen) < self.most):
            self._waiting.append((masks[some], nodes[some], cost, always))

    def settle(self) -> bool:
        """Sort out what has come; whether anything was new."""
        before = len(self.costs)
        new = []
        for masks, nodes, cost, always in self._waiting:
            packed = np.packbits(masks, axis=1)
            _, first = np.unique(packed, axis=0, return_index=True)
            for k in np.sort(first):
                key = packed[k].tobytes()
                if key not in self._seen and (always or len(self._seen) < self.most):
                    self._seen.add(key)
                    new.append(masks[k])
                    self.costs.append(cost)
                    self.nodes.append(int(nodes[k]))
        self._waiting = []
        if new:
            self.masks = np.concatenate([self.masks, np.array(new)])
        return len(self.costs) > before


def to_be_told(terms: np.ndarray, holds: np.ndarray) -> np.ndarray:
    """The bits that it takes to say which term is right on each row, once it is known on which side of a split the row is.

    A row's term is the one with the largest cover among those right on it (EUSolver's measure, simplified); rows on
    which none is share one.

    terms: (terms, rows) bool.  holds: (splits, rows) bool.  Returns (splits,).
    """
    covered = terms * terms.sum(axis=1, keepdims=True)
    label = np.append(covered, np.full((1, terms.shape[1]), 0.5), axis=0).argmax(axis=0)
    onehot = (label[:, None] == np.unique(label)[None]).astype(np.float64)
    bits = np.zeros(len(holds))
    for side in (holds, ~holds):
        counts = side.astype(np.float64) @ onehot
        share = counts / np.maximum(1.0, counts.sum(axis=1, keepdims=True))
        bits -= (counts * np.log2(np.where(share > 0, share, 1.0))).sum(axis=1)
    return bits


def different(masks: np.ndarray) -> np.ndarray:
    """The first program with each set of rows, ascending (the cheapest come first); empty sets left out."""
    some = np.flatnonzero(masks.any(axis=1))
    _, first = np.unique(np.packbits(masks[some], axis=1), axis=0, return_index=True)
    return np.sort(some[first])

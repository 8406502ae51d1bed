"""The set of the hashes seen so far: observational equivalence on whole blocks of programs."""

from __future__ import annotations

import numpy as np


class HashSet:
    """An open-addressing table of 64-bit hashes that takes whole blocks."""

    def __init__(self, capacity: int = 1 << 12):
        self._table = np.zeros(capacity, np.uint64)
        self._owner = np.zeros(capacity, np.int32)
        self.size = 0

    @property
    def nbytes(self) -> int:
        return self._table.nbytes + self._owner.nbytes

    def add(self, hashes: np.ndarray) -> np.ndarray:
        """Put hashes in; the positions, ascending, of those that were new (of equal ones the first)."""
        while 2 * (self.size + len(hashes)) > len(self._table):
            self._grow()
        fresh = self._insert(hashes)
        self.size += len(fresh)
        return fresh

    def _grow(self) -> None:
        kept = self._table[self._table != 0]
        self._table = np.zeros(2 * len(self._table), np.uint64)
        self._owner = np.zeros(len(self._table), np.int32)
        self._insert(kept)

    def _insert(self, hashes: np.ndarray) -> np.ndarray:
        capacity = np.uint64(len(self._table) - 1)
        pending = np.arange(len(hashes), dtype=np.int32)
        slots = (hashes & capacity).astype(np.int64)
        new: list[np.ndarray] = []
        while len(pending):
            wanted = hashes[pending]
            there = self._table[slots]
            empty = there == 0
            claim, claim_slots = pending[empty], slots[empty]
            self._owner[claim_slots[::-1]] = claim[::-1]
            won = self._owner[claim_slots] == claim
            self._table[claim_slots[won]] = wanted[empty][won]
            new.append(claim[won])
            undecided = there != wanted
            undecided[empty] = ~won
            step = (~empty[undecided]).astype(np.int64)
            pending = pending[undecided]
            slots = (slots[undecided] + step) & np.int64(capacity)
        return np.sort(np.concatenate(new)) if new else np.zeros(0, np.int32)

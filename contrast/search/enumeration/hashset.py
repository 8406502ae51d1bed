"""The set of the hashes seen so far: observational equivalence on whole blocks of programs."""

from __future__ import annotations

import numpy as np

FULLEST = 0.66
"""The share of the slots that may be taken; probes grow long beyond it."""

CLAIMS = 1 << 17
"""Places in which hashes of one block that want the same slot settle who gets it; small enough for the cache."""


class HashSet:
    """An open-addressing table of 64-bit hashes, never 0, that takes whole blocks."""

    def __init__(self, capacity: int = 1 << 10):
        self._table = np.zeros(capacity, np.uint64)
        self._claims = np.zeros(0, np.int32)
        self.size = 0

    @property
    def nbytes(self) -> int:
        return self._table.nbytes

    def add(self, hashes: np.ndarray) -> np.ndarray:
        """Put hashes in; the positions, ascending, of those that were new (of equal ones the first)."""
        if len(self._claims) == 0:
            self._claims = np.zeros(CLAIMS, np.int32)
        while self.size + len(hashes) > FULLEST * len(self._table):
            self._grow(len(hashes))
        fresh = self._insert(hashes)
        self.size += len(fresh)
        return fresh

    def growing(self, coming: int) -> int:
        """The bytes that it takes for a moment to put so many hashes in."""
        if self.size + coming <= FULLEST * len(self._table):
            return 0
        return 8 * self._wanted(coming) + 17 * self.size

    def contains(self, hashes: np.ndarray) -> np.ndarray:
        """Which of the hashes are in the set."""
        found = np.zeros(len(hashes), bool)
        pending = np.arange(len(hashes))
        slots = self._slots(hashes)
        while len(pending):
            there = self._table[slots]
            same = there == hashes[pending]
            found[pending[same]] = True
            on = (there != 0) & ~same
            pending, slots = pending[on], self._next(slots[on])
        return found

    def _grow(self, coming: int) -> None:
        """Make room. In order of their hashes the slots of linear probing are a running maximum, so no loop is needed."""
        kept = np.sort(self._table[self._table != 0], kind="stable")  # nearly sorted: runs are merged
        wanted = self._wanted(coming)
        self._table = np.zeros(wanted, np.uint64)
        places = np.arange(len(kept), dtype=np.int64)
        slots = np.maximum.accumulate(self._slots(kept) - places) + places
        inside = int(np.searchsorted(slots, wanted))
        self._table[slots[:inside]] = kept[:inside]
        self._insert(kept[inside:])

    def _wanted(self, coming: int) -> int:
        return max(int(1.5 * len(self._table)), int((self.size + coming) / FULLEST) + 1)

    def _slots(self, hashes: np.ndarray) -> np.ndarray:
        return ((hashes >> np.uint64(32)) * np.uint64(len(self._table)) >> np.uint64(32)).view(np.int64)

    def _next(self, slots: np.ndarray) -> np.ndarray:
        slots = slots + 1
        slots[slots == len(self._table)] = 0
        return slots

    def _insert(self, hashes: np.ndarray) -> np.ndarray:
        slots = self._slots(hashes)
        there = self._table[slots]
        pending = np.flatnonzero(there != hashes).astype(np.int32)
        slots, there = slots[pending], there[pending]
        new: list[np.ndarray] = []
        while len(pending):
            lost = np.zeros(0, np.int64)
            free = np.flatnonzero(there == 0)
            if len(free):
                won = self._claim(pending[free], slots[free])
                lost, free = free[~won], free[won]
                self._table[slots[free]] = hashes[pending[free]]
                new.append(pending[free])
            on = np.flatnonzero(there != 0)
            slots = np.concatenate([slots[lost], self._next(slots[on])])
            pending = np.concatenate([pending[lost], pending[on]])
            there = self._table[slots]
            other = np.flatnonzero(there != hashes[pending])
            pending, slots, there = pending[other], slots[other], there[other]
        return np.sort(np.concatenate(new)) if new else np.zeros(0, np.int32)

    def _claim(self, pending: np.ndarray, slots: np.ndarray) -> np.ndarray:
        """Which hashes get the free slots that they want: of several the first."""
        places = slots & (CLAIMS - 1)
        self._claims[places[::-1]] = pending[::-1]
        return np.asarray(self._claims[places] == pending)

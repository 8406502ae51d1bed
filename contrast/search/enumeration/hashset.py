"""The set of the hashes seen so far: observational equivalence on whole blocks of programs."""

from __future__ import annotations

import numpy as np

FULLEST = 0.5
"""The share of the slots that may be taken; probes grow long beyond it."""

CLAIMS = 1 << 17
"""Places in which hashes of one block that want the same slot settle who gets it; small enough for the cache."""

WINDOW = 8
"""Slots that are looked at together: the bytes of one 64-bit number tell where to stop."""

SPARE = 1 << 10
"""Slots behind the last home, so that probing need not begin again at the front."""

PART = 1 << 17
"""Slots that are moved at once while the table grows."""


class HashSet:
    """An open-addressing table of 64-bit hashes, never 0, that takes whole blocks.

    A hash's home is given by its high bits; it stands there or, in order of probing, in one of the next slots, with none
    empty in between.
    """

    def __init__(self, capacity: int = 1 << 10):
        self._homes = capacity
        self._table = np.zeros(capacity + SPARE, np.uint64)
        self._claims = np.zeros(0, np.int32)
        self.size = 0

    @property
    def nbytes(self) -> int:
        return self._table.nbytes

    def add(self, hashes: np.ndarray) -> np.ndarray:
        """Put hashes in; the positions, ascending, of those that were new (of equal ones the first)."""
        if len(self._claims) == 0:
            self._claims = np.zeros(CLAIMS, np.int32)
        if self.size + len(hashes) > FULLEST * self._homes:
            self._grow(self._wanted(len(hashes)))
        fresh = self._insert(hashes)
        self.size += len(fresh)
        return fresh

    def growing(self, coming: int) -> int:
        """The bytes that it takes for a moment to put so many hashes in."""
        if self.size + coming <= FULLEST * self._homes:
            return 0
        return 8 * (self._wanted(coming) + SPARE) + 40 * PART

    def contains(self, hashes: np.ndarray) -> np.ndarray:
        """Which of the hashes are in the set."""
        slots = self._slots(hashes)
        at_home = self._table[slots]
        found = at_home == hashes
        pending = np.flatnonzero((at_home != 0) & ~found)
        slots = slots[pending]
        while len(pending):
            steps, there = self._stops(slots, hashes[pending])
            found[pending] = (steps < WINDOW) & (there == hashes[pending])
            on = np.flatnonzero(steps == WINDOW)
            pending, slots = pending[on], slots[on] + WINDOW
        return np.asarray(found)

    def _wanted(self, coming: int) -> int:
        """The homes that a table for so many more has."""
        return max(int(1.5 * self._homes), int((self.size + coming) / FULLEST) + 1)

    def _slots(self, hashes: np.ndarray) -> np.ndarray:
        """Their homes: ascending with the hashes."""
        return ((hashes >> np.uint64(32)) * np.uint64(self._homes) >> np.uint64(32)).view(np.int64)

    def _stops(self, slots: np.ndarray, hashes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """How many slots on each hash, or an empty slot, stands first (`WINDOW`: not among these), and what stands there."""
        self._reach(int(slots.max(initial=0)) + WINDOW)
        windows = np.ndarray(len(self._table) - WINDOW + 1, f"V{8 * WINDOW}", self._table, strides=(8,))
        seen = windows[slots].view(np.uint64).reshape(-1, WINDOW)  # as one value each they are copied at once
        stops = ((seen == 0) | (seen == hashes[:, None])).view("<u8")[:, 0]  # the first slot is the lowest byte
        steps = np.bitwise_count((stops & -stops) - np.uint64(1)).astype(np.int64) >> 3
        return steps, np.where(steps < WINDOW, self._table[slots + steps], hashes)

    def _reach(self, slot: int) -> None:
        """Make the table so long that it has this slot."""
        if slot >= len(self._table):
            self._table = np.concatenate([self._table, np.zeros(slot + SPARE - len(self._table), np.uint64)])

    def _insert(self, hashes: np.ndarray) -> np.ndarray:
        slots = self._slots(hashes)
        there = self._table[slots]
        pending = np.flatnonzero(there != hashes).astype(np.int32)  # most are known, and stand at home
        slots, wanted, there = slots[pending], hashes[pending], there[pending]
        onward = there != 0
        new: list[np.ndarray] = []
        while len(pending):
            free = np.flatnonzero(there == 0)
            won = self._claim(pending[free], slots[free])
            mine = free[won]
            self._table[slots[mine]] = wanted[mine]
            new.append(pending[mine])
            left = np.concatenate([free[~won], np.flatnonzero(onward)])
            pending, slots, wanted = pending[left], slots[left], wanted[left]
            steps, there = self._stops(slots, wanted)
            slots, onward = slots + steps, steps == WINDOW
        return np.sort(np.concatenate(new)) if new else np.zeros(0, np.int32)

    def _claim(self, pending: np.ndarray, slots: np.ndarray) -> np.ndarray:
        """Which hashes get the free slots that they want: of several the first."""
        places = slots & (CLAIMS - 1)
        self._claims[places[::-1]] = pending[::-1]
        return np.asarray(self._claims[places] == pending)

    def _grow(self, homes: int) -> None:
        """Move to a larger table. In order of the hashes the slots of probing are a running maximum, so no loop is needed."""
        old, self._homes = self._table, homes
        self._table, last = np.zeros(homes + SPARE, np.uint64), -1
        first = 0
        while first < len(old):
            end = min(first + PART, len(old))
            while end < len(old) and old[end] != 0:  # between two empty slots the hashes are those at home there
                end += 1
            part = old[first:end]
            kept = np.sort(part[part != 0], kind="stable")  # nearly sorted: runs are merged
            if len(kept):
                places = np.arange(len(kept))
                slots = np.maximum(np.maximum.accumulate(self._slots(kept) - places), last + 1) + places
                last = int(slots[-1])
                self._reach(last)
                self._table[slots] = kept
            first = end

"""What a search is looking for: the wanted values, within a tolerance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from contrast.dsl.batched.columns import Column, Ragged, pack, unpack
from contrast.dsl.batched.text import alike
from contrast.search.enumeration.bank import Block
from contrast.values import Kind, plain, same_value


class Goal:
    """The wanted output on each row.

    tolerance: relative, for floats.  care: the rows that count, if not all do.  total: whether programs must have some value on
    the others, too.
    """

    def __init__(
        self,
        kind: Kind,
        wanted: Column | Sequence[Any],
        tolerance: float = 0.0,
        care: np.ndarray | None = None,
    ):
        self.kind = kind
        self.wanted: Column = wanted if isinstance(wanted, np.ndarray | Ragged) else pack(kind, wanted)
        self.outputs = unpack(self.wanted)
        self.rows = len(self.outputs)
        self.care = np.ones(self.rows, bool) if care is None else care
        self.tolerance = tolerance
        self.total = False

    @property
    def bits(self) -> float:
        """What it takes to write down the outputs that count."""
        return sum(literal_bits(plain(output)) for output, counts in zip(self.outputs, self.care, strict=True) if counts)

    def matches(self, block: Block) -> np.ndarray:
        """Which programs of a block are right where: (programs, rows)."""
        right = self._equal(block.column)
        if block.mask is not None:
            right = right & block.mask
        if self.care.all():
            return right
        free = ~self.care if block.mask is None or not self.total else ~self.care & block.mask
        return np.asarray(right | free)

    def _equal(self, column: Column) -> np.ndarray:
        wanted = self.wanted
        if isinstance(column, Ragged) and isinstance(wanted, Ragged):
            return self._ragged_equal(column, wanted)
        assert isinstance(column, np.ndarray)
        if column.dtype == object:
            return np.array(
                [[same_value(v, w, self.tolerance) for v, w in zip(row, self.outputs, strict=True)] for row in column], bool
            ).reshape(column.shape)
        return self._close(column, wanted)

    def _ragged_equal(self, column: Ragged, wanted: Ragged) -> np.ndarray:
        same = column.length == wanted.length
        some = np.flatnonzero(same.any(axis=1))  # most programs have another length everywhere
        width = min(column.width, wanted.width)
        inner: tuple[Any, ...] = (..., *[slice(width)] * column.rank)
        values = column.values[inner] if len(some) == len(same) else column.values[some][inner]
        close = self._close(values, wanted.values[inner])
        same[some] &= close.all(axis=tuple(range(-column.rank, 0)))
        return np.asarray(same)

    def _close(self, given: np.ndarray, wanted: Any) -> np.ndarray:
        if self.tolerance == 0 or given.dtype != np.float64:
            given, wanted = alike(given, wanted)
            return np.asarray(given == wanted)
        with np.errstate(invalid="ignore"):
            close = np.abs(given - wanted) <= self.tolerance * np.abs(wanted)
            return np.asarray((given == wanted) | (close & np.isfinite(wanted)))


def literal_bits(value: Any) -> float:
    """Bits to write a value down."""
    if isinstance(value, list):
        return 1.0 + sum(map(literal_bits, value))
    if isinstance(value, str):
        return 8.0 * len(value)
    if isinstance(value, bool):
        return 1.0
    return 32.0 if isinstance(value, float) else 1.0 + int(abs(value)).bit_length()

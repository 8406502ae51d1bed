"""What the search is looking for: values equal to the wanted ones, within a tolerance, or up to one free factor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from contrast.dsl.columns import Column, Ragged, pack
from contrast.values import Kind, same_value


@dataclass(frozen=True)
class Hit:
    """How well one program of a block does: its position, how many rows it gets right, and its fitted factor."""

    position: int
    right: int
    factor: float | None = None


class Goal:
    """The wanted output on each row.

    tolerance: relative, for floats.  free_factor: a float output may be a program's value times one constant, fitted by
    least squares on the relative error within what the tolerance allows.
    """

    def __init__(self, kind: Kind, outputs: Sequence[Any], tolerance: float = 0.0, free_factor: bool = False):
        self.kind = kind
        self.rows = len(outputs)
        self.outputs = list(outputs)
        self.tolerance = tolerance
        self.wanted = pack(kind, outputs)
        positive = kind is float and bool(np.all(self.wanted != 0))
        self.free_factor = free_factor and positive

    def hits(self, column: Column) -> list[Hit]:
        """Every program of the block that gets all rows right, else the first that gets most right.

        column: batch (programs, rows).  A fitted factor is only used where a program needs it.
        """
        right = self._right(column)
        factors = np.zeros(0)
        if self.free_factor and isinstance(column, np.ndarray):
            factors = self._factors(column)
            scaled = self._right(column * factors[:, None])
            right, fitted = np.maximum(right, scaled), scaled > right
        full = np.flatnonzero(right == self.rows)
        chosen = full if len(full) else [int(right.argmax())]
        return [Hit(int(k), int(right[k]), float(factors[k]) if len(factors) and fitted[k] else None) for k in chosen]

    def _factors(self, column: np.ndarray) -> np.ndarray:
        """For each program the constant that fits best among those that bring all rows within the tolerance, if any do."""
        ratio = column / self.wanted
        factors = ratio.sum(axis=1) / np.square(ratio).sum(axis=1)
        ends = np.stack([(1 - self.tolerance) / ratio, (1 + self.tolerance) / ratio])
        low, high = ends.min(axis=0).max(axis=1), ends.max(axis=0).min(axis=1)
        factors = np.where(low <= high, np.clip(factors, low, high), factors)
        return np.where(np.isfinite(factors), factors, 0.0)

    def _right(self, column: Column) -> np.ndarray:
        """How many rows each program gets right."""
        wanted = self.wanted
        if isinstance(column, Ragged) and isinstance(wanted, Ragged):
            return self._ragged_right(column, wanted)
        assert isinstance(column, np.ndarray)
        assert isinstance(wanted, np.ndarray)
        if column.dtype == object:
            return np.array([sum(map(same_value, row, self.outputs, [self.tolerance] * self.rows)) for row in column])
        return np.asarray(self._close(column, wanted).sum(axis=1))

    def _ragged_right(self, column: Ragged, wanted: Ragged) -> np.ndarray:
        width = min(column.width, wanted.width)
        inner: tuple[Any, ...] = (..., *[slice(width)] * column.rank)
        close = self._close(column.values[inner], wanted.values[inner])
        same = close.all(axis=tuple(range(-column.rank, 0))) & (column.length == wanted.length)
        return np.asarray(same.sum(axis=1))

    def _close(self, given: np.ndarray, wanted: np.ndarray) -> np.ndarray:
        if self.tolerance == 0 or given.dtype != np.float64:
            return np.asarray(given == wanted)
        with np.errstate(invalid="ignore"):
            close = np.abs(given - wanted) <= self.tolerance * np.abs(wanted)
            return np.asarray((given == wanted) | (close & np.isfinite(wanted)))

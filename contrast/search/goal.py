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

    tolerance: relative, for floats.  free_factor: a float output may be a program's value times one constant, fitted
    by least squares on the relative error.
    """

    def __init__(self, kind: Kind, outputs: Sequence[Any], tolerance: float = 0.0, free_factor: bool = False):
        self.kind = kind
        self.rows = len(outputs)
        self.outputs = list(outputs)
        self.tolerance = tolerance
        self.wanted = pack(kind, outputs)
        positive = kind is float and bool(np.all(self.wanted != 0))
        self.free_factor = free_factor and positive

    def best(self, column: Column) -> Hit:
        """The first program of the block that gets most rows right.  column: batch (programs, rows)."""
        right = self._right(column)
        position = int(right.argmax())
        hit = Hit(position, int(right[position]))
        if not self.free_factor or hit.right == self.rows:
            return hit
        assert isinstance(column, np.ndarray)
        factors = self._factors(column)
        scaled = self._right(column * factors[:, None])
        position = int(scaled.argmax())
        return Hit(position, int(scaled[position]), float(factors[position])) if scaled[position] > hit.right else hit

    def _factors(self, column: np.ndarray) -> np.ndarray:
        ratio = column / self.wanted
        with np.errstate(all="ignore"):
            factors = ratio.sum(axis=1) / np.square(ratio).sum(axis=1)
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

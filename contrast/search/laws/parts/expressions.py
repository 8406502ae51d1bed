"""A store of real expressions with their values on all rows, each behaviour once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from contrast.dsl import Node, Var
from contrast.dsl.batched.forest import Forest
from contrast.search.enumeration.hashing import row_hashes
from contrast.search.laws.parts.language import Language
from contrast.search.limits import Meter

LARGEST, SMALLEST = 1e12, 1e-12
"""Values beyond these are no use in a fit."""

NESTED_BITS = 8.0
"""By so much more bits are expressions that hold a function put off."""


class Expressions:
    """Real expressions, distinct on all rows; arrays have one entry for each.

    values: (count, rows).  nodes: numbers in the forest, or below 0, where an expression is written out only when asked for.
    bits: about what it costs.  units: (count, base units).  functions: how many functions it holds beyond algebra.
    """

    def __init__(self, language: Language, inputs: Sequence[Var], columns: np.ndarray, units: np.ndarray, meter: Meter):
        self.language, self.inputs, self.columns, self.column_units = language, tuple(inputs), columns, units
        self.meter = meter
        self.forest = Forest()
        self.rows = columns.shape[1]
        self.values = np.zeros((0, self.rows))
        self._room = self.values
        self.nodes = np.zeros(0, np.int64)
        self.bits = np.zeros(0)
        self.units = np.zeros((0, units.shape[1]))
        self.functions = np.zeros(0, np.int64)
        self._written: list[Callable[[], Node]] = []
        self._known: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self.nodes)

    @property
    def nbytes(self) -> int:
        return self._room.nbytes + self.forest.nbytes

    def node(self, index: int) -> Node:
        """The expression written out."""
        number = int(self.nodes[index])
        return self.forest.node(number) if number >= 0 else self._written[-1 - number]()

    def order(self) -> np.ndarray:
        """All expressions, the cheapest first; those that hold a function are put off."""
        return np.argsort(self.bits + NESTED_BITS * self.functions, kind="stable")

    def later(self, writers: Sequence[Callable[[], Node]]) -> np.ndarray:
        """Numbers for expressions that are written out only when asked for."""
        first = len(self._written)
        self._written += writers
        return -1 - np.arange(first, len(self._written))

    def sound(self, column: np.ndarray) -> np.ndarray:
        """Which expressions have values of a size that fits can use, and not one value everywhere."""
        with np.errstate(all="ignore"):
            size = np.abs(column)
            large = size.max(axis=1)
            return np.asarray((large < LARGEST) & (large > SMALLEST) & (np.ptp(column, axis=1) > 1e-9 * large))

    def take(
        self, column: np.ndarray, nodes: np.ndarray, bits: np.ndarray, units: np.ndarray, functions: np.ndarray
    ) -> np.ndarray:
        """Take in expressions, each with its values.  Returns their indices; the old one of what was known."""
        keys = row_hashes(column).tolist()
        count = len(self)
        indices = np.array([self._known.setdefault(key, count + k) for k, key in enumerate(keys)], np.int64)
        fresh = np.flatnonzero(indices == count + np.arange(len(keys)))
        places = np.zeros(len(keys), np.int64)
        places[fresh] = np.arange(len(fresh))
        new = indices >= count
        indices[new] = count + places[indices[new] - count]
        for k in fresh.tolist():
            self._known[keys[k]] = int(indices[k])
        self._append(column[fresh], nodes[fresh], bits[fresh], units[fresh], functions[fresh])
        self.meter.count(0, 0, len(fresh))
        return indices

    def _append(self, column: np.ndarray, nodes: np.ndarray, bits: np.ndarray, units: np.ndarray, functions: np.ndarray) -> None:
        first, last = len(self), len(self) + len(nodes)
        if last > len(self._room):
            room = np.empty((max(last, 2 * len(self._room), 1024), self.rows))
            room[:first] = self.values
            self._room = room
        self._room[first:last] = column
        self.values = self._room[:last]
        self.nodes = np.concatenate([self.nodes, nodes])
        self.bits = np.concatenate([self.bits, bits])
        self.units = np.concatenate([self.units, units])
        self.functions = np.concatenate([self.functions, functions])

"""Features side by side: numbers or truth values that programs give on every row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from contrast.dsl import Node
from contrast.values import Kind


@dataclass(frozen=True)
class Batch:
    """Programs of one kind.

    values: (programs, rows), float64, int64 or bool.  bits: (programs,), what they cost.  node: the tree of the k-th.
    """

    kind: Kind
    values: np.ndarray
    bits: np.ndarray
    node: Callable[[int], Node]

    def __len__(self) -> int:
        return len(self.values)

    def pick(self, index: np.ndarray) -> Batch:
        """The batch of these programs, in this order."""
        places = index.tolist()
        return Batch(self.kind, self.values[index], self.bits[index], lambda k: self.node(places[k]))

    @classmethod
    def of(cls, kind: Kind, values: Sequence[np.ndarray], bits: Sequence[float], nodes: Sequence[Node], rows: int) -> Batch:
        """A batch of trees."""
        stacked = np.stack(values) if values else np.zeros((0, rows), bool)
        return cls(kind, stacked, np.array(bits, float), nodes.__getitem__)


def ranks(values: np.ndarray) -> np.ndarray:
    """The rank of each value in its row, equal values alike, from 0.  values: (programs, rows).  Returns the same in int32."""
    order = np.argsort(values, axis=1, kind="stable")
    ordered = np.take_along_axis(values, order, axis=1)
    steps = np.zeros(values.shape, np.int32)
    np.cumsum(ordered[:, 1:] != ordered[:, :-1], axis=1, out=steps[:, 1:])
    found = np.empty_like(steps)
    np.put_along_axis(found, order, steps, axis=1)
    return found

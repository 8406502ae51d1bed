"""Graphs for attention: a token a node, and features of each ordered pair of nodes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

FEW_WEIGHTS = 16
"""Edge weights of which at most this many are distinct are symbols too, one feature each."""

CLOSEST = 10.0
"""Bound on the feature 1 / weight, in units of 1 / the mean weight."""


@dataclass(frozen=True)
class Edges:
    """Features of edge weights. unit: the mean weight seen in training.  values: the weights that are symbols."""

    unit: float
    values: tuple[float, ...] = ()

    @classmethod
    def fit(cls, graphs: Sequence[np.ndarray]) -> Edges:
        """From training graphs; without any edge the unit is 1."""
        weights = np.concatenate([graph[_present(graph)] for graph in graphs])
        mean = float(np.abs(weights).mean()) if weights.size else 1.0
        values = np.unique(weights).tolist()
        return cls(mean if mean > 0 else 1.0, tuple(values) if len(values) <= FEW_WEIGHTS else ())

    @property
    def count(self) -> int:
        """Features of a pair."""
        return 7 + 2 * len(self.values)

    def features(self, graphs: np.ndarray) -> np.ndarray:
        """(batch, nodes, nodes) to (batch, nodes, nodes, count) float32: is there an edge, its weight, 1 / weight, one for
        each symbol; the same of the reverse edge; same node.  Row = the node that attends, column = the node attended to.
        """
        present = _present(graphs)
        weight = np.where(present, graphs, 0.0) / self.unit
        inverse = np.where(present, 1 / np.maximum(np.abs(weight), 1 / CLOSEST), 0.0)
        symbols = [present & (graphs == value) for value in self.values]
        edge = np.stack([present, weight, inverse, *symbols], axis=-1)
        same = np.broadcast_to(np.eye(graphs.shape[-1])[..., None], (*graphs.shape, 1))
        return np.concatenate([edge, edge.swapaxes(-3, -2), same], axis=-1).astype(np.float32)


def _present(graphs: np.ndarray) -> np.ndarray:
    present: np.ndarray = np.isfinite(graphs) & ~np.eye(graphs.shape[-1], dtype=bool)
    return present

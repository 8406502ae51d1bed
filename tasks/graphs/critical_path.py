"""The earliest time of each milestone of a project: shortest paths with maxima, which only graphs without cycles have."""

from __future__ import annotations

import networkx as nx
import numpy as np
from contrast.tasks.graphs._acyclic import acyclic, deep
from contrast.tasks.graphs.shortest_path import weighted

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.values import Graph
from contrast.vocab.graphs import VOCABULARY


def critical_path(graph: Graph) -> list[float]:
    """The length of the longest path that ends at each node, wherever it begins; 0 where no edge enters.

    The graph has no cycles. Weights are the lengths of the edges, from row to column, all above 0; `inf` marks a missing
    edge, the diagonal is 0.

    >>> inf = np.inf
    >>> critical_path(Graph(np.array([[0.0, 5.0, 1.0], [inf, 0.0, inf], [inf, 6.0, 0.0]])))
    [0.0, 7.0, 1.0]
    """
    present = np.isfinite(graph) & ~np.eye(len(graph), dtype=bool)
    lengths = [0.0] * len(graph)
    for node in nx.topological_sort(nx.DiGraph(present)):
        for before in np.flatnonzero(present[:, node]).tolist():
            lengths[node] = max(lengths[node], lengths[before] + float(graph[before, node]))
    return lengths


def acyclic_graphs(low: int = 1, high: int = 9) -> Sampler:
    """Random graphs of `size` nodes without cycles, shallow to deep, under shuffled node numbers."""
    return lambda rng, size: weighted(acyclic(rng, size), rng, low, high)[:1]


def deep_graphs(rng: Rng, size: int) -> tuple[Graph]:
    """A path of `size` nodes with shortcuts, or two such parts."""
    return weighted(deep(rng, size), rng)[:1]


task = Task(
    critical_path,
    VOCABULARY,
    splits={
        "train": Split((4, 8)),
        "longer_2x": Split((16, 16), why="twice the nodes"),
        "longer_25x": Split((200, 200), items=100, why="25 times the nodes"),
        "larger": Split((4, 8), acyclic_graphs(10, 99), why="weights never seen"),
        "structured": Split((9, 14), deep_graphs, why="paths of many steps with shortcuts, some in two parts"),
    },
    sampler=acyclic_graphs(),
    source="J. E. Kelley and M. R. Walker, Critical-path planning and scheduling, 1959; order from networkx",
)

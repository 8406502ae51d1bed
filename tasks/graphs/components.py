"""Components, each named by its heaviest edge: what holds of a whole island has to get to all of its nodes."""

from __future__ import annotations

import networkx as nx
import numpy as np
from contrast.tasks.graphs._sparse import scattered, torn_path

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.values import Graph
from contrast.vocab.graphs import VOCABULARY


def components(graph: Graph) -> list[float]:
    """The largest weight in the component of each node, 0 for a node without edges.

    Edges have no direction; `inf` marks a missing one, the diagonal is 0.

    >>> inf = np.inf
    >>> components(Graph(np.array([[0.0, 5.0, inf, inf], [5.0, 0.0, 2.0, inf], [inf, 2.0, 0.0, inf], [inf, inf, inf, 0.0]])))
    [5.0, 5.0, 5.0, 0.0]
    """
    largest = np.zeros(len(graph))
    for component in nx.connected_components(nx.Graph(np.isfinite(graph))):
        members = sorted(component)
        weights = graph[np.ix_(members, members)]
        largest[members] = weights[np.isfinite(weights)].max()
    return list(largest.tolist())


def scattered_graphs(low: int = 1, high: int = 9) -> Sampler:
    """Random undirected graphs of `size` nodes with few edges."""
    return lambda rng, size: scattered(rng, size, False, low, high)[:1]


def torn_paths(rng: Rng, size: int) -> tuple[Graph]:
    """A path of `size` nodes without one or two of its edges."""
    return torn_path(rng, size)[:1]


task = Task(
    components,
    VOCABULARY,
    splits={
        "train": Split((4, 8)),
        "longer_2x": Split((16, 16), why="twice the nodes"),
        "longer_25x": Split((200, 200), items=100, why="25 times the nodes"),
        "larger": Split((4, 8), scattered_graphs(10, 99), why="weights never seen"),
        "structured": Split((9, 14), torn_paths, why="torn paths: components of many steps"),
    },
    sampler=scattered_graphs(),
    source="J. Hopcroft and R. Tarjan, Efficient algorithms for graph manipulation, 1973; the names are ours",
    version=2,  # 2: denser graphs and equal weights among them
)

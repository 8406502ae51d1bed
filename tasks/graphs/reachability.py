"""Which nodes can be reached: the smallest question about a graph that no fixed number of local steps answers."""

from __future__ import annotations

import networkx as nx
import numpy as np
from contrast.tasks.graphs._sparse import scattered, torn_path

from contrast.sampling import Sampler
from contrast.task import Split, Task
from contrast.values import Graph
from contrast.vocab.graphs import VOCABULARY


def reachability(graph: Graph, source: int) -> list[bool]:
    """Whether a way leads from `source` to each node; one of no steps leads to `source` itself.

    Weights stand for edges from row to column and do not matter; `inf` marks a missing edge, the diagonal is 0.

    >>> inf = np.inf
    >>> reachability(Graph(np.array([[0.0, 5.0, inf], [inf, 0.0, inf], [inf, 2.0, 0.0]])), 0)
    [True, True, False]
    """
    reached = nx.descendants(nx.DiGraph(np.isfinite(graph)), source) | {source}
    return [node in reached for node in range(len(graph))]


def scattered_graphs(low: int = 1, high: int = 9) -> Sampler:
    """Random graphs of `size` nodes, directed or not, with few edges, and a source."""
    return lambda rng, size: scattered(rng, size, bool(rng.integers(2)), low, high)


task = Task(
    reachability,
    VOCABULARY,
    splits={
        "train": Split((4, 8)),
        "longer_2x": Split((16, 16), why="twice the nodes"),
        "longer_25x": Split((200, 200), items=100, why="25 times the nodes"),
        "larger": Split((4, 8), scattered_graphs(10, 99), why="weights never seen"),
        "structured": Split((9, 14), torn_path, why="torn paths: ways of many steps"),
    },
    sampler=scattered_graphs(),
    source="E. F. Moore, The shortest path through a maze, 1959; graphs and oracle from networkx",
    version=2,  # 2: denser graphs and equal weights among them
)

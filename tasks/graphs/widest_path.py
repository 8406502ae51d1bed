"""The widest way to each node: shortest paths with other sums and minima, so the same law in another algebra."""

from __future__ import annotations

import heapq

import numpy as np
from contrast.tasks.graphs.shortest_path import paths_and_ladders, random_graphs, sparse

from contrast.task import Split, Task
from contrast.values import Graph
from contrast.vocab.graphs import VOCABULARY


def widest_path(graph: Graph, source: int) -> list[float]:
    """The largest width of a way from `source` to each node; a way is as wide as its narrowest edge.

    It is `inf` for `source` itself and 0 for a node to which no way leads. Weights are the widths of the edges, from row
    to column, all above 0; `inf` marks a missing edge, the diagonal is 0.

    >>> inf = np.inf
    >>> widest_path(Graph(np.array([[0.0, 2.0, 7.0, inf], [inf, 0.0, inf, inf], [inf, 5.0, 0.0, inf], [1.0, inf, inf, 0.0]])), 0)
    [inf, 5.0, 7.0, 0.0]
    """
    widths = [0.0] * len(graph)
    widths[source] = np.inf
    waiting = [(-np.inf, source)]
    while waiting:
        width, node = heapq.heappop(waiting)
        for other in np.flatnonzero(np.isfinite(graph[node])).tolist():
            through = float(min(-width, graph[node, other]))
            if through > widths[other]:
                widths[other] = through
                heapq.heappush(waiting, (-through, other))
    return widths


task = Task(
    widest_path,
    VOCABULARY,
    splits={
        "train": Split((4, 8)),
        "longer_2x": Split((16, 16), why="twice the nodes"),
        "longer_25x": Split((200, 200), sparse, items=100, why="25 times the nodes"),
        "larger": Split((4, 8), random_graphs(10, 99), why="weights never seen"),
        "structured": Split((9, 14), paths_and_ladders, why="paths and ladders: ways of many steps"),
    },
    sampler=random_graphs(),
    source="M. Pollack, The maximum capacity through a network, 1960; graphs from networkx",
)

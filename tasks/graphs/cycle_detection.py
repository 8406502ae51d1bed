"""Whether a directed graph has a cycle: one answer for a whole graph, which a single edge anywhere can turn."""

from __future__ import annotations

import networkx as nx
import numpy as np
from contrast.tasks.graphs._acyclic import acyclic, deep
from contrast.tasks.graphs._closing import ends
from contrast.tasks.graphs.shortest_path import weighted

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.values import Graph
from contrast.vocab.graphs import VOCABULARY


def cycle_detection(graph: Graph) -> bool:
    """Whether some way along the edges leads from a node back to itself.

    Weights stand for edges from row to column and do not matter; `inf` marks a missing edge. The diagonal is 0 and no edge:
    the shortest cycle has two edges.

    >>> inf = np.inf
    >>> cycle_detection(Graph(np.array([[0.0, 5.0, inf], [inf, 0.0, 1.0], [2.0, inf, 0.0]])))
    True
    >>> cycle_detection(Graph(np.array([[0.0, 5.0, 2.0], [inf, 0.0, 1.0], [inf, inf, 0.0]])))
    False
    """
    return not nx.is_directed_acyclic_graph(nx.DiGraph(np.isfinite(graph) & ~np.eye(len(graph), dtype=bool)))


def nearly_cyclic(low: int = 1, high: int = 9) -> Sampler:
    """Graphs without cycles, half of them deep, and one or two more edges between the ends of ways in them.

    Half of the time all of those lead back, which closes cycles, and else ahead: both kinds have as many edges.
    """

    def draw(rng: Rng, size: int) -> tuple[Graph]:
        shape = deep(rng, size) if rng.integers(2) else acyclic(rng, size)
        back = bool(rng.integers(2))
        drawn = [ends(shape, rng, lambda steps: steps > 0) for _ in range(int(rng.integers(1, 3)))]
        shape.add_edges_from((last, first) if back else (first, last) for ((first, last),) in drawn)
        return weighted(shape, rng, low, high)[:1]

    return draw


def rings(rng: Rng, size: int) -> tuple[Graph]:
    """A ring of more than half of the nodes, one of its edges turned round half of the time, and what leads to it or from it."""
    length = int(rng.integers(size // 2 + 1, size + 1))
    steps = [(node, (node + 1) % length) for node in range(length)]
    if rng.integers(2):
        steps[0] = steps[0][::-1]
    for node in range(length, size):
        other = int(rng.integers(node))
        steps.append((node, other) if rng.integers(2) else (other, node))
    return weighted(nx.DiGraph(steps), rng)[:1]


task = Task(
    cycle_detection,
    VOCABULARY,
    splits={
        "train": Split((4, 8)),
        "longer_2x": Split((16, 16), why="twice the nodes"),
        "longer_25x": Split((200, 200), items=100, why="25 times the nodes"),
        "larger": Split((4, 8), nearly_cyclic(10, 99), why="weights never seen"),
        "structured": Split((9, 14), rings, why="long rings, closed or with one edge turned round"),
    },
    sampler=nearly_cyclic(),
    source="A. B. Kahn, Topological sorting of large networks, 1962; oracle from networkx",
)

"""Whether two colours are enough: an answer about all cycles of a graph, which no count of nodes, edges or triangles gives."""

from __future__ import annotations

import networkx as nx
import numpy as np
from contrast.tasks.graphs._closing import ends
from contrast.tasks.graphs.shortest_path import weighted

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.values import Graph
from contrast.vocab.graphs import VOCABULARY


def bipartite(graph: Graph) -> bool:
    """Whether two colours can be given to the nodes such that no edge joins two nodes of one colour.

    Edges have no direction; their weights do not matter; `inf` marks a missing one. The diagonal is 0 and no edge.

    >>> inf = np.inf
    >>> bipartite(Graph(np.array([[0.0, 5.0, inf], [5.0, 0.0, 1.0], [inf, 1.0, 0.0]])))
    True
    >>> bipartite(Graph(np.array([[0.0, 5.0, 2.0], [5.0, 0.0, 1.0], [2.0, 1.0, 0.0]])))
    False
    """
    return bool(nx.is_bipartite(nx.Graph(np.isfinite(graph) & ~np.eye(len(graph), dtype=bool))))


def two_sided(rng: Rng, size: int) -> nx.Graph[int]:
    """A random tree, bushy or a mere path, torn or whole, at times with more edges between its two sides.

    Some part of it has three nodes, so that an odd cycle can be closed.
    """
    reach = int(rng.integers(1, size)) if rng.integers(2) else 1
    torn = 0.2 * float(rng.integers(2))
    shape: nx.Graph[int] = nx.empty_graph(size)
    while all(degree < 2 for _, degree in shape.degree):
        shape = nx.empty_graph(size)
        shape.add_edges_from((k, k - int(rng.integers(1, min(k, reach) + 1))) for k in range(1, size) if rng.random() >= torn)
    side = nx.bipartite.color(shape)
    tried = rng.integers(size, size=(int(rng.integers(size)) * int(rng.integers(2)), 2)).tolist()
    shape.add_edges_from((u, v) for u, v in tried if side[u] != side[v])
    return shape


def nearly_bipartite(low: int = 1, high: int = 9) -> Sampler:
    """Random graphs with two sides, and one more edge that closes a cycle: an odd one half of the time, else an even one."""

    def draw(rng: Rng, size: int) -> tuple[Graph]:
        shape, odd = two_sided(rng, size), bool(rng.integers(2))
        shape.add_edges_from(ends(shape, rng, lambda steps: steps > 1 and steps % 2 != odd))
        return weighted(shape, rng, low, high)[:1]

    return draw


def ring(rng: Rng, size: int, odd: bool) -> nx.Graph[int]:
    """A ring of an odd or even number of nodes, the most possible or two less, and trees on it, `size` nodes in all."""
    length = size - (size % 2 != odd)
    length -= 2 * int(rng.integers(2)) if length > 4 else 0
    shape: nx.Graph[int] = nx.cycle_graph(length)
    shape.add_edges_from((node, int(rng.integers(node))) for node in range(length, size))
    return shape


def rings(rng: Rng, size: int) -> tuple[Graph]:
    """One ring or two apart, with trees on them; half of the time one of them is odd."""
    odd = bool(rng.integers(2))
    if rng.integers(2):
        return weighted(ring(rng, size, odd), rng)[:1]
    cut = int(rng.integers(4, size - 3))
    return weighted(nx.disjoint_union(ring(rng, cut, odd), ring(rng, size - cut, odd=False)), rng)[:1]


task = Task(
    bipartite,
    VOCABULARY,
    splits={
        "train": Split((4, 8)),
        "longer_2x": Split((16, 16), why="twice the nodes"),
        "longer_25x": Split((200, 200), items=100, why="25 times the nodes"),
        "larger": Split((4, 8), nearly_bipartite(10, 99), why="weights never seen"),
        "structured": Split((9, 14), rings, why="long rings, one or two apart, even or odd"),
    },
    sampler=nearly_bipartite(),
    source="D. König, Theorie der endlichen und unendlichen Graphen, 1936; oracle from networkx",
)

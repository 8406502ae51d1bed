"""How many paths lead to each node: the law of shortest paths once more, with sums in place of minima."""

from __future__ import annotations

import networkx as nx
import numpy as np
from contrast.tasks.graphs._acyclic import acyclic, diamonds
from contrast.tasks.graphs.shortest_path import weighted

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.values import Graph
from contrast.vocab.graphs import VOCABULARY

MOST_DIAMONDS = 40
"""In a chain, so that it has at most 2 ** 40 paths: whole numbers up to 2 ** 53 are exact as floats."""


def path_count(graph: Graph, source: int) -> list[float]:
    """The number of paths from `source` to each node; one of no steps leads to `source` itself.

    The graph has no cycles. Weights stand for edges from row to column and do not matter; `inf` marks a missing edge, the
    diagonal is 0. The graphs drawn keep the numbers below 2 ** 53, up to which floats hold whole numbers exactly.

    >>> inf = np.inf
    >>> path_count(Graph(np.array([[0.0, 5.0, 1.0, inf], [inf, 0.0, 3.0, inf], [inf, inf, 0.0, inf], [inf, inf, 2.0, 0.0]])), 0)
    [1.0, 1.0, 2.0, 0.0]
    """
    present = np.isfinite(graph) & ~np.eye(len(graph), dtype=bool)
    counts = [int(node == source) for node in range(len(graph))]
    for node in nx.topological_sort(nx.DiGraph(present)):
        for after in np.flatnonzero(present[node]).tolist():
            counts[after] += counts[node]
    return list(map(float, counts))


def from_somewhere(shape: nx.DiGraph[int], rng: Rng, low: int = 1, high: int = 9) -> tuple[Graph, int]:
    """The graph under shuffled node numbers; its source is, half of the time, a node from which most others can be reached."""
    graph, source = weighted(shape, rng, low, high)
    if rng.integers(2):
        edges = nx.DiGraph(np.isfinite(graph))
        source = max(edges, key=lambda node: len(nx.descendants(edges, node)))
    return graph, source


def acyclic_graphs(low: int = 1, high: int = 9) -> Sampler:
    """Random graphs of `size` nodes without cycles, shallow to deep, and a source."""
    return lambda rng, size: from_somewhere(acyclic(rng, size), rng, low, high)


def chains(rng: Rng, size: int) -> tuple[Graph, int]:
    """Chains of diamonds and single steps: each diamond doubles the number of paths."""
    return from_somewhere(diamonds(rng, size, MOST_DIAMONDS), rng)


def large_graphs(rng: Rng, size: int) -> tuple[Graph, int]:
    """Chains, or random graphs whose edges may lead any way ahead: with a short reach their paths would outgrow floats."""
    return chains(rng, size) if rng.integers(2) else from_somewhere(acyclic(rng, size, reach=size - 1), rng)


task = Task(
    path_count,
    VOCABULARY,
    splits={
        "train": Split((4, 8)),
        "longer_2x": Split((16, 16), why="twice the nodes"),
        "longer_25x": Split((200, 200), large_graphs, items=100, why="25 times the nodes"),
        "larger": Split((4, 8), acyclic_graphs(10, 99), why="weights never seen"),
        "structured": Split((9, 14), chains, why="chains of diamonds: paths of many steps, doubled again and again"),
    },
    sampler=acyclic_graphs(),
    source="T. H. Cormen et al., Introduction to Algorithms, 3rd edition, 2009, exercise 22.4-2; order from networkx",
)

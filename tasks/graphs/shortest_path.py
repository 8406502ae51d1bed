"""Distances from one node to all others, by a law of one line that holds for graphs of any size."""

from __future__ import annotations

import networkx as nx
import numpy as np

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.values import Graph
from contrast.vocab.graphs import VOCABULARY


def shortest_path(graph: Graph, source: int) -> list[float]:
    """The length of the shortest way from `source` to each node, `inf` where there is none.

    Weights are the lengths of the edges, from row to column; `inf` marks a missing edge, the diagonal is 0.

    >>> inf = np.inf
    >>> shortest_path(Graph(np.array([[0.0, 5.0, 1.0], [inf, 0.0, inf], [inf, 2.0, 0.0]])), 0)
    [0.0, 3.0, 1.0]
    """
    edges: nx.DiGraph[int] = nx.DiGraph()
    edges.add_nodes_from(range(len(graph)))
    rows, columns = np.nonzero(np.isfinite(graph))
    edges.add_weighted_edges_from(zip(rows.tolist(), columns.tolist(), graph[rows, columns].tolist(), strict=True))
    lengths = nx.single_source_dijkstra_path_length(edges, source)
    return [float(lengths.get(node, np.inf)) for node in range(len(graph))]


def weighted(shape: nx.Graph[int], rng: Rng, low: int = 1, high: int = 9) -> tuple[Graph, int]:
    """The graph under shuffled node numbers with whole weights from `low` to `high`, and a source.

    The two directions of an undirected edge have the same weight.
    """
    nodes = len(shape)
    weights = rng.integers(low, high + 1, (nodes, nodes)).astype(float)
    if not shape.is_directed():
        weights = np.minimum(weights, weights.T)
    matrix = np.full((nodes, nodes), np.inf)
    if shape.size():
        rows, columns = rng.permutation(nodes)[np.array(shape.edges)].T
        matrix[rows, columns] = weights[rows, columns]
        if not shape.is_directed():
            matrix[columns, rows] = weights[columns, rows]
    np.fill_diagonal(matrix, 0.0)
    return Graph(matrix), int(rng.integers(nodes))


def random_graphs(low: int = 1, high: int = 9) -> Sampler:
    """Random graphs of `size` nodes, directed or not, sparse to dense, connected or not."""

    def draw(rng: Rng, size: int) -> tuple[Graph, int]:
        directed, density = bool(rng.integers(2)), float(rng.uniform(0.15, 0.8))
        return weighted(nx.fast_gnp_random_graph(size, density, seed=int(rng.integers(2**31)), directed=directed), rng, low, high)

    return draw


def paths_and_ladders(rng: Rng, size: int) -> tuple[Graph, int]:
    """A path of `size` nodes, or a ladder (a grid of two rows) with about as many: ways of many steps."""
    return weighted(nx.path_graph(size) if rng.integers(2) else nx.ladder_graph((size + 1) // 2), rng)


def sparse(rng: Rng, size: int) -> tuple[Graph, int]:
    """Random graphs with about four edges a node, directed or not."""
    directed = bool(rng.integers(2))
    return weighted(nx.fast_gnp_random_graph(size, 4 / size, seed=int(rng.integers(2**31)), directed=directed), rng)


task = Task(
    shortest_path,
    VOCABULARY,
    splits={
        "train": Split((4, 8)),
        "longer_2x": Split((16, 16), why="twice the nodes"),
        "longer_25x": Split((200, 200), sparse, items=100, why="25 times the nodes"),
        "larger": Split((4, 8), random_graphs(10, 99), why="weights never seen"),
        "structured": Split((9, 14), paths_and_ladders, why="paths and ladders: ways of many steps"),
    },
    sampler=random_graphs(),
    source="E. W. Dijkstra, A note on two problems in connexion with graphs, 1959; graphs and oracle from networkx",
)

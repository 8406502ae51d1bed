"""Directed graphs without cycles, shallow and deep. Edges lead from lower to higher numbers; `weighted` hides that order."""

from __future__ import annotations

import networkx as nx
import numpy as np

from contrast.sampling import Rng


def acyclic(rng: Rng, size: int, reach: int = 0) -> nx.DiGraph[int]:
    """Half an edge to three edges a node, none leading further than `reach` numbers on (0: any reach); at least one edge.

    The shorter the reach, the longer the paths: a reach of 1 leaves the pieces of one path.
    """
    reach = reach or int(rng.integers(1, size))
    ahead = np.subtract.outer(np.arange(size), np.arange(size)).T
    likely = np.where((ahead > 0) & (ahead <= reach), float(rng.uniform(0.5, 3.0)) / reach, 0.0)
    shape: nx.DiGraph[int] = nx.empty_graph(size, create_using=nx.DiGraph)
    while not shape.size():
        shape.add_edges_from(np.argwhere(rng.random((size, size)) < likely).tolist())
    return shape


def deep(rng: Rng, size: int) -> nx.DiGraph[int]:
    """A path of `size` nodes with up to half as many shortcuts, cut into two parts half of the time."""
    shape: nx.DiGraph[int] = nx.path_graph(size, create_using=nx.DiGraph)
    for _ in range(int(rng.integers(size // 2 + 1))):
        shape.add_edge(*sorted(rng.choice(size, 2, replace=False).tolist()))
    if rng.integers(2):
        cut = int(rng.integers(1, size))
        shape.remove_edges_from([(u, v) for u, v in shape.edges if u < cut <= v])
    return shape


def diamonds(rng: Rng, size: int, most: int) -> nx.DiGraph[int]:
    """A chain of `size` nodes, of single steps and of at most `most` diamonds: two ways of two steps from one node to another."""
    shape: nx.DiGraph[int] = nx.empty_graph(1, create_using=nx.DiGraph)
    while (last := len(shape) - 1) < size - 1:
        if most and last + 3 < size and rng.random() < 0.7:
            shape.add_edges_from([(last, last + 1), (last, last + 2), (last + 1, last + 3), (last + 2, last + 3)])
            most -= 1
        else:
            shape.add_edge(last, last + 1)
    return shape

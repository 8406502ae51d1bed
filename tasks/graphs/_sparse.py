"""Graphs that fall apart: so few edges that many nodes stay out of reach, whatever the number of nodes."""

from __future__ import annotations

import networkx as nx
from contrast.tasks.graphs.shortest_path import weighted

from contrast.sampling import Rng
from contrast.values import Graph


def scattered(rng: Rng, size: int, directed: bool, low: int = 1, high: int = 9) -> tuple[Graph, int]:
    """A random graph of `size` nodes, and one of them: half an edge to two and a half edges a node; three in ten of any density.

    One in four has the same weight at all edges. Without dense ones no node would have all other nodes for neighbours, and
    without equal weights few ways would be just as long as an edge; laws that fail there would pass.
    """
    if rng.random() < 0.25:
        low = high = int(rng.integers(low, high + 1))
    density = min(1.0, float(rng.uniform(0.5, 2.5)) / size) if rng.random() < 0.7 else float(rng.random())
    return weighted(nx.fast_gnp_random_graph(size, density, seed=int(rng.integers(2**31)), directed=directed), rng, low, high)


def torn_path(rng: Rng, size: int) -> tuple[Graph, int]:
    """A path of `size` nodes without one or two of its edges, and one of its nodes."""
    path = nx.path_graph(size)
    path.remove_edges_from([(place, place + 1) for place in rng.choice(size - 1, rng.integers(1, 3), replace=False).tolist()])
    return weighted(path, rng)

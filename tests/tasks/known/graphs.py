"""What is known of the tasks of graphs: see the package."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.sparse.csgraph import bellman_ford, breadth_first_order, connected_components


def widest(graph: np.ndarray, source: int) -> list[float]:
    """Paths over the first node, over the first two, and so on (Floyd and Warshall's order)."""
    widths = np.where(np.isinf(graph), 0.0, graph)
    np.fill_diagonal(widths, np.inf)
    for node in range(len(graph)):
        widths = np.maximum(widths, np.minimum(widths[:, [node]], widths[[node], :]))
    return list(widths[source].tolist())


def heaviest(graph: np.ndarray) -> list[float]:
    _, names = connected_components(np.isfinite(graph), directed=False)
    together = (names[:, None] == names) & np.isfinite(graph)
    at_node = np.where(together, graph, 0.0).max(axis=0)
    return [float(at_node[names == name].max()) for name in names]


def longest(graph: np.ndarray) -> list[float]:
    """Shortest ways under negative lengths, from a node before all others."""
    lengths = np.zeros((len(graph) + 1, len(graph) + 1))
    lengths[1:, 1:] = np.where(np.isfinite(graph), -graph, 0.0)
    lengths[0, 1:] = -1.0
    return [float(-1.0 - least) for least in bellman_ford(lengths, indices=0)[1:]]


def ways(graph: np.ndarray, source: int) -> list[float]:
    """Whole numbers of ways, by their number of steps."""
    edges = adjacent(graph).astype(np.int64)
    ending = np.eye(len(graph), dtype=np.int64)[source]
    total = ending.copy()
    while ending.any():
        ending = ending @ edges
        total += ending
    return list(map(float, total.tolist()))


def adjacent(graph: np.ndarray) -> np.ndarray:
    return np.isfinite(graph) & ~np.eye(len(graph), dtype=bool)


def two_sided(graph: np.ndarray) -> bool:
    """Whether no node is joined to its double in the graph of doubles, in which an edge leads from one kind to the other."""
    edges = adjacent(graph)
    _, names = connected_components(np.block([[np.zeros_like(edges), edges], [edges, np.zeros_like(edges)]]), directed=False)
    return bool((names[: len(graph)] != names[len(graph) :]).all())


STEP = "max_into(mul_rows(edges(graph), {}))"
"""The nodes that an edge from a marked node enters."""

EVEN_WAYS = f"iterate(lambda c: upper(c, {STEP.format(STEP.format('c'))}), mark(graph, s, 1.0, 0.0))"
"""The nodes to which ways of an even number of steps lead from `s`."""

ORACLES: dict[str, Callable[..., Any]] = {
    "bipartite": two_sided,
    "components": heaviest,
    "critical_path": longest,
    "cycle_detection": lambda graph: connected_components(adjacent(graph), connection="strong")[0] < len(graph),
    "path_count": ways,
    "reachability": lambda graph, source: np.isin(
        np.arange(len(graph)), breadth_first_order(np.isfinite(graph), source, return_predecessors=False)
    ).tolist(),
    "shortest_path": lambda graph, source: bellman_ford(np.nan_to_num(graph, posinf=0.0), indices=source).tolist(),
    "widest_path": widest,
}

PROGRAMS: dict[str, str] = {
    "shortest_path": "iterate(lambda d: min_into(add_rows(graph, d)), mark(graph, source, 0.0, inf))",
    "reachability": "below(mark(graph, source, 0.0, 0.0), "
    "iterate(lambda r: upper(r, max_into(mul_rows(edges(graph), r))), mark(graph, source, 1.0, 0.0)))",
    "widest_path": "iterate(lambda w: upper(w, max_into(min_rows(fill(graph, 0.0), w))), mark(graph, source, inf, 0.0))",
    "components": "iterate(lambda m: upper(m, max_into(mul_rows(edges(graph), m))), max_into(fill(graph, 0.0)))",
    "critical_path": "iterate(lambda d: max_into(add_rows(fill(graph, -inf), d)), min_into(graph))",
    "path_count": "iterate(lambda c: plus(mark(graph, source, 1.0, 0.0), sum_into(mul_rows(edges(graph), c))), "
    "mark(graph, source, 1.0, 0.0))",
    "cycle_detection": f"some(below(min_into(graph), iterate(lambda c: {STEP.format('c')}, max_into(edges(graph)))))",
    "bipartite": f"every_node(lambda s: every(below(iterate(lambda c: lower(c, {STEP.format('c')}), {EVEN_WAYS}), "
    "mark(graph, s, 1.0, 1.0))), graph)",
}

SMALLER: dict[str, dict[str, int]] = {name: {"longer_25x": 100} for name in PROGRAMS}

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


ORACLES: dict[str, Callable[..., Any]] = {
    "components": heaviest,
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
}

SMALLER: dict[str, dict[str, int]] = {name: {"longer_25x": 100} for name in PROGRAMS}

"""One vocabulary says five laws of graphs, each from the raw graph and a source, and each for graphs of any size."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contrast.catalog import vocabulary
from contrast.dsl import Program, Var, parse
from contrast.values import Graph, same_value
from tests.vocab.test_kernels import batched

INPUTS = (Var("graph", Graph), Var("source", int))


def distances(edges: nx.DiGraph[int], source: int) -> list[Any]:
    lengths = nx.single_source_dijkstra_path_length(edges, source)
    return [float(lengths.get(node, math.inf)) for node in edges]


def reached(edges: nx.DiGraph[int], source: int) -> list[Any]:
    return [node == source or node in nx.descendants(edges, source) for node in edges]


def widths(edges: nx.DiGraph[int], source: int) -> list[Any]:
    """The largest weight such that the edges of at least that weight lead to the node; 0 if none does."""
    weights = sorted({data["weight"] for *_, data in edges.edges(data=True)})
    best = [0.0] * len(edges)
    for least in weights:
        wide = nx.DiGraph((u, v) for u, v, data in edges.edges(data=True) if data["weight"] >= least)
        for node in nx.descendants(wide, source) if source in wide else ():
            best[node] = least
    best[source] = math.inf
    return best


def longest(edges: nx.DiGraph[int], source: int) -> list[Any]:
    """The length of the longest way to each node, in topological order; -inf where there is none."""
    best = [-math.inf] * len(edges)
    best[source] = 0.0
    for node in nx.topological_sort(edges):
        best[node] = max([best[node], *[best[u] + edges[u][node]["weight"] for u in edges.predecessors(node)]])
    return best


def starts(edges: nx.DiGraph[int], source: int) -> list[Any]:
    """The length of the longest way that ends at each node, wherever it begins."""
    best = [0.0] * len(edges)
    for node in nx.topological_sort(edges):
        best[node] = max([0.0, *[best[u] + edges[u][node]["weight"] for u in edges.predecessors(node)]])
    return best


def ways(edges: nx.DiGraph[int], source: int) -> list[Any]:
    """How many paths lead to each node, in topological order."""
    count = [float(node == source) for node in edges]
    for node in nx.topological_sort(edges):
        count[node] += sum(count[u] for u in edges.predecessors(node))
    return count


LAWS: dict[str, tuple[str, Callable[..., list[Any]], bool]] = {
    "shortest path": (
        "iterate(lambda d: min_into(add_rows(graph, d)), mark(graph, source, 0.0, inf))", distances, False),
    "reachability": (
        "iterate(lambda r: upper(r, max_into(mul_rows(edges(graph), r))), mark(graph, source, 1.0, 0.0))",
        lambda edges, source: list(map(float, reached(edges, source))), False),
    "reachability as truth values": (
        "below(mark(graph, source, 0.0, 0.0), "
        "iterate(lambda r: upper(r, max_into(mul_rows(edges(graph), r))), mark(graph, source, 1.0, 0.0)))", reached, False),
    "widest path": (
        "iterate(lambda w: upper(w, max_into(min_rows(fill(graph, 0.0), w))), mark(graph, source, inf, 0.0))", widths, False),
    "critical path": (
        "iterate(lambda d: max_into(add_rows(fill(graph, -inf), d)), mark(graph, source, 0.0, -inf))", longest, True),
    "critical path from anywhere": (
        "iterate(lambda d: max_into(add_rows(fill(graph, -inf), d)), min_into(graph))", starts, True),
    "path count": (
        "iterate(lambda c: plus(mark(graph, source, 1.0, 0.0), sum_into(mul_rows(edges(graph), c))), min_into(graph))",
        ways, True),
}  # fmt: skip
"""By law: its program, its oracle, and whether it asks for graphs without cycles."""


def law(name: str) -> Program:
    return parse(LAWS[name][0], vocabulary("graphs"), INPUTS)


def weighted(nodes: int, pairs: dict[tuple[int, int], float]) -> tuple[Graph, nx.DiGraph[int]]:
    """The same graph as a matrix, `inf` where there is no edge, and for networkx."""
    edges: nx.DiGraph[int] = nx.DiGraph()
    edges.add_nodes_from(range(nodes))
    edges.add_weighted_edges_from((u, v, weight) for (u, v), weight in pairs.items())
    matrix = np.full((nodes, nodes), np.inf)
    np.fill_diagonal(matrix, 0.0)
    for (u, v), weight in pairs.items():
        matrix[u, v] = weight
    return Graph(matrix), edges


@st.composite
def problems(draw: st.DrawFn, acyclic: bool) -> tuple[Graph, nx.DiGraph[int], int]:
    nodes = draw(st.integers(5, 8))
    pairs = [(u, v) for u, v in itertools.permutations(range(nodes), 2) if u < v or not acyclic]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=16, unique=True))
    drawn = {pair: float(draw(st.integers(1, 9))) for pair in chosen}
    order = draw(st.permutations(range(nodes)))
    renamed = {(order[u], order[v]): weight for (u, v), weight in drawn.items()}
    return *weighted(nodes, renamed), draw(st.integers(0, nodes - 1))


@pytest.mark.parametrize("name", LAWS)
@settings(max_examples=20, deadline=None, database=None, derandomize=True)
@given(drawn=st.data())
def test_a_law_holds_on_small_graphs(name: str, drawn: st.DataObject) -> None:
    _, oracle, acyclic = LAWS[name]
    cases = drawn.draw(st.lists(problems(acyclic), min_size=1, max_size=3))
    rows = [(graph, source) for graph, _, source in cases]
    wanted = [oracle(edges, source) for _, edges, source in cases]
    assert law(name).predict(rows) == wanted
    assert batched(law(name), rows) == wanted


@pytest.mark.parametrize("name", LAWS)
def test_a_law_holds_on_a_graph_of_120_nodes(name: str) -> None:
    _, oracle, acyclic = LAWS[name]
    rng = np.random.default_rng(7)
    shape = nx.gnp_random_graph(120, 0.03, seed=7, directed=True)
    pairs = {(u, v): float(rng.integers(1, 10)) for u, v in shape.edges if u < v or not acyclic}
    graph, edges = weighted(120, pairs)
    assert law(name).predict([(graph, 0)]) == [oracle(edges, 0)]


@pytest.mark.parametrize("name", LAWS)
def test_a_law_holds_on_many_graphs_of_different_sizes_at_once(name: str) -> None:
    _, oracle, acyclic = LAWS[name]
    rng = np.random.default_rng(3)
    cases: list[tuple[Graph, nx.DiGraph[int], int]] = []
    for nodes in [1, 2, 3, 5, 8] * 6:
        shape = nx.gnp_random_graph(nodes, 0.4, seed=len(cases), directed=True)
        pairs = {(u, v): float(rng.integers(1, 10)) for u, v in shape.edges if u < v or not acyclic}
        cases.append((*weighted(nodes, pairs), int(rng.integers(nodes))))
    wanted = [oracle(edges, source) for _, edges, source in cases]
    assert batched(law(name), [(graph, source) for graph, _, source in cases]) == wanted


def test_a_filled_graph_has_the_weight_at_missing_edges_only() -> None:
    inf = math.inf
    graph = Graph(np.array([[0.0, 3.0], [inf, 0.0]]))
    filled = parse("fill(graph, -inf)", vocabulary("graphs"), INPUTS).predict([(graph, 0)])
    assert same_value(filled, [np.array([[0.0, 3.0], [-inf, 0.0]])])


def test_edges_are_ones_off_the_diagonal() -> None:
    graph = Graph(np.array([[0.0, 3.0], [math.inf, 0.0]]))
    ones = parse("edges(graph)", vocabulary("graphs"), INPUTS).predict([(graph, 0)])
    assert same_value(ones, [np.array([[0.0, 1.0], [0.0, 0.0]])])

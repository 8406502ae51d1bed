"""The vocabulary of the graph tasks: vectors over the nodes, matrices of weights, and repetition.

A matrix is a Graph, a vector is list[float] with one number a node. No shortest path, no search, no min-plus product:
those are what a program has to build from the pieces. One semiring vocabulary serves all graph laws.

In a Graph `inf` marks a missing edge and the diagonal is 0, which is what sums and minima need. Laws that take maxima
begin with `fill`, which puts another number (0 or -inf) at the missing edges; laws that count begin with `edges`, the
matrix of ones and zeros, whose diagonal holds zeros. Laws that give one truth value for a whole graph end with a
quantifier; as nothing but an answer can be a single truth value, those words cost the other laws' searches nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from contrast.dsl import DSL, primitive
from contrast.dsl.batched.columns import Ragged, within
from contrast.errors import Undefined
from contrast.values import Graph
from contrast.vocab.kernels.iterations import repeated
from contrast.vocab.primitives.graphs.quantifiers import every, every_node, some, some_node
from contrast.vocab.primitives.graphs.vectors import Vector, below, lower, numbers, plus, times, upper
from contrast.vocab.primitives.lists.deductions import for_iterate


def _squares(length: np.ndarray, width: int) -> np.ndarray:
    rows = within(length, width)
    return np.asarray(rows[..., :, None] & rows[..., None, :])


def _inside(length: np.ndarray, width: int) -> np.ndarray:
    """Which entries of padded matrices belong to the graph, batch shape + (width, width); looked up by length if many."""
    if length.size > 2 * width:
        return np.asarray(_squares(np.arange(width + 1), width)[length])
    return _squares(length, width)


def _numbers_only(values: np.ndarray, axes: tuple[int, ...]) -> np.ndarray:
    """Where the last axes hold no nan."""
    bad = np.isnan(values)
    return ~bad.any(axis=axes) if bad.any() else np.ones(values.shape[: -len(axes)], bool)


def _vector(values: np.ndarray, length: np.ndarray) -> Ragged:
    return Ragged(np.where(within(length, values.shape[-1]), values, 0.0), length)


def _spread(act: Callable[..., np.ndarray]) -> Callable[..., Any]:
    def kernel(graph: Ragged, v: Ragged) -> Any:
        same = graph.length == v.length
        width = min(graph.width, v.width)
        values = act(graph.values[..., :width, :width], v.values[..., :width, None])
        length = np.minimum(graph.length, v.length)
        values = np.where(_inside(length, width), values, 0.0)
        return Ragged(values, length), same & _numbers_only(values, (-1, -2))

    return kernel


def _rows(act: Callable[..., Any], graph: Graph, v: Vector) -> Graph:
    if len(graph) != len(v):
        raise Undefined("a vector that does not fit the graph")
    with np.errstate(invalid="ignore"):
        values = act(graph, np.array(v)[:, None])
    if np.isnan(values).any():
        raise Undefined("zero times infinity")
    return Graph(values)


@primitive(kernel=_spread(np.add))
def add_rows(graph: Graph, v: Vector) -> Graph:
    """The weight of each edge plus the number at the node it leaves."""
    return _rows(np.add, graph, v)


@primitive(kernel=_spread(np.multiply))
def mul_rows(graph: Graph, v: Vector) -> Graph:
    """The weight of each edge times the number at the node it leaves."""
    return _rows(np.multiply, graph, v)


@primitive(kernel=_spread(np.minimum))
def min_rows(graph: Graph, v: Vector) -> Graph:
    """The smaller of the weight of each edge and the number at the node it leaves."""
    return _rows(np.minimum, graph, v)


def _into(act: Callable[..., np.ndarray], neutral: float) -> Callable[..., Any]:
    def kernel(graph: Ragged) -> Any:
        values = _halved(act, np.where(_inside(graph.length, graph.width), graph.values, neutral))
        return _vector(values, graph.length), _numbers_only(values, (-1,))

    return kernel


def _halved(act: Callable[..., np.ndarray], values: np.ndarray) -> np.ndarray:
    """Rows of matrices joined, each half with the other: for small matrices three times as fast as `reduce`."""
    while (rows := values.shape[-2]) > 1:
        half = rows // 2
        joined = act(values[..., :half, :], values[..., half : 2 * half, :])
        if rows % 2:
            act(joined[..., 0, :], values[..., -1, :], out=joined[..., 0, :])
        values = joined
    return values[..., 0, :]


@primitive(kernel=_into(np.minimum, np.inf))
def min_into(graph: Graph) -> Vector:
    """For each node the smallest weight among the edges that enter it."""
    return list(graph.min(axis=0, initial=np.inf).tolist())


@primitive(kernel=_into(np.maximum, -np.inf))
def max_into(graph: Graph) -> Vector:
    """For each node the largest weight among the edges that enter it."""
    return list(graph.max(axis=0, initial=-np.inf).tolist())


@primitive(kernel=_into(np.add, 0.0))
def sum_into(graph: Graph) -> Vector:
    """For each node the sum of the weights of the edges that enter it."""
    return numbers(graph.sum(axis=0).tolist())


def _turned(graph: Ragged) -> Ragged:
    return Ragged(graph.values.swapaxes(-1, -2), graph.length)


@primitive(kernel=_turned, inverses={0: lambda wanted: (_turned(wanted), np.ones(wanted.length.shape, bool))})
def transpose(graph: Graph) -> Graph:
    """The graph with every edge turned round."""
    return Graph(graph.T.copy())


def _fill_column(graph: Ragged, weight: np.ndarray) -> Ragged:
    values = np.where(np.isposinf(graph.values), weight[..., None, None], graph.values)
    return Ragged(values, np.broadcast_to(graph.length, values.shape[:-2]))


@primitive(kernel=_fill_column)
def fill(graph: Graph, weight: float) -> Graph:
    """The graph with this weight at every missing edge."""
    return Graph(np.where(np.isposinf(graph), weight, graph))


def _ones(values: np.ndarray) -> np.ndarray:
    """1 at the finite weights off the diagonal, 0 at the rest.  values: batch shape + (nodes, nodes)."""
    return np.where(np.isfinite(values) & ~np.eye(values.shape[-1], dtype=bool), 1.0, 0.0)


@primitive(kernel=lambda graph: Ragged(np.where(_inside(graph.length, graph.width), _ones(graph.values), 0.0), graph.length))
def edges(graph: Graph) -> Graph:
    """1 at every edge, 0 at every missing one and on the diagonal."""
    return Graph(_ones(graph))


def _mark_column(graph: Ragged, node: np.ndarray, here: np.ndarray, elsewhere: np.ndarray) -> Any:
    batch = np.broadcast_shapes(graph.length.shape, node.shape, here.shape, elsewhere.shape)
    at = np.arange(graph.width) == np.broadcast_to(node, batch)[..., None]
    values = np.where(at, np.broadcast_to(here, batch)[..., None], np.broadcast_to(elsewhere, batch)[..., None])
    length = np.broadcast_to(graph.length, batch)
    return _vector(values, length), (node >= 0) & (node < length)


@primitive(kernel=_mark_column)
def mark(graph: Graph, node: int, here: float, elsewhere: float) -> Vector:
    """One number at a node of the graph and another at all the rest."""
    if not 0 <= node < len(graph):
        raise Undefined("no such node")
    return [here if k == node else elsewhere for k in range(len(graph))]


@primitive(kernel=lambda f, state: repeated(f, state.length, state, limit=None), deduce=for_iterate, state=0)
def iterate(f: Callable[[Vector], Vector], state: Vector) -> Vector:
    """`f` applied to `state` again and again, as often as `state` has entries."""
    for _ in range(len(state)):
        before, state = state, f(state)
        if state == before:  # it stays so
            break
    return state


_VOCABULARY = DSL.of(
    lower, upper, plus, times, below, add_rows, mul_rows, min_rows, min_into, max_into, sum_into, transpose, fill, edges,
    mark, iterate, some, every, some_node, every_node,
    constants=(0.0, 1.0, float("inf"), float("-inf")),
    weights={"variable": 4.0, "transpose": 0.5, "below": 0.5},  # a program is about its inputs; two words for special purposes
    name="graphs",
)  # fmt: skip

VOCABULARY = replace(_VOCABULARY, version=3)  # 2: below, fill, edges, -inf; 3: the quantifiers, for one answer a graph

"""The vocabulary of the graph tasks: vectors over the nodes, matrices of weights, and repetition.

A matrix is a Graph, a vector is list[float] with one number a node. No shortest path, no search, no min-plus product:
those are what a program has to build from the pieces. One semiring vocabulary serves all graph laws.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from contrast.dsl import DSL, primitive
from contrast.dsl.columns import Ragged, broadcast, select, within
from contrast.errors import Undefined
from contrast.values import Graph
from contrast.vocab.sequences import function_batch

Vector = list[float]


def _inside(graph: Ragged) -> np.ndarray:
    """Which entries of the padded matrices belong to the graph."""
    rows = within(graph.length, graph.width)
    inside: np.ndarray = rows[..., :, None] & rows[..., None, :]
    return inside


def _vector(values: np.ndarray, length: np.ndarray) -> Ragged:
    return Ragged(np.where(within(length, values.shape[-1]), values, 0.0), length)


def _pointwise(act: Callable[..., np.ndarray]) -> Callable[..., Any]:
    def kernel(v: Ragged, w: Ragged) -> Any:
        same = v.length == w.length
        width = min(v.width, w.width)
        length = np.minimum(v.length, w.length)
        values = act(v.values[..., :width], w.values[..., :width])
        values = np.where(within(length, width), values, 0.0)
        return Ragged(values, length), same & ~np.isnan(values).any(axis=-1)

    return kernel


def _zip(act: Callable[[float, float], float], v: Vector, w: Vector) -> Vector:
    if len(v) != len(w):
        raise Undefined("vectors of different lengths")
    return _numbers([act(a, b) for a, b in zip(v, w, strict=True)])


def _numbers(values: list[float]) -> Vector:
    if any(value != value for value in values):
        raise Undefined("infinity minus infinity, or zero times infinity")
    return values


@primitive(kernel=_pointwise(np.minimum))
def lower(v: Vector, w: Vector) -> Vector:
    """The smaller number, node by node."""
    return _zip(min, v, w)


@primitive(kernel=_pointwise(np.maximum))
def upper(v: Vector, w: Vector) -> Vector:
    """The larger number, node by node."""
    return _zip(max, v, w)


@primitive(kernel=_pointwise(np.add))
def plus(v: Vector, w: Vector) -> Vector:
    """The sum, node by node."""
    return _zip(lambda a, b: a + b, v, w)


@primitive(kernel=_pointwise(np.multiply))
def times(v: Vector, w: Vector) -> Vector:
    """The product, node by node."""
    return _zip(lambda a, b: a * b, v, w)


def _spread(act: Callable[..., np.ndarray]) -> Callable[..., Any]:
    def kernel(graph: Ragged, v: Ragged) -> Any:
        same = graph.length == v.length
        width = min(graph.width, v.width)
        values = act(graph.values[..., :width, :width], v.values[..., :width, None])
        length = np.minimum(graph.length, v.length)
        inside = _inside(Ragged(values, length))
        values = np.where(inside, values, 0.0)
        return Ragged(values, length), same & ~np.isnan(values).any(axis=(-1, -2))

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


def _into(act: Any, neutral: float) -> Callable[..., Any]:
    def kernel(graph: Ragged) -> Any:
        values = act.reduce(np.where(_inside(graph), graph.values, neutral), axis=-2)
        return _vector(values, graph.length), ~np.isnan(values).any(axis=-1)

    return kernel


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
    return _numbers(graph.sum(axis=0).tolist())


@primitive(kernel=lambda graph: Ragged(graph.values.swapaxes(-1, -2), graph.length))
def transpose(graph: Graph) -> Graph:
    """The graph with every edge turned round."""
    return Graph(graph.T.copy())


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


def _iterate_column(f: Callable[..., Any], state: Ragged) -> Any:
    batch = function_batch(f, state)
    rounds = np.broadcast_to(state.length, batch)
    now, defined = broadcast(state, batch), np.ones(batch, bool)
    for done in range(int(state.length.max(initial=0))):
        active = done < rounds
        after, fine = f(now)
        if fine is not None:
            defined &= fine | ~active
        now = select(active, after, now)
    return now, defined


@primitive(kernel=_iterate_column)
def iterate(f: Callable[[Vector], Vector], state: Vector) -> Vector:
    """`f` applied to `state` again and again, as often as `state` has entries."""
    for _ in range(len(state)):
        state = f(state)
    return state


VOCABULARY = DSL.of(
    lower, upper, plus, times, add_rows, mul_rows, min_rows, min_into, max_into, sum_into, transpose, mark, iterate,
    constants=(0.0, 1.0, float("inf")),
    name="graphs",
)  # fmt: skip

"""What holds somewhere or everywhere: of truth values on the nodes of a graph, and of its nodes by number."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from contrast.dsl import primitive
from contrast.dsl.batched.columns import Ragged, within
from contrast.values import Graph
from contrast.vocab.kernels import schemes


@primitive(kernel=lambda truths: (truths.values & within(truths.length, truths.width)).any(axis=-1))
def some(truths: list[bool]) -> bool:
    """Whether at least one holds."""
    return any(truths)


@primitive(kernel=lambda truths: (truths.values | ~within(truths.length, truths.width)).all(axis=-1))
def every(truths: list[bool]) -> bool:
    """Whether all hold."""
    return all(truths)


def _numbered(graph: Ragged) -> Ragged:
    """The node numbers of each graph, padded."""
    return Ragged(np.where(within(graph.length, graph.width), np.arange(graph.width), 0), graph.length)


@primitive(kernel=lambda f, graph: schemes.held_once(f, _numbered(graph)))
def some_node(f: Callable[[int], bool], graph: Graph) -> bool:
    """Whether `f` holds for the number of at least one node, counted from 0; it is asked for all of them."""
    return True in [f(node) for node in range(len(graph))]


@primitive(kernel=lambda f, graph: schemes.held_throughout(f, _numbered(graph)))
def every_node(f: Callable[[int], bool], graph: Graph) -> bool:
    """Whether `f` holds for the number of every node, counted from 0; it is asked for all of them."""
    return False not in [f(node) for node in range(len(graph))]

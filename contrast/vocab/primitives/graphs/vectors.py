"""Numbers on the nodes of a graph, one a node: arithmetic and comparison node by node. A vector is list[float]."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from contrast.dsl import primitive
from contrast.dsl.batched.columns import Ragged, within
from contrast.errors import Undefined
from contrast.vocab.reals import SLACK

Vector = list[float]


def _pointwise(act: Callable[..., np.ndarray]) -> Callable[..., Any]:
    def kernel(v: Ragged, w: Ragged) -> Any:
        same = v.length == w.length
        width = min(v.width, w.width)
        length = np.minimum(v.length, w.length)
        values = act(v.values[..., :width], w.values[..., :width])
        values = np.where(within(length, width), values, values.dtype.type(0))
        return Ragged(values, length), same & ~np.isnan(values).any(axis=-1)

    return kernel


def _undone(undo: Callable[..., np.ndarray], act: Callable[..., np.ndarray]) -> Callable[..., Any]:
    """The inverse that `undo` computes node by node, where `act` leads from its values back to what was wanted."""

    def kernel(wanted: Ragged, w: Ragged) -> Any:
        with np.errstate(all="ignore"):
            v, defined = _pointwise(undo)(wanted, w)
            back, again = _pointwise(act)(v, w)
        near = np.isclose(back.values, wanted.values[..., : back.width], rtol=SLACK, atol=0.0) | ~within(v.length, v.width)
        return Ragged(v.values + 0.0, v.length), defined & again & near.all(axis=-1)

    return kernel


def _zip(act: Callable[[float, float], Any], v: Vector, w: Vector) -> list[Any]:
    if len(v) != len(w):
        raise Undefined("vectors of different lengths")
    return [act(a, b) for a, b in zip(v, w, strict=True)]


def numbers(values: Vector) -> Vector:
    """`values`, or `Undefined` if one of them is no number."""
    if any(value != value for value in values):
        raise Undefined("infinity minus infinity, or zero times infinity")
    return values


@primitive(kernel=_pointwise(np.minimum), commutes=True)
def lower(v: Vector, w: Vector) -> Vector:
    """The smaller number, node by node."""
    return _zip(min, v, w)


@primitive(kernel=_pointwise(np.maximum), commutes=True)
def upper(v: Vector, w: Vector) -> Vector:
    """The larger number, node by node."""
    return _zip(max, v, w)


_LESS, _OVER = _undone(np.subtract, np.add), _undone(np.divide, np.multiply)


@primitive(kernel=_pointwise(np.add), commutes=True, inverses={0: _LESS, 1: _LESS})
def plus(v: Vector, w: Vector) -> Vector:
    """The sum, node by node."""
    return numbers(_zip(lambda a, b: a + b, v, w))


@primitive(kernel=_pointwise(np.multiply), commutes=True, inverses={0: _OVER, 1: _OVER})
def times(v: Vector, w: Vector) -> Vector:
    """The product, node by node."""
    return numbers(_zip(lambda a, b: a * b, v, w))


@primitive(kernel=_pointwise(np.less))
def below(v: Vector, w: Vector) -> list[bool]:
    """Whether the first number is less than the second, node by node."""
    return _zip(lambda a, b: a < b, v, w)

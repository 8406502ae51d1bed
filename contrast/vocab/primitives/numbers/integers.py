"""Whole numbers: arithmetic and comparison. A value beyond 2**31 is undefined, so that columns never wrap around."""

from __future__ import annotations

from typing import Any

import numpy as np

from contrast.dsl import primitive
from contrast.errors import Undefined

INT_LIMIT = 2**31


def bounded(value: int) -> int:
    """`value`, or `Undefined` if it is beyond the limit."""
    if abs(value) > INT_LIMIT:
        raise Undefined("the number outgrew 2**31")
    return value


def bounded_column(values: np.ndarray) -> Any:
    """The kernel's form of `bounded`."""
    if values.size == 0 or (values.max() <= INT_LIMIT and values.min() >= -INT_LIMIT):
        return values
    return values, (values <= INT_LIMIT) & (values >= -INT_LIMIT)


def _reached(values: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """An inverse's column; no argument takes a result beyond the limit."""
    return values, np.broadcast_to((wanted <= INT_LIMIT) & (wanted >= -INT_LIMIT), values.shape)


def _difference(wanted: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return _reached(wanted - y, wanted)


@primitive(
    kernel=lambda x, y: bounded_column(np.add(x, y)),
    commutes=True,
    inverses={0: _difference, 1: _difference},
)
def add(x: int, y: int) -> int:
    """`x` plus `y`."""
    return bounded(x + y)


@primitive(
    kernel=lambda x, y: bounded_column(np.subtract(x, y)),
    inverses={0: lambda wanted, y: _reached(wanted + y, wanted), 1: lambda wanted, x: _reached(x - wanted, wanted)},
)
def sub(x: int, y: int) -> int:
    """`x` minus `y`."""
    return bounded(x - y)


def _quotient(wanted: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The exact quotient; a factor of zero leaves none or any."""
    quotient, left = np.divmod(wanted, np.where(y == 0, 1, y))
    values, reached = _reached(quotient, wanted)
    return values, reached & (y != 0) & (left == 0)


@primitive(
    kernel=lambda x, y: bounded_column(np.multiply(x, y)),
    commutes=True,
    inverses={0: _quotient, 1: _quotient},
)
def mul(x: int, y: int) -> int:
    """`x` times `y`."""
    return bounded(x * y)


def _mod_column(x: np.ndarray, y: np.ndarray) -> Any:
    nonzero = y != 0
    return np.mod(x, np.where(nonzero, y, 1)), np.broadcast_to(nonzero, np.broadcast_shapes(x.shape, y.shape))


@primitive(kernel=_mod_column)
def mod(x: int, y: int) -> int:
    """The remainder of `x` by `y`, with the sign of `y`."""
    if y == 0:
        raise Undefined("remainder by zero")
    return x % y


@primitive(kernel=np.minimum, commutes=True)
def min_(x: int, y: int) -> int:
    """The smaller of two numbers."""
    return x if x < y else y


@primitive(kernel=np.maximum, commutes=True)
def max_(x: int, y: int) -> int:
    """The larger of two numbers."""
    return x if x > y else y


@primitive(kernel=np.less)
def less(x: int, y: int) -> bool:
    """Whether `x` is less than `y`."""
    return x < y


@primitive(kernel=np.equal, commutes=True)
def equal(x: int, y: int) -> bool:
    """Whether `x` equals `y`."""
    return x == y

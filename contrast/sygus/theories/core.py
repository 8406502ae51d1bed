"""Primitives for the operators of SMT-LIB's theories Core and Ints that no vocabulary has."""

from __future__ import annotations

from typing import Any

import numpy as np

from contrast.dsl import primitive
from contrast.errors import Undefined
from contrast.vocab.primitives.numbers.integers import INT_LIMIT, bounded, bounded_column


@primitive(kernel=lambda p, q: np.logical_or(np.logical_not(p), q))
def implies(p: bool, q: bool) -> bool:
    """Whether `q` holds or `p` does not."""
    return q or not p


@primitive(
    kernel=np.not_equal,
    commutes=True,
    inverses=dict.fromkeys((0, 1), lambda wanted, other: _sure(np.not_equal(wanted, other))),
)
def differ(p: bool, q: bool) -> bool:
    """Whether exactly one holds."""
    return p != q


@primitive(
    kernel=np.equal,
    commutes=True,
    inverses=dict.fromkeys((0, 1), lambda wanted, other: _sure(np.equal(wanted, other))),
)
def agree(p: bool, q: bool) -> bool:
    """Whether both hold or neither."""
    return p == q


def _sure(column: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return column, np.ones(column.shape, dtype=bool)


@primitive(kernel=np.less_equal)
def less_equal(x: int, y: int) -> bool:
    """Whether `x` is at most `y`."""
    return x <= y


@primitive(kernel=np.greater)
def greater(x: int, y: int) -> bool:
    """Whether `x` is greater than `y`."""
    return x > y


@primitive(kernel=np.greater_equal)
def greater_equal(x: int, y: int) -> bool:
    """Whether `x` is at least `y`."""
    return x >= y


@primitive(
    kernel=lambda x: bounded_column(np.negative(x)),
    inverses={0: lambda wanted: (np.negative(wanted), _within_limit(wanted))},
)
def minus(x: int) -> int:
    """The negative of `x`."""
    return bounded(-x)


@primitive(kernel=lambda x: bounded_column(np.abs(x)))
def absolute(x: int) -> int:
    """`x` without its sign."""
    return bounded(abs(x))


def _within_limit(x: np.ndarray) -> np.ndarray:
    return (x <= INT_LIMIT) & (x >= -INT_LIMIT)


def _euclid_columns(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Quotient and remainder, the remainder never negative, and where they are defined."""
    divisor = np.where(y == 0, 1, y)
    quotient, remainder = np.divmod(x, divisor)
    below = remainder < 0
    return quotient + below, np.where(below, remainder - divisor, remainder), np.broadcast_to(y != 0, quotient.shape)


def _quotient_column(x: np.ndarray, y: np.ndarray) -> Any:
    quotient, _, defined = _euclid_columns(x, y)
    return quotient, defined & _within_limit(quotient)


def _remainder_column(x: np.ndarray, y: np.ndarray) -> Any:
    _, remainder, defined = _euclid_columns(x, y)
    return remainder, defined


@primitive(kernel=_quotient_column)
def quotient(x: int, y: int) -> int:
    """`x` by `y`, rounded so that the remainder is not negative (SMT-LIB's div)."""
    if y == 0:
        raise Undefined("quotient by zero")
    return bounded(x // y if y > 0 else -(x // -y))


@primitive(kernel=_remainder_column)
def remainder(x: int, y: int) -> int:
    """What `x` by `y` leaves, from 0 to below the size of `y` (SMT-LIB's mod)."""
    if y == 0:
        raise Undefined("remainder by zero")
    return x % abs(y)

"""The bits of whole numbers, negative ones in two's complement, so that every meaning is Python's."""

from __future__ import annotations

from typing import Any

import numpy as np

from contrast.dsl import primitive
from contrast.errors import Undefined
from contrast.vocab.primitives.numbers.integers import INT_LIMIT, bounded

SHIFTS = 31
"""The most places that bits are shifted by; numbers have no more bits."""


@primitive(kernel=np.bitwise_and, commutes=True)
def bit_and(x: int, y: int) -> int:
    """The bits that are set in both."""
    return x & y


@primitive(kernel=np.bitwise_or, commutes=True)
def bit_or(x: int, y: int) -> int:
    """The bits that are set in at least one."""
    return x | y


def _xor_back(wanted: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    values = np.bitwise_xor(wanted, y)
    return values, np.ones(values.shape, bool)


@primitive(kernel=np.bitwise_xor, commutes=True, inverses={0: _xor_back, 1: _xor_back})
def bit_xor(x: int, y: int) -> int:
    """The bits that are set in one alone."""
    return x ^ y


def _shift_right_column(x: np.ndarray, n: np.ndarray) -> Any:
    fine = (n >= 0) & (n <= SHIFTS)
    return np.right_shift(x, np.where(fine, n, 0)), np.broadcast_to(fine, np.broadcast_shapes(x.shape, n.shape))


@primitive(kernel=_shift_right_column)
def shift_right(x: int, n: int) -> int:
    """`x` without its lowest `n` bits."""
    if not 0 <= n <= SHIFTS:
        raise Undefined(f"a shift by {n} places; 0 to {SHIFTS} are allowed")
    return x >> n


def _shift_left_column(x: np.ndarray, n: np.ndarray) -> Any:
    fine = (n >= 0) & (n <= SHIFTS) & (np.abs(x) <= INT_LIMIT)
    shifted = np.left_shift(np.where(fine, x, 0), np.where(fine, n, 0))
    return shifted, fine & (np.abs(shifted) <= INT_LIMIT)


@primitive(kernel=_shift_left_column)
def shift_left(x: int, n: int) -> int:
    """`x` with `n` zeros behind its bits."""
    if not 0 <= n <= SHIFTS:
        raise Undefined(f"a shift by {n} places; 0 to {SHIFTS} are allowed")
    return bounded(bounded(x) << n)

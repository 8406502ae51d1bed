"""Words about whole numbers that public list languages have: quotient, square, parity, primes and squares."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from contrast.dsl import primitive
from contrast.errors import Undefined
from contrast.vocab.primitives.numbers.integers import INT_LIMIT, bounded, bounded_column


def _div_column(x: np.ndarray, y: np.ndarray) -> Any:
    nonzero = y != 0
    return np.floor_divide(x, np.where(nonzero, y, 1)), np.broadcast_to(nonzero, np.broadcast_shapes(x.shape, y.shape))


@primitive(kernel=_div_column)
def div(x: int, y: int) -> int:
    """The quotient of `x` by `y`, rounded down."""
    if y == 0:
        raise Undefined("division by zero")
    return x // y


@primitive(kernel=lambda x: bounded_column(np.multiply(x, x)))
def square(x: int) -> int:
    """`x` times itself."""
    return bounded(x * x)


@primitive(kernel=lambda x: (x & 1) == 0)
def is_even(x: int) -> bool:
    """Whether `x` is a multiple of two."""
    return x % 2 == 0


@primitive(kernel=lambda x: (x & 1) == 1)
def is_odd(x: int) -> bool:
    """Whether `x` is no multiple of two."""
    return x % 2 == 1


def _is_square_column(x: np.ndarray) -> Any:
    root = np.rint(np.sqrt(np.clip(x, 0, INT_LIMIT))).astype(np.int64)
    return (root * root == x), (x <= INT_LIMIT) & (x >= -INT_LIMIT)


@primitive(kernel=_is_square_column)
def is_square(x: int) -> bool:
    """Whether `x` is the square of a whole number."""
    return bounded(x) >= 0 and math.isqrt(x) ** 2 == x


WITNESSES = (2, 3, 5, 7)
"""Bases of the Miller-Rabin test; together they are right below 3,215,031,751 (Jaeschke 1993, On strong pseudoprimes)."""


def _is_prime_column(x: np.ndarray) -> Any:
    numbers, places = np.unique(x, return_inverse=True)
    odd = numbers[(numbers > 7) & (numbers <= INT_LIMIT) & (numbers & 1 == 1)]
    for base in WITNESSES:
        odd = odd[_probable(odd, base)]
    prime = np.isin(numbers, odd) | np.isin(numbers, WITNESSES)
    return prime[places].reshape(x.shape), (x <= INT_LIMIT) & (x >= -INT_LIMIT)


def _probable(odd: np.ndarray, base: int) -> np.ndarray:
    """Which odd numbers, between 8 and 2**31, one round of Miller-Rabin takes for primes."""
    low = (odd - 1) & (1 - odd)  # the largest power of two that divides odd - 1
    power = _powers(base, (odd - 1) // low, odd)
    passed: np.ndarray = (power == 1) | (power == odd - 1)
    for exponent in range(1, 31):
        power = power * power % odd
        passed |= (power == odd - 1) & (1 << exponent < low)
    return passed


def _powers(base: int, exponents: np.ndarray, modulus: np.ndarray) -> np.ndarray:
    result, factor = np.ones_like(modulus), base % modulus
    for bit in range(31):
        result = np.where(exponents >> bit & 1, result * factor % modulus, result)
        factor = factor * factor % modulus
    return result


@primitive(kernel=_is_prime_column)
def is_prime(x: int) -> bool:
    """Whether `x` is a prime number."""
    return bounded(x) > 1 and all(x % k for k in range(2, math.isqrt(x) + 1))

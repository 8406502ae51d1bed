"""Words about lists that public list languages have: parts of a list, and sort, reverse, sum, minimum, maximum.

Places count from 0, and from the end below 0, as in Python. None of this is in `lists`, whose tasks ask for such words.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from contrast.dsl import A, primitive
from contrast.dsl.batched.columns import Ragged, within
from contrast.dsl.batched.width import LIMIT, LONGEST
from contrast.errors import Undefined
from contrast.vocab.kernels.ragged import same_lists, shifted, trimmed
from contrast.vocab.primitives.numbers.integers import bounded, bounded_column


def _place(n: np.ndarray, length: np.ndarray) -> np.ndarray:
    """The place that `n` stands for, clipped to 0..length."""
    return np.clip(np.where(n < 0, n + length, n), 0, length)


def _part(start: np.ndarray, end: np.ndarray, xs: Ragged) -> Ragged:
    first = _place(start, xs.length)
    return shifted(xs, first, np.maximum(_place(end, xs.length) - first, 0))


@primitive(kernel=lambda n, xs: _part(np.zeros_like(n), n, xs))
def take(n: int, xs: list[A]) -> list[A]:
    """The first `n` elements, or as many as there are; below 0, all but the last `-n`."""
    return xs[:n]


@primitive(kernel=lambda n, xs: _part(n, xs.length, xs))
def drop(n: int, xs: list[A]) -> list[A]:
    """All but the first `n` elements; below 0, the last `-n`."""
    return xs[n:]


@primitive(kernel=_part)
def slice_(start: int, end: int, xs: list[A]) -> list[A]:
    """The elements from place `start` up to place `end`, which is not included."""
    return xs[start:end]


def _at_column(n: np.ndarray, xs: Ragged) -> Any:
    place = np.where(n < 0, n + xs.length, n)
    found = (place >= 0) & (place < xs.length)
    flat = np.arange(xs.length.size).reshape(xs.length.shape) * xs.width + np.where(found, place, 0)
    return xs.values.reshape(-1)[flat], found


@primitive(kernel=_at_column)
def at(n: int, xs: list[A]) -> A:
    """The element at place `n`."""
    if not -len(xs) <= n < len(xs):
        raise Undefined("no such place in the list")
    return xs[n]


@primitive(kernel=lambda xs: _at_column(np.full_like(xs.length, -1), xs))
def last(xs: list[A]) -> A:
    """The last element."""
    if not xs:
        raise Undefined("last of an empty list")
    return xs[-1]


@primitive(kernel=lambda xs: xs.length == 0)
def is_empty(xs: list[A]) -> bool:
    """Whether the list has no elements."""
    return not xs


def _reversed_column(xs: Ragged) -> Ragged:
    backwards = Ragged(xs.values[..., ::-1], xs.length)
    return shifted(backwards, xs.width - xs.length, xs.length)


@primitive(kernel=_reversed_column, inverses={0: lambda wanted: (_reversed_column(wanted), np.ones(wanted.length.shape, bool))})
def reverse(xs: list[A]) -> list[A]:
    """The elements from the last to the first."""
    return xs[::-1]


LARGEST = np.iinfo(np.int64).max


def _filled(xs: Ragged, value: int) -> np.ndarray:
    return np.where(within(xs.length, xs.width), xs.values, value)


@primitive(kernel=lambda xs: trimmed(np.sort(_filled(xs, LARGEST), axis=-1), xs.length))
def sort(xs: list[int]) -> list[int]:
    """The elements in ascending order."""
    return sorted(xs)


@primitive(kernel=lambda xs: bounded_column(xs.values.sum(axis=-1)))
def sum_(xs: list[int]) -> int:
    """The sum of the elements."""
    return bounded(sum(xs))


@primitive(kernel=lambda xs: (_filled(xs, LARGEST).min(axis=-1), xs.length > 0))
def minimum(xs: list[int]) -> int:
    """The smallest element."""
    if not xs:
        raise Undefined("minimum of an empty list")
    return min(xs)


@primitive(kernel=lambda xs: (_filled(xs, -LARGEST - 1).max(axis=-1), xs.length > 0))
def maximum(xs: list[int]) -> int:
    """The largest element."""
    if not xs:
        raise Undefined("maximum of an empty list")
    return max(xs)


def _counting(length: np.ndarray) -> Ragged:
    width = max(1, int(length.max(initial=0)))
    return trimmed(np.broadcast_to(np.arange(width), (*length.shape, width)), length)


def _range_column(n: np.ndarray) -> Any:
    fits = (n >= 0) & (n <= LIMIT.get())
    return _counting(np.where(fits, n, 0)), fits


@primitive(kernel=_range_column, inverses={0: lambda wanted: (wanted.length, same_lists(wanted, _counting(wanted.length)))})
def range_(n: int) -> list[int]:
    """The numbers from 0 to `n - 1`."""
    if not 0 <= n <= LONGEST:
        raise Undefined(f"a list of {n} elements; 0 to {LONGEST} are allowed")
    return list(range(n))


def _repeat_column(x: np.ndarray, n: np.ndarray) -> Any:
    fits = (n >= 0) & (n <= LIMIT.get())
    length = np.broadcast_to(np.where(fits, n, 0), np.broadcast_shapes(x.shape, n.shape))
    longest = max(1, int(length.max(initial=0)))
    return trimmed(np.broadcast_to(x[..., None], (*x.shape, longest)), length), fits


def _repeated_value(wanted: Ragged, n: np.ndarray) -> Any:
    first = wanted.values[..., 0]
    same = _all_are(wanted, first) & (wanted.length > 0) & (wanted.length == n)
    return np.broadcast_to(first, same.shape), same


def _repetitions(wanted: Ragged, x: np.ndarray) -> Any:
    same = _all_are(wanted, x)
    return np.broadcast_to(wanted.length, same.shape), same


def _all_are(xs: Ragged, x: np.ndarray) -> np.ndarray:
    same: np.ndarray = ((xs.values == x[..., None]) | ~within(xs.length, xs.width)).all(axis=-1)
    return same


@primitive(kernel=_repeat_column, inverses={0: _repeated_value, 1: _repetitions})
def repeat(x: A, n: int) -> list[A]:
    """A list of `n` times `x`."""
    if not 0 <= n <= LONGEST:
        raise Undefined(f"a list of {n} elements; 0 to {LONGEST} are allowed")
    return [x] * n

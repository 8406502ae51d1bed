"""The best place to cut each feature in two, for many features at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

CHUNK = 1 << 17
"""Values looked at together: they stay in the cache."""


TIED = 1e-9
"""Relative difference up to which two numbers are not parted: sums of the same numbers in another order differ by less."""


@dataclass(frozen=True)
class Cuts:
    """For each feature the cut that tells most.

    gains: (features,) bits about the labels, -inf where a feature is the same on all rows.  low, high: (features,) the
    values on both sides of the cut.
    """

    gains: np.ndarray
    low: np.ndarray
    high: np.ndarray


@cache
def _self_information(count: int) -> np.ndarray:
    """k log2 k for k from 0 to `count`."""
    numbers = np.arange(count + 1, dtype=np.float64)
    return numbers * np.log2(np.maximum(numbers, 1.0))


def best_cuts(values: np.ndarray, labels: np.ndarray) -> Cuts:
    """Cut each feature where the labels on both sides take fewest bits: n H(labels), summed over the sides.

    values: (features, rows).  labels: (rows,) small whole numbers.
    """
    parts = [_cut(values[part], labels) for part in _parts(*values.shape)]
    gains, low, high = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Cuts(gains, low, high)


def _parts(features: int, rows: int) -> Iterator[slice]:
    step = max(1, CHUNK // max(1, rows))
    for first in range(0, max(1, features), step):
        yield slice(first, first + step)


def _cut(values: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    count = len(labels)
    if count < 2 or not len(values):
        none = np.zeros(len(values))
        return np.full(len(values), -np.inf), none, none
    table = _self_information(count)
    order = np.argsort(values, axis=1, kind="stable")
    ordered = np.take_along_axis(values, order, axis=1)
    arranged = labels[order]
    sizes = np.arange(1, count)
    spent = np.broadcast_to(table[sizes] + table[count - sizes], (len(values), count - 1)).copy()
    for label, total in zip(*np.unique(labels, return_counts=True), strict=True):
        left = np.cumsum(arranged[:, :-1] == label, axis=1, dtype=np.int32)
        spent -= table[left]
        spent -= table[total - left]
    spent[_tied(ordered)] = np.inf
    best = spent.argmin(axis=1)
    rows = np.arange(len(values))
    gains = label_bits(labels) - spent[rows, best]
    return gains, ordered[rows, best].astype(float), ordered[rows, best + 1].astype(float)


def _tied(ordered: np.ndarray) -> np.ndarray:
    """Where a value is as good as the next one.  ordered: (features, rows).  Returns (features, rows - 1) bool."""
    if ordered.dtype.kind != "f":
        return np.asarray(ordered[:, 1:] == ordered[:, :-1])
    return np.asarray(np.diff(ordered, axis=1) <= TIED * np.abs(ordered[:, 1:]))


def label_bits(labels: np.ndarray) -> float:
    """n H: bits to tell the labels when their shares are known."""
    table = _self_information(len(labels))
    return float(table[len(labels)] - table[np.bincount(labels)].sum())

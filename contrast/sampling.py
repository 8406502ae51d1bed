"""Drawing inputs: seeds derived from names, default samplers from type hints, and test inputs reserved by hash."""

from __future__ import annotations

import hashlib
import string
from collections.abc import Callable, Sequence
from typing import Any, get_args

import numpy as np

from contrast.values import Graph, Grid, Kind, digest, element_kind, is_list

Rng = np.random.Generator
Sampler = Callable[[Rng, int], tuple[Any, ...]]
"""Draws one input tuple of a given size (the difficulty, such as a list's length)."""

RESERVED_SHARE = 0.25
"""The share of all inputs that only test splits may use."""


def seeded(*names: object) -> Rng:
    """A generator that depends on these names and nothing else."""
    key = hashlib.sha256("\x1f".join(map(str, names)).encode()).digest()
    return np.random.default_rng(np.frombuffer(key, dtype=np.uint32))


def is_reserved(task_name: str, inputs: Sequence[Any]) -> bool:
    """Whether these inputs belong to the test side. It follows from the inputs alone, so a training stream of any
    length can reject them."""
    return int(digest(task_name, list(inputs))[:8], 16) < RESERVED_SHARE * 2**32


def default_sampler(kinds: Sequence[Kind]) -> Sampler:
    """A sampler for these input kinds: numbers up to `size` in magnitude, lists, strings, grids and graphs of that size."""
    return lambda rng, size: tuple(_draw(kind, rng, size) for kind in kinds)


def _draw(kind: Kind, rng: Rng, size: int) -> Any:
    if kind is bool:
        return bool(rng.integers(2))
    if kind is int:
        return int(rng.integers(-size, size + 1))
    if kind is float:
        return float(rng.uniform(-size, size))
    if kind is str:
        return "".join(rng.choice(list(string.ascii_lowercase), size))
    if kind is Grid:
        return Grid(rng.integers(0, 10, (size, size)))
    if kind is Graph:
        return _draw_graph(rng, size)
    if is_list(kind):
        inner = element_kind(kind)
        return [_draw(inner, rng, 9 if inner is int else size) for _ in range(size)]
    return tuple(_draw(part, rng, size) for part in get_args(kind))


def _draw_graph(rng: Rng, size: int) -> Graph:
    weights = rng.integers(1, 10, (size, size)).astype(float)
    weights[rng.random((size, size)) < 0.6] = np.inf
    np.fill_diagonal(weights, 0.0)
    return Graph(weights)


def int_lists(low: int, high: int) -> Sampler:
    """One list of `size` whole numbers from `low` to `high`, both included."""
    return lambda rng, size: (rng.integers(low, high + 1, size).tolist(),)


def bit_lists(share: float = 0.5) -> Sampler:
    """One list of `size` bits, each set with probability `share`."""
    return lambda rng, size: ((rng.random(size) < share).tolist(),)


def biased_bits(rng: Rng, size: int) -> tuple[list[bool]]:
    """One list of `size` bits, mostly unset or mostly set."""
    return ((rng.random(size) < rng.choice([0.2, 0.8])).tolist(),)


def equal_starts(lists: Sampler, least: float = 0.0) -> Sampler:
    """Two lists of `size` elements that `lists` draws, equal up to a place: any one, or one at least that share along."""

    def draw(rng: Rng, size: int) -> tuple[list[Any], list[Any]]:
        (xs,), (ys,) = lists(rng, size), lists(rng, size)
        place = int(rng.integers(int(least * size), size + 1))
        return xs, xs[:place] + ys[place:]

    return draw

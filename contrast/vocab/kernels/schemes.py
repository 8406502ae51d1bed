"""The schemes that go through a list, on columns: a function argument meets the elements of many lists, or many states, at once.

A function argument is a callable on columns that returns a column and where it is defined (None: everywhere); it has
one body a row of the first batch axis. Every kernel here returns such a pair too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from contrast.dsl.batched.columns import Column, Ragged, broadcast, select, shape, within
from contrast.dsl.batched.text import alike
from contrast.vocab.kernels.ragged import kept, trimmed

Partial = tuple[Any, np.ndarray]
"""A column and where it is defined."""


def function_batch(f: Callable[..., Any], *columns: Column) -> tuple[int, ...]:
    """The batch shape of a function argument (one body a row) together with the columns it meets."""
    shapes = [shape(column) for column in columns]
    rows = len(f.bodies)  # type: ignore[attr-defined]
    return np.broadcast_shapes((rows, *[1] * (len(shapes[0]) - 1)), *shapes)


def _lists(column: Column, batch: tuple[int, ...]) -> Ragged:
    lists = broadcast(column, batch)
    assert isinstance(lists, Ragged)
    return lists


def _elementwise(f: Callable[..., Any], *lists: Ragged) -> tuple[Any, np.ndarray, np.ndarray, np.ndarray]:
    """`f` on the elements that stand side by side: its values, how many count, which, and in which lists all are defined."""
    batch = function_batch(f, *lists)
    width = min(xs.width for xs in lists)
    length = np.broadcast_to(np.minimum.reduce(np.broadcast_arrays(*[xs.length for xs in lists])), batch)
    inside = within(length, width)
    values, fine = f(*[np.broadcast_to(xs.values[..., :width], (*batch, width)) for xs in lists])
    defined = np.ones(batch, bool) if fine is None else (fine | ~inside).all(axis=-1)
    return values, length, inside, defined


def mapped(f: Callable[..., Any], *lists: Ragged) -> Partial:
    """`f` of each element, or of those side by side while all lists last."""
    values, length, _, defined = _elementwise(f, *lists)
    return trimmed(values, length), defined


def filtered(f: Callable[..., Any], xs: Ragged) -> Partial:
    """The elements for which `f` holds."""
    held, _, inside, defined = _elementwise(f, xs)
    return kept(xs, held & inside), defined


def counted(f: Callable[..., Any], xs: Ragged) -> Partial:
    """How many elements `f` holds for."""
    held, _, inside, defined = _elementwise(f, xs)
    return (held & inside).sum(axis=-1), defined


def held_once(f: Callable[..., Any], xs: Ragged) -> Partial:
    """Whether `f` holds for some element."""
    held, _, inside, defined = _elementwise(f, xs)
    return (held & inside).any(axis=-1), defined


def held_throughout(f: Callable[..., Any], xs: Ragged) -> Partial:
    """Whether `f` holds for every element."""
    held, _, inside, defined = _elementwise(f, xs)
    return (held | ~inside).all(axis=-1), defined


def _states(f: Callable[..., Any], state: Column, lists: Sequence[Ragged], places: range) -> Iterator[Partial]:
    """The states of a fold with where they are defined: the one given, then one after the elements at each place."""
    length = np.minimum.reduce([xs.length for xs in lists])
    defined = np.ones(length.shape, bool)
    yield state, defined
    for place in places:
        active = place < length
        after, fine = f(state, *[xs.values[..., place] for xs in lists])
        if fine is not None:
            defined = defined & (fine | ~active)
        state = after if active.all() else select(active, after, state)
        yield state, defined


def _last(states: Iterator[Partial]) -> Partial:
    return deque(states, maxlen=1).pop()


def _steps(*lists: Ragged) -> int:
    """The most elements that a fold may go through: those of the longest list of the column whose longest list is shortest."""
    return min(int(xs.length.max(initial=0)) for xs in lists)


def folded(f: Callable[..., Any], start: Column, *lists: Ragged) -> Partial:
    """The last state of a fold from the left, over one list or over several side by side."""
    batch = function_batch(f, *lists, start)
    return _last(_states(f, broadcast(start, batch), [_lists(xs, batch) for xs in lists], range(_steps(*lists))))


def folded_right(f: Callable[..., Any], start: Column, *lists: Ragged) -> Partial:
    """The last state of a fold from the right, likewise."""
    batch = function_batch(f, *lists, start)
    backwards = range(_steps(*lists) - 1, -1, -1)
    spread, start = [_lists(xs, batch) for xs in lists], broadcast(start, batch)
    return _last(_states(lambda state, *elements: f(*elements, state), start, spread, backwards))


def reduced(f: Callable[..., Any], xs: Ragged) -> Partial:
    """The last of the running results; there is none of an empty list."""
    state, defined = _last(_running(f, xs))
    return state, defined & (xs.length > 0)


def scanned(f: Callable[..., Any], xs: Ragged) -> Partial:
    """All the running results."""
    states, masks = zip(*_running(f, xs), strict=True)
    values = np.stack(alike(*states), axis=-1)
    return trimmed(values, np.broadcast_to(xs.length, values.shape[:-1])), masks[-1]


def _running(f: Callable[..., Any], xs: Ragged) -> Iterator[Partial]:
    lists = _lists(xs, function_batch(f, xs))
    return _states(f, lists.values[..., 0], [lists], range(1, _steps(xs)))

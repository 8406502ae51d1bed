"""Lists and the ways to go through them. No sort, reverse, insert, partition, sum, minimum or maximum of a list."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from contrast.dsl import A, B, primitive
from contrast.dsl.columns import Column, Ragged, broadcast, select, shape, within
from contrast.errors import Undefined

LENGTH_LIMIT = 4096
"""Elements a list may have; a longer one is undefined (a fold that doubles its state would not end otherwise)."""


def bounded_list(xs: list[Any]) -> list[Any]:
    """`xs`, or `Undefined` if it is too long."""
    if len(xs) > LENGTH_LIMIT:
        raise Undefined(f"the list outgrew {LENGTH_LIMIT} elements")
    return xs


def trimmed(values: np.ndarray, length: np.ndarray) -> Ragged:
    """A list column with zeros behind each list's end and no padding that no list needs."""
    width = max(1, int(length.max(initial=0)))
    values = values[..., :width] if values.shape[-1] > width else values
    return Ragged(np.where(within(length, values.shape[-1]), values, values.dtype.type(0)), length)


def _cons_column(x: np.ndarray, xs: Ragged) -> Any:
    batch = np.broadcast_shapes(x.shape, xs.length.shape)
    first, rest = np.broadcast_to(x, batch), broadcast(xs, batch)
    assert isinstance(rest, Ragged)
    length = rest.length + 1
    return Ragged(np.concatenate([first[..., None], rest.values], axis=-1), length), length <= LENGTH_LIMIT


@primitive(kernel=_cons_column)
def cons(x: A, xs: list[A]) -> list[A]:
    """`x` followed by the elements of `xs`."""
    return bounded_list([x, *xs])


def _concat_column(xs: Ragged, ys: Ragged) -> Any:
    batch = np.broadcast_shapes(xs.length.shape, ys.length.shape)
    first, second = broadcast(xs, batch), broadcast(ys, batch)
    assert isinstance(first, Ragged)
    assert isinstance(second, Ragged)
    joined = first.length + second.length
    fits = joined <= LENGTH_LIMIT
    length = np.where(fits, joined, 0)  # an undefined row takes no room, or a fold that doubles its state would fill the memory
    place = np.arange(max(1, int(length.max(initial=0))))
    from_first = np.take_along_axis(first.values, np.broadcast_to(np.minimum(place, xs.width - 1), (*batch, len(place))), -1)
    index = np.clip(place - first.length[..., None], 0, ys.width - 1)
    from_second = np.take_along_axis(second.values, index, -1)
    values = np.where(place < first.length[..., None], from_first, from_second)
    return trimmed(values, length), fits


@primitive(kernel=_concat_column)
def concat(xs: list[A], ys: list[A]) -> list[A]:
    """The elements of `xs`, then those of `ys`."""
    return bounded_list(xs + ys)


@primitive(kernel=lambda xs: (xs.values[..., 0], xs.length > 0))
def head(xs: list[A]) -> A:
    """The first element of `xs`."""
    if not xs:
        raise Undefined("head of an empty list")
    return xs[0]


@primitive(kernel=lambda xs: (trimmed(np.roll(xs.values, -1, -1), np.maximum(xs.length - 1, 0)), xs.length > 0))
def tail(xs: list[A]) -> list[A]:
    """`xs` without its first element."""
    if not xs:
        raise Undefined("tail of an empty list")
    return xs[1:]


@primitive(kernel=lambda xs: xs.length)
def length(xs: list[A]) -> int:
    """How many elements `xs` has."""
    return len(xs)


def function_batch(f: Callable[..., Any], *columns: Column) -> tuple[int, ...]:
    """The batch shape of a function argument (one body a row) together with the columns it meets."""
    shapes = [shape(column) for column in columns]
    rows = len(f.bodies)  # type: ignore[attr-defined]
    return np.broadcast_shapes((rows, *[1] * (len(shapes[0]) - 1)), *shapes)


def _elementwise(f: Callable[..., Any], xs: Ragged) -> tuple[np.ndarray, np.ndarray, Ragged]:
    """`f` on every element: its values, whether it is defined on all that count, and the lists at the full batch shape."""
    lists = broadcast(xs, function_batch(f, xs))
    assert isinstance(lists, Ragged)
    mapped, fine = f(lists.values)
    defined = np.ones(lists.length.shape, bool) if fine is None else (fine | ~within(lists.length, lists.width)).all(axis=-1)
    return mapped, defined, lists


def _map_column(f: Callable[..., Any], xs: Ragged) -> Any:
    mapped, defined, lists = _elementwise(f, xs)
    return trimmed(mapped, lists.length), defined


@primitive(kernel=_map_column)
def map_(f: Callable[[A], B], xs: list[A]) -> list[B]:
    """`f` of each element."""
    return [f(x) for x in xs]


def _filter_column(f: Callable[..., Any], xs: Ragged) -> Any:
    held, defined, lists = _elementwise(f, xs)
    keep = held & within(lists.length, lists.width)
    order = np.argsort(~keep, axis=-1, kind="stable")
    return trimmed(np.take_along_axis(lists.values, order, -1), keep.sum(axis=-1)), defined


@primitive(kernel=_filter_column)
def filter_(f: Callable[[A], bool], xs: list[A]) -> list[A]:
    """The elements for which `f` holds, in their order."""
    return [x for x in xs if f(x)]


def _states(f: Callable[..., Any], start: Column, xs: Ragged, first: int = 0) -> Iterator[tuple[Column, np.ndarray]]:
    """The states of a left fold with where they are defined: `start`, then one after each element from place `first` on."""
    batch = function_batch(f, xs, start)
    state, lists, defined = broadcast(start, batch), broadcast(xs, batch), np.ones(batch, bool)
    assert isinstance(lists, Ragged)
    yield state, defined
    for place in range(first, int(xs.length.max(initial=0))):
        active = place < lists.length
        after, fine = f(state, lists.values[..., place])
        if fine is not None:
            defined = defined & (fine | ~active)
        state = after if active.all() else select(active, after, state)
        yield state, defined


def _last(states: Iterator[tuple[Column, np.ndarray]]) -> tuple[Column, np.ndarray]:
    return deque(states, maxlen=1).pop()


@primitive(kernel=lambda f, start, xs: _last(_states(f, start, xs)))
def fold(f: Callable[[A, B], A], start: A, xs: list[B]) -> A:
    """Starting from `start`, `f(state, element)` for each element in turn; the last state."""
    state = start
    for x in xs:
        state = f(state, x)
    return state


def _reduce_column(f: Callable[..., Any], xs: Ragged) -> Any:
    state, defined = _last(_states(f, xs.values[..., 0], xs, first=1))
    return state, defined & (xs.length > 0)


@primitive(kernel=_reduce_column)
def reduce(f: Callable[[A, A], A], xs: list[A]) -> A:
    """The elements joined from the left by `f`."""
    if not xs:
        raise Undefined("reduce of an empty list")
    state = xs[0]
    for x in xs[1:]:
        state = f(state, x)
    return state


def _scan_column(f: Callable[..., Any], xs: Ragged) -> Any:
    states, masks = zip(*_states(f, xs.values[..., 0], xs, first=1), strict=True)
    values = np.stack(states, axis=-1)
    return trimmed(values, np.broadcast_to(xs.length, values.shape[:-1])), masks[-1]


@primitive(kernel=_scan_column)
def scan(f: Callable[[A, A], A], xs: list[A]) -> list[A]:
    """The running results of joining the elements from the left by `f`."""
    states: list[Any] = []
    for x in xs:
        states.append(f(states[-1], x) if states else x)
    return states

"""Lists and the ways to go through them. No sort, reverse, insert, partition, sum, minimum or maximum of a list."""

from __future__ import annotations

from collections.abc import Callable
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
    head = np.broadcast_to(x, batch)[..., None].astype(xs.values.dtype)
    tail_values = np.broadcast_to(xs.values, (*batch, xs.width))
    length = np.broadcast_to(xs.length, batch) + 1
    return Ragged(np.concatenate([head, tail_values], axis=-1), length), length <= LENGTH_LIMIT


@primitive(kernel=_cons_column)
def cons(x: A, xs: list[A]) -> list[A]:
    """`x` followed by the elements of `xs`."""
    return bounded_list([x, *xs])


def _concat_column(xs: Ragged, ys: Ragged) -> Any:
    batch = np.broadcast_shapes(xs.length.shape, ys.length.shape)
    first, second = broadcast(xs, batch), broadcast(ys, batch)
    assert isinstance(first, Ragged) and isinstance(second, Ragged)
    length = first.length + second.length
    place = np.arange(max(1, int(length.max(initial=0))))
    from_first = np.take_along_axis(first.values, np.broadcast_to(np.minimum(place, xs.width - 1), (*batch, len(place))), -1)
    index = np.clip(place - first.length[..., None], 0, ys.width - 1)
    from_second = np.take_along_axis(second.values, index, -1)
    values = np.where(place < first.length[..., None], from_first, from_second)
    return trimmed(values, length), length <= LENGTH_LIMIT


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


def _masked(defined: np.ndarray | None, used: np.ndarray) -> np.ndarray | None:
    """Where a function applied to the elements is defined on all those that count."""
    return None if defined is None else (defined | ~used).all(axis=-1)


def _elementwise(f: Callable[..., Any], xs: Ragged) -> tuple[np.ndarray, np.ndarray | None, np.ndarray, np.ndarray]:
    """`f` on every element: its values, where they are defined, which elements count, and the lists' lengths."""
    rows = len(f.bodies)  # type: ignore[attr-defined]
    batch = np.broadcast_shapes((rows, *[1] * (xs.length.ndim - 1)), xs.length.shape)
    values = np.broadcast_to(xs.values, (*batch, xs.width))
    lengths = np.broadcast_to(xs.length, batch)
    mapped, defined = f(values)
    return mapped, defined, within(lengths, xs.width), lengths


def _map_column(f: Callable[..., Any], xs: Ragged) -> Any:
    mapped, defined, used, lengths = _elementwise(f, xs)
    return trimmed(mapped, lengths), _masked(defined, used)


@primitive(kernel=_map_column)
def map_(f: Callable[[A], B], xs: list[A]) -> list[B]:
    """`f` of each element."""
    return [f(x) for x in xs]


def _filter_column(f: Callable[..., Any], xs: Ragged) -> Any:
    keep, defined, used, lengths = _elementwise(f, xs)
    keep = keep & used
    order = np.argsort(~keep, axis=-1, kind="stable")
    values = np.take_along_axis(np.broadcast_to(xs.values, keep.shape), order, -1)
    return trimmed(values, keep.sum(axis=-1)), _masked(defined, used)


@primitive(kernel=_filter_column)
def filter_(f: Callable[[A], bool], xs: list[A]) -> list[A]:
    """The elements for which `f` holds, in their order."""
    return [x for x in xs if f(x)]


def _states(f: Callable[..., Any], state: Column, xs: Ragged, start: int) -> Any:
    """The states of a left fold from element `start` on: yields (state, defined so far, element index)."""
    rows = len(f.bodies)  # type: ignore[attr-defined]
    batch = np.broadcast_shapes((rows, *[1] * (xs.length.ndim - 1)), shape(state), xs.length.shape)
    state = broadcast(state, batch)
    lengths, values = np.broadcast_to(xs.length, batch), np.broadcast_to(xs.values, (*batch, xs.width))
    defined = np.ones(batch, bool)
    for k in range(start, max(start, int(xs.length.max(initial=0)))):
        active = k < lengths
        after, fine = f(state, values[..., k])
        if fine is not None:
            defined &= fine | ~active
        state = after if active.all() else select(active, after, state)
        yield state, defined, k


def _fold_column(f: Callable[..., Any], start: Column, xs: Ragged) -> Any:
    rows = len(f.bodies)  # type: ignore[attr-defined]
    batch = np.broadcast_shapes((rows, *[1] * (xs.length.ndim - 1)), shape(start), xs.length.shape)
    state, defined = broadcast(start, batch), np.ones(batch, bool)
    for state, defined, _ in _states(f, start, xs, 0):  # noqa: B007  the last state is the value
        pass
    return state, defined


@primitive(kernel=_fold_column)
def fold(f: Callable[[A, B], A], start: A, xs: list[B]) -> A:
    """Starting from `start`, `f(state, element)` for each element in turn; the last state."""
    state = start
    for x in xs:
        state = f(state, x)
    return state


def _reduce_column(f: Callable[..., Any], xs: Ragged) -> Any:
    column, defined = _fold_column_from_first(f, xs)
    return column, defined & (np.broadcast_to(xs.length, defined.shape) > 0)


def _fold_column_from_first(f: Callable[..., Any], xs: Ragged) -> tuple[Column, np.ndarray]:
    first = xs.values[..., 0]
    rows = len(f.bodies)  # type: ignore[attr-defined]
    batch = np.broadcast_shapes((rows, *[1] * (xs.length.ndim - 1)), xs.length.shape)
    state: Column = np.broadcast_to(first, batch)
    defined = np.ones(batch, bool)
    for state, defined, _ in _states(f, first, xs, 1):  # noqa: B007  the last state is the value
        pass
    return state, defined


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
    first = xs.values[..., 0]
    rows = len(f.bodies)  # type: ignore[attr-defined]
    batch = np.broadcast_shapes((rows, *[1] * (xs.length.ndim - 1)), xs.length.shape)
    states, defined = [np.broadcast_to(first, batch)], np.ones(batch, bool)
    for state, defined, _ in _states(f, first, xs, 1):  # noqa: B007  the last mask is the one that counts
        states.append(state)
    return trimmed(np.stack(states, axis=-1), np.broadcast_to(xs.length, batch)), defined


@primitive(kernel=_scan_column)
def scan(f: Callable[[A, A], A], xs: list[A]) -> list[A]:
    """The running results of joining the elements from the left by `f`."""
    states: list[Any] = []
    for x in xs:
        states.append(f(states[-1], x) if states else x)
    return states



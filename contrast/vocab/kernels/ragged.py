"""Columns of lists: joining, moving and thinning them out, many at once. The kernels of the list primitives stand on these.

Every function relies on the zeros, or empty strings, behind each list's end, and leaves such there.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from contrast.dsl.batched.columns import Ragged, broadcast, nothing, within
from contrast.dsl.batched.text import alike
from contrast.dsl.batched.width import LIMIT


def narrowed(values: np.ndarray, length: np.ndarray) -> Ragged:
    """A list column without padding that no list needs. values: zeros behind each list's end."""
    width = max(1, int(length.max(initial=0)))
    return Ragged(values[..., :width] if values.shape[-1] > width else values, length)


def trimmed(values: np.ndarray, length: np.ndarray) -> Ragged:
    """`narrowed` for values with anything behind each list's end."""
    column = narrowed(values, length)
    return Ragged(np.where(within(length, column.width), column.values, nothing(column.values.dtype)), length)


def shifted(xs: Ragged, by: np.ndarray, length: np.ndarray) -> Ragged:
    """The lists from place `by` on; at most their first `length` elements.

    by, length: batch shapes that broadcast with that of `xs`; by in 0..width, length not negative.
    """
    batch = np.broadcast_shapes(xs.length.shape, by.shape, length.shape)
    length = np.broadcast_to(length, batch)
    width = max(1, int(length.max(initial=0)))
    room = xs.width + width
    padded = np.zeros((*xs.length.shape, room), xs.values.dtype)
    padded[..., : xs.width] = xs.values
    start = np.arange(xs.length.size).reshape(xs.length.shape) * room + by
    return trimmed(sliding_window_view(padded.reshape(-1), width)[start], length)


def joined(xs: Ragged, ys: Ragged) -> tuple[Ragged, np.ndarray]:
    """The elements of `xs`, then those of `ys`, and where that is no longer than a list may be.

    A list that is too long takes no room, or a fold that doubles its state would fill the memory.
    """
    batch = np.broadcast_shapes(xs.length.shape, ys.length.shape)
    total = xs.length + ys.length
    fits = total <= LIMIT.get()
    if not fits.all():
        xs, ys = _emptied(xs, fits), _emptied(ys, fits)
        total = np.where(fits, total, 0)
    left, right = alike(xs.values, ys.values)
    values = np.zeros((*batch, xs.width + ys.width), np.result_type(left, right))
    values[..., : xs.width] = left
    start = np.arange(total.size).reshape(batch) * values.shape[-1] + xs.length
    sliding_window_view(values.reshape(-1), ys.width, writeable=True)[start] = right
    return narrowed(values, total), fits


def _emptied(xs: Ragged, keep: np.ndarray) -> Ragged:
    """The lists where `keep` (of a larger batch shape) holds, empty ones elsewhere."""
    xs = broadcast(xs, keep.shape)  # type: ignore[assignment]
    length = np.where(keep, xs.length, 0)
    return trimmed(xs.values, length)


def kept(xs: Ragged, keep: np.ndarray) -> Ragged:
    """The elements where `keep`, batch shape + (width,), holds."""
    length = np.count_nonzero(keep, axis=-1)
    width = max(1, int(length.max(initial=0)))
    values = np.zeros((*keep.shape[:-1], width), xs.values.dtype)
    counts = length.ravel()
    first = np.arange(counts.size) * width - np.cumsum(counts) + counts  # where a list begins, less how many came before it
    source = np.flatnonzero(keep)
    elements = np.broadcast_to(xs.values, keep.shape).reshape(-1).take(source)
    values.reshape(-1)[np.repeat(first, counts) + np.arange(source.size)] = elements
    return Ragged(values, length)


def same_lists(xs: Ragged, ys: Ragged) -> np.ndarray:
    """Where two columns hold the same list, at the batch shape of both."""
    width = min(xs.width, ys.width)
    left, right = alike(xs.values, ys.values)
    same: np.ndarray = (xs.length == ys.length) & (left[..., :width] == right[..., :width]).all(axis=-1)
    return same


def put_first(x: np.ndarray, xs: Ragged) -> tuple[Ragged, np.ndarray]:
    """`x` in front of each list, and where that is no longer than a list may be."""
    length = np.broadcast_to(xs.length + 1, np.broadcast_shapes(x.shape, xs.length.shape))
    first, others = alike(x, xs.values)
    values = np.empty((*length.shape, xs.width + 1), np.result_type(first, others))
    values[..., 0] = first
    values[..., 1:] = others
    return Ragged(values, length), length <= LIMIT.get()


def without_first(xs: Ragged) -> tuple[Ragged, np.ndarray]:
    """Each list without its first element, and where it has one."""
    width = max(1, int(xs.length.max(initial=0)) - 1)
    rest = xs.values[..., 1 : width + 1] if xs.width > 1 else np.zeros_like(xs.values)
    return Ragged(rest, np.maximum(xs.length - 1, 0)), xs.length > 0


def first_of(wanted: Ragged, xs: Ragged) -> Any:
    """What stands before `xs` in a wanted list that is one longer: the inverse of `put_first` at its first argument."""
    rest, some = without_first(wanted)
    return np.broadcast_to(wanted.values[..., 0], (same := some & same_lists(rest, xs)).shape), same


def rest_of(wanted: Ragged, x: np.ndarray) -> Any:
    """What stands behind `x` in a wanted list that begins with it: the inverse of `put_first` at its second argument."""
    rest, some = without_first(wanted)
    mask = some & np.equal(*alike(wanted.values[..., 0], x))
    return broadcast(rest, mask.shape), mask


def before(wanted: Ragged, ys: Ragged) -> Any:
    """What stands before `ys` in a wanted list that ends with it: the inverse of `joined` at its first argument."""
    left = np.maximum(wanted.length - ys.length, 0)
    end = shifted(wanted, left, wanted.length - left)
    return shifted(wanted, np.zeros_like(left), left), same_lists(end, ys)


def behind(wanted: Ragged, xs: Ragged) -> Any:
    """What stands behind `xs` in a wanted list that begins with it: the inverse of `joined` at its second argument."""
    count = np.minimum(xs.length, wanted.length)
    start = shifted(wanted, np.zeros_like(count), count)
    return shifted(wanted, count, wanted.length - count), same_lists(start, xs)

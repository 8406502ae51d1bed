"""Text taken apart into lists of strings and put together again, on whole columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from contrast.dsl.batched.columns import Ragged, within
from contrast.dsl.batched.text import alike, capacity, codes, from_codes
from contrast.dsl.batched.width import LIMIT
from contrast.vocab.kernels.schemes import mapped
from contrast.vocab.kernels.strings import Answer, part


def parted(text: np.ndarray, pattern: np.ndarray) -> tuple[Ragged, np.ndarray]:
    """What stands between the places of the pattern; behind a text's last part all that follows is empty."""
    size, room = np.strings.str_len(pattern), np.asarray(capacity(text))
    length = np.where(size > 0, np.strings.count(text, pattern), 0) + 1
    start, parts = np.zeros(length.shape, np.int64), []
    for _ in range(int(length.max(initial=1))):
        found = np.where(size > 0, np.strings.find(text, pattern, start), -1)
        parts.append(part(text, start, np.where(found < 0, room, found)))
        start = np.where(found < 0, room, found + size)
    return Ragged(np.stack(parts, axis=-1), length), length <= LIMIT.get()


def characters(text: np.ndarray) -> Ragged:
    """The codes, each as a text of its own."""
    return Ragged(from_codes(codes(text)[..., None]), np.strings.str_len(text))


def joined(xs: Ragged, between: np.ndarray) -> Answer:
    """Every code is written to its place in the whole; what would outgrow the limit is not built."""
    texts, between = alike(xs.values, between)
    batch = np.broadcast_shapes(xs.length.shape, between.shape)
    texts, between = np.broadcast_to(texts, (*batch, xs.width)), np.broadcast_to(between, batch)
    length = np.broadcast_to(xs.length, batch)
    if texts.dtype == object:
        return _joined_objects(texts, length, between)
    sizes, gap = np.strings.str_len(texts), np.strings.str_len(between)
    total = sizes.sum(axis=-1) + gap * np.maximum(length - 1, 0)
    fits = total <= LIMIT.get()
    start = np.cumsum(sizes, axis=-1) - sizes + gap[..., None] * np.arange(xs.width)
    room = max(1, int(total.max(initial=0, where=fits)))
    built = np.zeros((*batch, room), np.uint8 if texts.dtype.kind == "S" else np.uint32)
    _write(built, np.flatnonzero(fits), texts, start)
    if xs.width > 1:
        between = np.where(within(length - 1, xs.width - 1), between[..., None], between.dtype.type())
        _write(built, np.flatnonzero(fits), between, start[..., 1:] - gap[..., None])
    return from_codes(built), fits


def _write(built: np.ndarray, rows: np.ndarray, texts: np.ndarray, start: np.ndarray) -> None:
    """Write texts of shape (*batch, n) to the places of `built` from `start` on, in these rows of the flattened batch.

    The first characters of all texts at once, then the second ones, and so on: most texts are short.
    """
    numbers = codes(texts.reshape(-1, texts.shape[-1])[rows].reshape(-1))
    place = (start.reshape(-1, texts.shape[-1])[rows] + (rows * built.shape[-1])[:, None]).reshape(-1)
    flat, left = built.reshape(-1), np.arange(len(numbers))
    for k in range(numbers.shape[-1]):
        left = left[numbers[left, k] > 0]
        if len(left) == 0:
            break
        flat[place[left] + k] = numbers[left, k]


def _joined_objects(texts: np.ndarray, length: np.ndarray, between: np.ndarray) -> Answer:
    found, fits = np.full(length.shape, "", object), np.ones(length.shape, bool)
    for place in np.ndindex(length.shape):
        text = str(between[place]).join(texts[place][: length[place]])
        fits[place] = len(text) <= LIMIT.get()
        found[place] = text if fits[place] else ""
    return found, fits


def each_joined(f: Callable[..., Any], xs: Ragged, between: np.ndarray) -> Answer:
    """`f` of each element, joined."""
    parts, defined = mapped(f, xs)
    text, fits = joined(parts, between)
    return text, fits & defined

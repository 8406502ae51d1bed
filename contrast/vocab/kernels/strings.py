"""The string primitives on whole columns of text, and backwards: what an argument must be for a wanted result.

Each takes one column an argument, whose batch shapes broadcast, and means what the primitive in `contrast.vocab.strings` says.
Positions outside a text mean nothing here, while numpy counts negative ones from the end: so all are brought inside first.
Numbers of characters are clipped to a column's room before they are added, since int64 wraps around.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from contrast.dsl.batched.text import alike, capacity, codes, from_codes, longest, pack_text, resized, same_text, unpack_text
from contrast.dsl.batched.width import LIMIT

Answer = tuple[np.ndarray, np.ndarray]
"""A column, and the mask of where it is defined."""

DIGITS = 18
"""Significant digits of a number that is read from text; int64 holds all such numbers, and the sum of any two."""

BLANKS = " \t\n\r\v\f"
"""The characters that trimming takes away."""

_DECIMALS = np.arange(10_000).astype("S")
_ZERO, _NINE = ord("0"), ord("9")


def on_text(act: Callable[..., Any]) -> Callable[..., Any]:
    """The kernel `act` with its text arguments in one form, for kernels that compare or join them."""
    return lambda *columns: act(*alike(*columns))


def backwards(act: Callable[..., Answer], blank: object = "") -> Callable[..., Answer]:
    """The inverse `act` with its text in one form; of texts that hold NUL, which have no array form, it says nothing."""

    def kernel(*columns: np.ndarray) -> Answer:
        texts = alike(*columns)
        if all(text.dtype != object for text in texts):
            return act(*texts)
        batch = np.broadcast_shapes(*[text.shape for text in texts])
        return np.full(batch, blank, "S1" if blank == "" else np.int64), np.zeros(batch, bool)

    return kernel


def part(text: np.ndarray, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
    """The characters from `start` to before `stop`, both from 0 up; none where `stop` is not behind `start`."""
    return np.asarray(np.strings.slice(text, start, np.maximum(start, stop)))


def substring(text: np.ndarray, start: np.ndarray, count: np.ndarray) -> np.ndarray:
    """With no more room than the largest count."""
    room = capacity(text)
    first = np.where(start < 0, room, np.minimum(start, room))
    wanted = np.clip(count, 0, room)
    return resized(part(text, first, first + wanted), int(wanted.max(initial=0)))


def character(text: np.ndarray, place: np.ndarray) -> np.ndarray:
    """Gathered from the codes: behind a text's end they are 0, so there the result is empty."""
    room = capacity(text)
    inside = (place >= 0) & (place < room)
    batch = np.broadcast_shapes(text.shape, place.shape)
    numbers = np.broadcast_to(codes(text), (*batch, room))
    index = np.broadcast_to(np.where(inside, place, 0), batch)[..., None]
    found = np.take_along_axis(numbers, index, axis=-1)
    return from_codes(np.where(np.broadcast_to(inside, batch)[..., None], found, found.dtype.type(0)))


def found_from(text: np.ndarray, pattern: np.ndarray, start: np.ndarray) -> np.ndarray:
    """The first place from `start` on, int64; -1 if there is none."""
    found = np.strings.find(text, pattern, np.clip(start, 0, capacity(text) + 1))
    return np.where(start < 0, -1, found)


def replaced(text: np.ndarray, pattern: np.ndarray, other: np.ndarray, times: np.ndarray | int = 1) -> np.ndarray:
    """The first `times` occurrences replaced.  numpy (2.4) fails on empty batches."""
    if 0 in np.broadcast_shapes(text.shape, pattern.shape, other.shape):
        return np.zeros(np.broadcast_shapes(text.shape, pattern.shape, other.shape), text.dtype)
    return np.asarray(np.strings.replace(text, pattern, other, times))


def all_replaced(text: np.ndarray, pattern: np.ndarray, other: np.ndarray) -> Answer:
    """Sized beforehand: what would outgrow the limit is not built."""
    size = np.strings.str_len(pattern)
    times = np.where(size > 0, np.strings.count(text, pattern), 0)
    fits = np.strings.str_len(text) + times * (np.strings.str_len(other) - size) <= LIMIT.get()
    return replaced(text, pattern, other, np.where(fits, times, 0)), fits


def is_digit(text: np.ndarray) -> np.ndarray:
    """0 to 9 only, where numpy takes the digits of all scripts."""
    numbers = codes(text)
    alone = numbers[..., 1] == 0 if capacity(text) > 1 else True
    return np.asarray(_digit(numbers[..., 0]) & alone)


def to_int(text: np.ndarray) -> Answer:
    """Most texts begin with no digit, so only the others are read."""
    values, fits = np.full(text.shape, -1), np.ones(text.shape, bool)
    begins = _digit(codes(text)[..., 0])
    if begins.any():
        values[begins], fits[begins] = _read(text[begins])
    return values, fits


def _digit(numbers: np.ndarray) -> np.ndarray:
    return (numbers >= _ZERO) & (numbers <= _NINE)


def _read(text: np.ndarray) -> Answer:
    """The numbers that texts of shape (n,) spell, -1 where one is not all digits; not defined beyond `DIGITS`."""
    numbers = codes(resized(text, longest(text)))
    number = (_digit(numbers) | (numbers == 0)).all(axis=-1)
    numbers = np.where(number[:, None], numbers, 0)
    size, zeros = np.count_nonzero(numbers, axis=-1), np.logical_and.accumulate(numbers == _ZERO, axis=-1).sum(axis=-1)
    values = np.zeros(len(text), np.int64)
    for place in range(numbers.shape[-1]):
        here = numbers[:, place]
        values = np.where(here > 0, values * 10 + here.astype(np.int64) - _ZERO, values)
    return np.where(number, values, -1), size - zeros <= DIGITS


def from_int(number: np.ndarray) -> np.ndarray:
    """Small numbers are looked up."""
    small = number.max(initial=0) < len(_DECIMALS)
    return np.where(number < 0, b"", _DECIMALS[np.maximum(number, 0)] if small else number.astype("S"))


def cased(act: Callable[[str], str], first: str) -> Callable[[np.ndarray], np.ndarray]:
    """The kernel of `str.lower` or `str.upper`, where `first` begins the 26 letters that change. ASCII in one go; other
    letters may change a text's length, so those texts are taken one by one."""
    low, high = ord(first), ord(first) + 25

    def kernel(text: np.ndarray) -> np.ndarray:
        numbers = codes(text)
        if numbers.max(initial=0) < 128:
            return from_codes(np.where((numbers >= low) & (numbers <= high), numbers ^ 32, numbers))
        column = pack_text([act(value) for value in unpack_text(text.reshape(-1))])
        return column.reshape(text.shape)

    return kernel


def trimmed(text: np.ndarray) -> np.ndarray:
    """Both forms lose the same characters; numpy's own choice differs between them."""
    return np.asarray(np.strings.strip(text, BLANKS.encode() if text.dtype.kind == "S" else BLANKS))


def behind(wanted: np.ndarray, start: np.ndarray) -> Answer:
    """What follows `start` to give `wanted`."""
    fits = np.strings.startswith(wanted, start)
    if not fits.any():
        return np.zeros(fits.shape, wanted.dtype), fits
    room = np.asarray(capacity(wanted))
    return part(wanted, np.where(fits, np.strings.str_len(start), room), room), fits


def before(wanted: np.ndarray, end: np.ndarray) -> Answer:
    """What stands before `end` to give `wanted`."""
    fits = np.strings.endswith(wanted, end)
    if not fits.any():
        return np.zeros(fits.shape, wanted.dtype), fits
    stop = np.where(fits, np.strings.str_len(wanted) - np.strings.str_len(end), 0)
    return part(wanted, np.asarray(0), stop), fits


def replacement(wanted: np.ndarray, text: np.ndarray, pattern: np.ndarray) -> Answer:
    """What was put in the place of `pattern`; any text would do where `text` does not contain it."""
    place = np.strings.find(text, pattern)
    room = np.asarray(capacity(text))
    left = part(text, np.asarray(0), np.maximum(place, 0))
    right = part(text, np.where(place < 0, room, place + np.strings.str_len(pattern)), room)
    stop = np.strings.str_len(wanted) - np.strings.str_len(right)
    fits = (place >= 0) & (stop >= place) & np.strings.startswith(wanted, left) & np.strings.endswith(wanted, right)
    return part(wanted, np.maximum(place, 0), np.where(fits, stop, 0)), fits


def spelt_int(wanted: np.ndarray) -> Answer:
    """The number that is spelt exactly so; the empty text is spelt by every negative one."""
    values, fits = to_int(wanted)
    fits = fits & (values >= 0)
    values = np.where(fits, values, 0)
    return values, fits & same_text(from_int(values), wanted)

"""Row hashes: programs with equal values on all rows have equal hashes."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from contrast.dsl.batched.columns import Column, Ragged
from contrast.dsl.batched.text import capacity, codes, from_codes, is_text, pack_text, resized
from contrast.sampling import seeded
from contrast.values import digest

_LENGTH = np.uint64(0x9E3779B97F4A7C15)
_LARGE = 1 << 32
_MIX = np.uint64(0xD6E8FEB86659FD93)

FLOAT_BITS_DROPPED = 12
"""Low mantissa bits that two floats may differ in and still count as equal: about 1e-12 relative."""

WORD = 8
"""Bytes of a text that are hashed at once."""


class _Multipliers:
    """Odd random 64-bit numbers, as many as are asked for, always the same ones."""

    def __init__(self, name: str):
        self._name = name
        self._numbers = np.zeros(0, np.uint64)

    def first(self, count: int) -> np.ndarray:
        if count > len(self._numbers):
            size = 1 << max(10, int(count).bit_length())
            drawn = seeded(self._name).integers(0, 2**63, size, dtype=np.uint64)
            self._numbers = drawn * np.uint64(2) + np.uint64(1)
        return self._numbers[:count]


_ROWS, _MASKS, _PLACES, _COLUMNS, _WORDS, _HIGH = map(
    _Multipliers, ("row hash", "mask hash", "place hash", "column hash", "word hash", "high character hash")
)


def row_hashes(column: Column, mask: np.ndarray | None = None) -> np.ndarray:
    """A 64-bit hash of each program's values, never 0.  column: batch (programs, rows); mask likewise.  (programs,) uint64.

    Undefined values must already be blank; where they are is part of the hash.
    """
    if isinstance(column, Ragged):
        elements = _mixed(_ragged_elements(column) + column.length.astype(np.uint64) * _LENGTH)
    else:
        elements = _elements(column)
    rows = elements.shape[1]
    hashed = elements @ _ROWS.first(rows)
    if mask is not None and not mask.all():
        hashed = hashed + (~mask).astype(np.uint64) @ _MASKS.first(rows)
    hashed = _mixed(hashed)
    hashed[hashed == 0] = 1
    return hashed


def _elements(values: np.ndarray) -> np.ndarray:
    if values.dtype == np.float64:
        bits = (values + 0.0).view(np.int64)
        kept = ((bits + (1 << (FLOAT_BITS_DROPPED - 1))) >> FLOAT_BITS_DROPPED).view(np.uint64)
        return _mixed(kept)  # whole numbers have only zeros in their low bits, which a sum of products would keep
    if values.dtype == object:
        return _object_elements(values)
    if is_text(values):
        return _text_elements(values)
    if values.dtype == bool:
        return values.astype(np.uint64)
    bits = values.view(np.uint64)
    if values.size == 0 or (values.max() < _LARGE and values.min() > -_LARGE):
        return bits
    return _folded(bits)


def _folded(bits: np.ndarray) -> np.ndarray:
    """Large numbers with their high bits in the low ones, too: a sum of products would keep the zeros at the low end."""
    folded = bits ^ (bits >> np.uint64(32))
    folded ^= folded >> np.uint64(16)
    folded ^= folded >> np.uint64(8)
    return np.asarray(folded)


def _text_elements(text: np.ndarray) -> np.ndarray:
    """Depends on the characters alone, neither on the room behind them nor on the array's form."""
    if text.dtype.kind == "S":
        return _mixed(_words(text))
    numbers = codes(text)
    high = numbers >> np.uint32(8)  # zero for every character that has a place in the other form
    hashed = _words(from_codes(numbers.astype(np.uint8)))
    return _mixed(hashed + _mixed(high.astype(np.uint64)) @ _HIGH.first(capacity(text)) if high.any() else hashed)


def _words(text: np.ndarray) -> np.ndarray:
    """The sum over eight bytes at a time; each word is mixed first, or differences in high bytes would cancel too often."""
    count = -(-capacity(text) // WORD)
    words = np.ascontiguousarray(resized(text, WORD * count)).reshape(-1).view(np.uint64).reshape(*text.shape, count)
    return np.asarray(_mixed(words) @ _WORDS.first(count))


def _object_elements(values: np.ndarray) -> np.ndarray:
    """Strings have the same hash as in an array of text, unless they hold NUL, which no such array can."""
    flat = values.ravel()
    plain_text = np.array([isinstance(value, str) and "\0" not in value for value in flat], dtype=bool)
    hashed = np.zeros(len(flat), np.uint64)
    hashed[plain_text] = _text_elements(pack_text(flat[plain_text].tolist()))
    hashed[~plain_text] = [_object_hash(value) for value in flat[~plain_text]]
    return hashed.reshape(values.shape)


def _object_hash(value: Any) -> int:
    return int.from_bytes(hashlib.blake2b(digest(value).encode(), digest_size=8).digest(), "little")


def _ragged_elements(column: Ragged) -> np.ndarray:
    elements = _elements(np.ascontiguousarray(column.values))
    if column.rank == 1:
        return np.asarray(elements @ _PLACES.first(column.width))
    places = _PLACES.first(column.width)[:, None] * _COLUMNS.first(column.width)[None, :]
    return np.asarray((elements * places).sum(axis=(-1, -2), dtype=np.uint64))


def _mixed(hashed: np.ndarray) -> np.ndarray:
    hashed = hashed ^ (hashed >> np.uint64(32))
    hashed *= _MIX
    hashed ^= hashed >> np.uint64(29)
    return hashed

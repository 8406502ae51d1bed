"""Row hashes: programs with equal values on all rows have equal hashes."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from contrast.dsl.columns import Column, Ragged
from contrast.sampling import seeded
from contrast.values import digest

_LENGTH = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xD6E8FEB86659FD93)

FLOAT_BITS_DROPPED = 12
"""Low mantissa bits that two floats may differ in and still count as equal: about 1e-12 relative."""


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


_ROWS, _MASKS, _PLACES, _COLUMNS = map(_Multipliers, ("row hash", "mask hash", "place hash", "column hash"))


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
        hashed = hashed + mask.astype(np.uint64) @ _MASKS.first(rows)
    hashed = _mixed(hashed)
    hashed[hashed == 0] = 1
    return hashed


def _elements(values: np.ndarray) -> np.ndarray:
    if values.dtype == np.float64:
        bits = (values + 0.0).view(np.int64)
        kept = ((bits + (1 << (FLOAT_BITS_DROPPED - 1))) >> FLOAT_BITS_DROPPED).view(np.uint64)
        return _mixed(kept)  # whole numbers have only zeros in their low bits, which a sum of products would keep
    if values.dtype == object:
        flat = [_object_hash(value) for value in values.ravel()]
        return np.array(flat, dtype=np.uint64).reshape(values.shape)
    return values.astype(np.uint64) if values.dtype == bool else values.view(np.uint64)


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

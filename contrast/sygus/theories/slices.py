"""Operators that join bit-vectors, cut, widen, repeat and rotate them. There is one for each choice of widths."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from contrast.dsl import Primitive
from contrast.vocab.primitives.numbers.bitvectors import WIDEST, Width

INDEXED = ("extract", "zero_extend", "sign_extend", "rotate_left", "rotate_right", "repeat")

Made = tuple[int, Primitive]
"""The width of the results, and the primitive."""


def sliced(name: str, bits: int, indices: Sequence[int]) -> Made | None:
    """The indexed operator `(_ name i …)` on vectors of so many bits; None if the indices do not fit."""
    if len(indices) != (2 if name == "extract" else 1):
        return None
    if name == "extract":
        high, low = indices
        return _extract(bits, high, low) if bits > high >= low else None
    by = indices[0]
    if name in ("rotate_left", "rotate_right"):
        left = by % bits if name == "rotate_left" else -by % bits
        return _made(f"{name}_{by}", bits, bits, lambda x: x << left | x >> (bits - left))
    wide = bits * by if name == "repeat" else bits + by
    if not bits <= wide <= WIDEST:
        return None
    if name == "repeat":
        return _made(f"{name}_{by}", bits, wide, lambda x: x * sum(1 << bits * k for k in range(by)))
    return _made(f"{name}_{by}", bits, wide, Width(bits).signed if name == "sign_extend" else lambda x: x)


def _extract(bits: int, high: int, low: int) -> Made:
    return _made(f"extract_{high}_{low}", bits, high - low + 1, lambda x: x >> low)


def _made(name: str, bits: int, wide: int, act: Callable[[Any], Any]) -> Made:
    """`act` takes an unsigned number, or a column of them in uint64, to a number whose lowest `wide` bits count."""
    narrow, result = Width(bits), Width(wide)

    def meaning(x: int) -> int:
        return result.value(act(narrow.unsigned(x)))

    def kernel(x: np.ndarray) -> np.ndarray:
        return result.trim(np.array(act(x.view(np.uint64))).view(np.int64))

    return wide, Primitive(name, (int,), int, meaning, kernel, f"From {bits} bits to {wide}.")


def concatenation(high: int, low: int) -> Made | None:
    """A vector of `high` bits in front of one of `low` bits; None if together they are too wide."""
    if high + low > WIDEST:
        return None
    wide = Width(high + low)

    def meaning(x: int, y: int) -> int:
        return wide.value(Width(high).unsigned(x) << low | Width(low).unsigned(y))

    def kernel(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        joined: np.ndarray = np.bitwise_or(np.left_shift(x, low), y)
        return joined

    return high + low, Primitive("concat_bits", (int, int), int, meaning, kernel, f"From {high} and {low} bits.")


def comparison() -> Primitive:
    """One bit: whether two vectors of one width are the same."""
    return Primitive(
        "bvcomp",
        (int, int),
        int,
        lambda x, y: int(x == y),
        lambda x, y: np.equal(x, y).astype(np.int64),
        "One bit: whether `x` and `y` are the same bits.",
        commutes=True,
    )

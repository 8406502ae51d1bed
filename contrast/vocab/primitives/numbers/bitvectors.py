"""Bit-vectors of 1 to 64 bits: the operators of SMT-LIB's theory of fixed-size bit-vectors, which are all total.

A value is an int that stands for a pattern of bits: the unsigned number for widths below 64, the two's complement
number for width 64. So every pattern has exactly one int, each fits int64, and kernels are a few numpy calls.
Source of the meanings: SMT-LIB 2.6, theory FixedSizeBitVectors and logic QF_BV (a division by zero gives all ones, a
remainder by zero the dividend; a shift by the width or more shifts everything out).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial

import numpy as np

from contrast.dsl import Primitive
from contrast.errors import BadPrimitive
from contrast.vocab.primitives.numbers.booleans import choose

WIDEST = 64
INVERSE_STEPS = 5
"""Newton's steps for the inverse of an odd number modulo 2**64: each doubles the right bits, and 3 are right at first."""


@dataclass(frozen=True)
class Width:
    """A number of bits, and how ints stand for patterns of so many bits."""

    bits: int

    @property
    def ones(self) -> int:
        """The unsigned number whose bits are all set."""
        return (1 << self.bits) - 1

    @property
    def sign(self) -> int:
        """The unsigned number with only the highest bit set."""
        return 1 << (self.bits - 1)

    def unsigned(self, value: int) -> int:
        """The unsigned number that a value stands for; of any other int, the number modulo 2**bits."""
        return value & self.ones

    def signed(self, value: int) -> int:
        """The two's complement number that a value stands for."""
        return ((value & self.ones) ^ self.sign) - self.sign

    def value(self, number: int) -> int:
        """The value that stands for a signed or unsigned number modulo 2**bits."""
        return self.signed(number) if self.bits == WIDEST else self.unsigned(number)

    def trim(self, column: np.ndarray) -> np.ndarray:
        """The kernel's `value`, of numbers modulo 2**64 in int64; the column is overwritten."""
        if self.bits < WIDEST:
            column &= self.ones
        return column

    def extend(self, column: np.ndarray) -> np.ndarray:
        """The kernel's `signed`."""
        return column if self.bits == WIDEST else np.subtract(np.bitwise_xor(column, self.sign), self.sign)


def _udiv(width: Width, x: int, y: int) -> int:
    return x // y if y else width.ones


def _urem(width: Width, x: int, y: int) -> int:
    return x % y if y else x


def _sdiv(width: Width, x: int, y: int) -> int:
    p, q = width.signed(x), width.signed(y)
    quotient = abs(p) // abs(q) if q else width.ones
    return quotient if (p < 0) == (q < 0) else -quotient


def _srem(width: Width, x: int, y: int) -> int:
    p, q = width.signed(x), width.signed(y)
    remainder = abs(p) % abs(q) if q else abs(p)
    return -remainder if p < 0 else remainder


def _shl(width: Width, x: int, y: int) -> int:
    return x << y if y < width.bits else 0


MEANINGS: Mapping[str, Callable[..., int]] = {
    "bvnot": lambda width, x: ~x,
    "bvneg": lambda width, x: -x,
    "bvand": lambda width, x, y: x & y,
    "bvor": lambda width, x, y: x | y,
    "bvxor": lambda width, x, y: x ^ y,
    "bvnand": lambda width, x, y: ~(x & y),
    "bvnor": lambda width, x, y: ~(x | y),
    "bvxnor": lambda width, x, y: ~(x ^ y),
    "bvadd": lambda width, x, y: x + y,
    "bvsub": lambda width, x, y: x - y,
    "bvmul": lambda width, x, y: x * y,
    "bvudiv": _udiv,
    "bvurem": _urem,
    "bvsdiv": _sdiv,
    "bvsrem": _srem,
    "bvsmod": lambda width, x, y: width.signed(x) % width.signed(y) if y else x,
    "bvshl": _shl,
    "bvlshr": lambda width, x, y: x >> y,
    "bvashr": lambda width, x, y: width.signed(x) >> y,
}
"""Of unsigned numbers; the result counts modulo 2**bits."""

TESTS: Mapping[str, Callable[..., bool]] = {
    "bvult": lambda width, x, y: x < y,
    "bvule": lambda width, x, y: x <= y,
    "bvugt": lambda width, x, y: x > y,
    "bvuge": lambda width, x, y: x >= y,
    "bvslt": lambda width, x, y: width.signed(x) < width.signed(y),
    "bvsle": lambda width, x, y: width.signed(x) <= width.signed(y),
    "bvsgt": lambda width, x, y: width.signed(x) > width.signed(y),
    "bvsge": lambda width, x, y: width.signed(x) >= width.signed(y),
    "=": lambda width, x, y: x == y,
}
"""Of unsigned numbers."""


def _natural(column: np.ndarray) -> np.ndarray:
    """The same bits as uint64."""
    return column.view(np.uint64)


def _bits(column: np.ndarray) -> np.ndarray:
    """The same bits of a uint64 column as int64."""
    return column.view(np.int64)


def _divide(act: Callable[..., np.ndarray], x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """An unsigned division without division by zero; what it gives there is replaced by the caller."""
    return _bits(act(_natural(x), np.maximum(_natural(y), np.uint64(1))))


def _udiv_column(width: Width, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.where(y == 0, width.value(-1), _divide(np.floor_divide, x, y))


def _urem_column(width: Width, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.where(y == 0, x, _divide(np.remainder, x, y))


def _sdiv_column(width: Width, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    p, q = width.extend(x), width.extend(y)
    quotient = np.where(q == 0, -1, _divide(np.floor_divide, np.abs(p), np.abs(q)))
    return width.trim(np.where((p < 0) == (q < 0), quotient, -quotient))


def _srem_column(width: Width, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    p, q = width.extend(x), width.extend(y)
    remainder = np.where(q == 0, np.abs(p), _divide(np.remainder, np.abs(p), np.abs(q)))
    return width.trim(np.where(p < 0, -remainder, remainder))


def _smod_column(width: Width, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    q = width.extend(y)
    return np.where(q == 0, x, width.trim(np.remainder(width.extend(x), np.where(q == 0, 1, q))))


def _lshr_column(width: Width, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return _bits(np.right_shift(_natural(x), _natural(y)))


def _ashr_column(width: Width, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    shift = _bits(np.minimum(_natural(y), np.uint64(WIDEST - 1)))
    return width.trim(np.right_shift(width.extend(x), shift))


KERNELS: Mapping[str, Callable[..., np.ndarray]] = {
    "bvnot": lambda width, x: width.trim(np.invert(x)),
    "bvneg": lambda width, x: width.trim(np.negative(x)),
    "bvand": lambda width, x, y: np.bitwise_and(x, y),
    "bvor": lambda width, x, y: np.bitwise_or(x, y),
    "bvxor": lambda width, x, y: np.bitwise_xor(x, y),
    "bvnand": lambda width, x, y: width.trim(np.invert(np.bitwise_and(x, y))),
    "bvnor": lambda width, x, y: width.trim(np.invert(np.bitwise_or(x, y))),
    "bvxnor": lambda width, x, y: width.trim(np.invert(np.bitwise_xor(x, y))),
    "bvadd": lambda width, x, y: width.trim(np.add(x, y)),
    "bvsub": lambda width, x, y: width.trim(np.subtract(x, y)),
    "bvmul": lambda width, x, y: width.trim(np.multiply(x, y)),
    "bvudiv": _udiv_column,
    "bvurem": _urem_column,
    "bvsdiv": _sdiv_column,
    "bvsrem": _srem_column,
    "bvsmod": _smod_column,
    "bvshl": lambda width, x, y: width.trim(_bits(np.left_shift(_natural(x), _natural(y)))),
    "bvlshr": _lshr_column,
    "bvashr": _ashr_column,
    "bvult": lambda width, x, y: np.less(_natural(x), _natural(y)),
    "bvule": lambda width, x, y: np.less_equal(_natural(x), _natural(y)),
    "bvugt": lambda width, x, y: np.greater(_natural(x), _natural(y)),
    "bvuge": lambda width, x, y: np.greater_equal(_natural(x), _natural(y)),
    "bvslt": lambda width, x, y: np.less(width.extend(x), width.extend(y)),
    "bvsle": lambda width, x, y: np.less_equal(width.extend(x), width.extend(y)),
    "bvsgt": lambda width, x, y: np.greater(width.extend(x), width.extend(y)),
    "bvsge": lambda width, x, y: np.greater_equal(width.extend(x), width.extend(y)),
    "=": lambda width, x, y: np.equal(x, y),
}


Solved = tuple[np.ndarray, np.ndarray]
"""What an inverse gives: a column of values, and the mask of where they are the only ones."""


def _sure(width: Width, column: np.ndarray) -> Solved:
    return width.trim(column), np.ones(column.shape, dtype=bool)


def _unmultiply(width: Width, wanted: np.ndarray, factor: np.ndarray) -> Solved:
    """Only an odd factor has an inverse modulo a power of two; found by Newton's iteration."""
    inverse = factor
    for _ in range(INVERSE_STEPS):
        inverse = inverse * (2 - factor * inverse)
    column = width.trim(wanted * inverse)
    return column, np.broadcast_to((factor & 1) == 1, column.shape)


INVERSES: Mapping[str, Mapping[int, Callable[..., Solved]]] = {
    "bvnot": {0: lambda width, wanted: _sure(width, ~wanted)},
    "bvneg": {0: lambda width, wanted: _sure(width, -wanted)},
    "bvxor": dict.fromkeys((0, 1), lambda width, wanted, other: _sure(width, wanted ^ other)),
    "bvxnor": dict.fromkeys((0, 1), lambda width, wanted, other: _sure(width, ~(wanted ^ other))),
    "bvadd": dict.fromkeys((0, 1), lambda width, wanted, other: _sure(width, wanted - other)),
    "bvsub": {0: lambda width, wanted, y: _sure(width, wanted + y), 1: lambda width, wanted, x: _sure(width, x - wanted)},
    "bvmul": dict.fromkeys((0, 1), _unmultiply),
}

COMMUTING = ("bvand", "bvor", "bvxor", "bvnand", "bvnor", "bvxnor", "bvadd", "bvmul", "=")

DOCS: Mapping[str, str] = {
    "bvnot": "Every bit of `x` turned over.",
    "bvneg": "The negative of `x`.",
    "bvand": "The bits set in both.",
    "bvor": "The bits set in at least one.",
    "bvxor": "The bits set in exactly one.",
    "bvnand": "The bits not set in both.",
    "bvnor": "The bits set in neither.",
    "bvxnor": "The bits that are alike.",
    "bvadd": "`x` plus `y`, modulo 2**bits.",
    "bvsub": "`x` minus `y`, modulo 2**bits.",
    "bvmul": "`x` times `y`, modulo 2**bits.",
    "bvudiv": "`x` by `y`, unsigned, rounded down; all ones if `y` is 0.",
    "bvurem": "The remainder of `x` by `y`, unsigned; `x` if `y` is 0.",
    "bvsdiv": "`x` by `y`, signed, rounded towards 0; 1 or -1 if `y` is 0.",
    "bvsrem": "The remainder of `x` by `y`, signed like `x`; `x` if `y` is 0.",
    "bvsmod": "The remainder of `x` by `y`, signed like `y`; `x` if `y` is 0.",
    "bvshl": "`x` shifted left by `y`, zeros coming in.",
    "bvlshr": "`x` shifted right by `y`, zeros coming in.",
    "bvashr": "`x` shifted right by `y`, copies of the highest bit coming in.",
    "bvult": "Whether `x` is less than `y`, unsigned.",
    "bvule": "Whether `x` is at most `y`, unsigned.",
    "bvugt": "Whether `x` is greater than `y`, unsigned.",
    "bvuge": "Whether `x` is at least `y`, unsigned.",
    "bvslt": "Whether `x` is less than `y`, signed.",
    "bvsle": "Whether `x` is at most `y`, signed.",
    "bvsgt": "Whether `x` is greater than `y`, signed.",
    "bvsge": "Whether `x` is at least `y`, signed.",
    "=": "Whether `x` and `y` are the same bits.",
}


@cache
def bitvectors(width: int) -> Mapping[str, Primitive]:
    """All the operators on bit-vectors of this width, by their SMT-LIB names, `=` and `ite` among them.

    Raises `BadPrimitive` for a width outside 1 to 64.
    """
    if not 1 <= width <= WIDEST:
        raise BadPrimitive(f"bit-vectors of {width} bits are not handled; use a width from 1 to {WIDEST}")
    made = {name: _make(name, Width(width)) for name in DOCS}
    return {**made, "ite": replace(choose, parameters=(bool, int, int), result=int)}


def _make(name: str, width: Width) -> Primitive:
    unary = name in ("bvnot", "bvneg")
    return Primitive(
        name="equal" if name == "=" else name,
        parameters=(int,) if unary else (int, int),
        result=bool if name in TESTS else int,
        meaning=partial(_test if name in TESTS else _compute, name, width),
        kernel=partial(KERNELS[name], width),
        doc=DOCS[name],
        commutes=name in COMMUTING,
        inverses={place: partial(undo, width) for place, undo in INVERSES.get(name, {}).items()},
    )


def _compute(name: str, width: Width, *values: int) -> int:
    return width.value(MEANINGS[name](width, *map(width.unsigned, values)))


def _test(name: str, width: Width, *values: int) -> bool:
    return TESTS[name](width, *map(width.unsigned, values))

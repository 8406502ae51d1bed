"""Constants that a program holds beside those of its DSL: which of them have a short name, and what they cost in bits."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import sympy

FREE_CONSTANT_BITS = 32.0
"""What a constant costs that was fitted to the examples and has no shorter name: a single-precision number."""

LARGEST_DENOMINATOR = 64
"""Of the fractions that count as names."""

MOST_DIGITS = 7
"""Significant digits of the decimals that count as names."""

FACTORS = {
    "1": 1.0, "pi": math.pi, "1/pi": 1 / math.pi, "pi**2": math.pi**2, "1/pi**2": math.pi**-2,
    "sqrt(2)": math.sqrt(2), "sqrt(3)": math.sqrt(3), "sqrt(pi)": math.sqrt(math.pi), "1/sqrt(pi)": math.pi**-0.5,
    "sqrt(2*pi)": math.sqrt(2 * math.pi), "1/sqrt(2*pi)": (2 * math.pi) ** -0.5,
}  # fmt: skip
"""By its sympy text, what a fraction may be multiplied by."""

FACTOR_BITS, RARE_FACTOR_BITS = {"1": 0.0, "pi": 4.0, "1/pi": 4.0}, 7.0
"""What these cost. Set by hand: measured constants are seldom roots, and three digits of any cost about 12 bits."""

UNDER = np.arange(1, LARGEST_DENOMINATOR + 1, dtype=float)
"""The denominators of fractions."""

CHARACTER_BITS = 8.0
"""What a letter of a text costs: a byte."""

SHORTEST = 8
"""Fractions of one number that are compared, those with the smallest denominators."""

SAME = 1e-14
"""Relative error within which a number is the one that a name stands for: float64's rounding of a few operations."""


@dataclass(frozen=True)
class Name:
    """A fraction or decimal, times a factor of `FACTORS`: its code length in bits, and the number that it stands for."""

    fraction: Fraction
    factor: str
    bits: float

    @property
    def value(self) -> float:
        return float(self.fraction) * float(FACTORS[self.factor])

    def to_sympy(self) -> sympy.Expr:
        import sympy

        return sympy.Rational(self.fraction.numerator, self.fraction.denominator) * sympy.sympify(self.factor)


@lru_cache(maxsize=2**16)
def name_of(value: float, within: float = SAME) -> Name | None:
    """The shortest name of a number no further from `value` than `within`, relative; None if none costs less than a free one."""
    return min(names_near(value, within), key=lambda name: (name.bits, abs(name.value - value)), default=None)


def names_near(value: float, within: float) -> list[Name]:
    """The names of numbers no further from `value` than `within`, relative, that cost less than a free constant."""
    if value == 0 or not math.isfinite(value):
        return [Name(Fraction(0), "1", 1.0)] if value == 0 else []
    names = [name for digits in range(1, MOST_DIGITS + 1) if (name := _decimal(value, digits)).bits < FREE_CONSTANT_BITS]
    names = [name for name in names if abs(name.value - value) <= within * abs(value)]
    for factor, size in FACTORS.items():
        if 1e-9 < abs(value / size) < 1e9:
            names += _fractions(value / size, factor, within)
    return names


def _decimal(value: float, digits: int) -> Name:
    """The nearest number of so many significant digits: those, and where the point is."""
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    bits = 2.0 + math.log2(10) * digits + _whole_bits(abs(int(exponent)) + 1)
    return Name(Fraction(mantissa) * Fraction(10) ** int(exponent), "1", bits)


def _fractions(rest: float, factor: str, within: float) -> list[Name]:
    """Fractions with a small denominator no further away than `within`, relative: both whole numbers, and which factor."""
    over = rest * UNDER
    whole = np.rint(over)
    near = np.flatnonzero((np.abs(over - whole) <= within * np.abs(over)) & (whole != 0))[:SHORTEST]
    fractions = [Fraction(int(whole[k]), int(UNDER[k])) for k in near]
    extra = 2.0 + FACTOR_BITS.get(factor, RARE_FACTOR_BITS)
    names = [Name(f, factor, extra + _whole_bits(f.numerator) + _whole_bits(f.denominator)) for f in fractions]
    return [name for name in names if name.bits < FREE_CONSTANT_BITS]


def _whole_bits(number: int) -> float:
    """The length of a whole number in P. Elias's gamma code (Universal codeword sets, 1975), its sign apart."""
    return 2.0 * math.floor(math.log2(max(1, abs(number)))) + 1.0


@lru_cache(maxsize=None, typed=True)  # True, 1 and 1.0 are equal, but do not cost the same
def constant_bits(value: Any) -> float:
    """What a constant costs that its DSL does not list: a truth value one bit, a number or a text at most `FREE_CONSTANT_BITS`, a
    list the sum of its values; a list of texts is told word by word."""
    if isinstance(value, bool):
        return 1.0
    if isinstance(value, tuple):
        return _list_bits(value)
    if not isinstance(value, int | float):
        return FREE_CONSTANT_BITS
    if isinstance(value, int):
        return min(FREE_CONSTANT_BITS, 2.0 + _whole_bits(value))
    name = name_of(value)
    return FREE_CONSTANT_BITS if name is None else name.bits


def _list_bits(values: tuple[Any, ...]) -> float:
    """The length, then each value; whole numbers alike, from the least to the greatest, which are told first."""
    length = _whole_bits(len(values) + 1)
    if values and all(isinstance(value, str) for value in values):
        return length + _text_bits([value.split(" ") for value in values])
    if not values or not all(type(value) is int for value in values):
        return length + sum(map(constant_bits, values))
    low, high = min(values), max(values)
    return length + constant_bits(low) + constant_bits(high) + len(values) * math.log2(high - low + 1)


def _text_bits(texts: list[list[str]]) -> float:
    """The distinct words in letters, each with its end; then each text as the places of its words among these, and its end."""
    distinct = {word for text in texts for word in text}
    spelt = sum(CHARACTER_BITS * (len(word) + 1) for word in distinct)
    return spelt + sum(len(text) + 1 for text in texts) * math.log2(len(distinct) + 1)

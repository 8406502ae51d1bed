"""The laws found so far, their error against their description bits, and the rule that picks one."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from contrast.dsl import Node
from contrast.dsl.constants import FREE_CONSTANT_BITS

EXACT = 1e-10
"""An error that only float64's rounding explains."""

PRECISION = 1e-12
"""No error counts as less: what lies below is rounding."""

REFUTED = 3.0
"""A law whose error on the rows held back is so many times the one on the rows it was fitted to is refuted."""

SPREAD = 0.3
"""An error beyond which a formula explains too little to be called a law: a coefficient of determination of 0.91."""


CERTAIN = 10.0
"""Bits that a law must save."""

SIGN_AND_POINT = 4.0
"""Bits of a constant beside those of its digits."""


def constant_price(precision: float) -> float:
    """About what a fitted constant costs once it is rounded to as many digits as the data tell.  precision: its standard error
    over its size."""
    return min(FREE_CONSTANT_BITS, SIGN_AND_POINT - math.log2(min(1.0, max(PRECISION, precision))))


@dataclass(frozen=True)
class Law:
    """A formula.  bits: its description.  error: root mean square on the rows it was fitted to, in units of the outputs' spread.
    checked: the same on rows held back for validation, `error` where there are none."""

    node: Node
    bits: float
    error: float
    checked: float

    @property
    def exact(self) -> bool:
        return max(self.error, self.checked) < EXACT

    @property
    def refuted(self) -> bool:
        """Whether it does not hold on the rows held back."""
        return not self.checked <= max(EXACT, REFUTED * self.error)

    def length(self, rows: int, held: int = 0) -> float:
        """Description length in bits of the formula, and of `rows` outputs given it, and of `held` ones held back (J. Rissanen,
        Modeling by shortest data description, 1978): normal errors cost the logarithm of their size each, up to a constant
        that all laws share."""
        return self.bits + rows * _size(self.error) + held * _size(self.checked)


def _size(error: float) -> float:
    return math.log2(max(PRECISION, error)) if error < math.inf else math.inf


class Front:
    """The laws that no other one beats in both bits and error.  rows, held: how many rows are fitted to, and held back."""

    def __init__(self, rows: int, held: int):
        self.rows, self.held = rows, held
        self.laws: list[Law] = []
        self.best: Law | None = None

    def add(self, law: Law) -> bool:
        """Whether the law is on the front."""
        if not math.isfinite(law.error) or any(other.bits <= law.bits and _worth(other) <= _worth(law) for other in self.laws):
            return False
        self.laws = [other for other in self.laws if not (law.bits <= other.bits and _worth(law) <= _worth(other))]
        self.laws.append(law)
        self.laws.sort(key=lambda law: law.bits)
        self.best = min(self.laws, key=self.length)
        return True

    def length(self, law: Law) -> float:
        """The description length on all rows; infinite for a law that the rows held back refute."""
        return math.inf if law.refuted else law.length(self.rows, self.held)

    @property
    def exact(self) -> bool:
        """Whether the best law is exact."""
        return self.best is not None and self.best.exact

    @property
    def shortest(self) -> float:
        """The least description length so far, of the rows that are fitted to alone."""
        return min((law.length(self.rows) for law in self.laws), default=math.inf)

    @property
    def price(self) -> float:
        """About what a fitted constant costs in a law as good as the best so far."""
        return FREE_CONSTANT_BITS if self.best is None else constant_price(self.best.error / math.sqrt(self.rows))

    def pick(self) -> Law | None:
        """The law with the shortest description of itself and all rows, of those that the rows held back do not refute."""
        return None if self.best is None or self.best.refuted else self.best

    def pick_of(self, right: Callable[[Law], bool]) -> Law | None:
        """The law with the shortest description of those that are right, where a tolerance says what that is; else `pick`."""
        return min(filter(right, self.laws), key=self.length, default=self.pick())

    def holds(self, law: Law) -> bool:
        """Whether a law may be called found: it explains most of the spread, and saves `CERTAIN` bits against the rows written
        out. Under a code of the rows alone, luck saves k bits with a probability of at most 2**-k."""
        return max(law.error, law.checked) <= SPREAD and self.length(law) < -CERTAIN


def _worth(law: Law) -> float:
    return max(PRECISION, law.error)

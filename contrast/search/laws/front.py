"""The laws found so far: their error against their description bits, and the rule that picks one."""

from __future__ import annotations

import math
from dataclasses import dataclass

from contrast.dsl import Node

EXACT = 1e-10
"""An error, relative to the spread, that only float64's rounding explains."""

PRECISION = 1e-12
"""No error counts as less: what lies below is rounding."""


@dataclass(frozen=True)
class Law:
    """A formula. bits: its description.  error: root mean square on the rows to fit, checked: on those held back for
    validation, both relative to the standard deviation of the outputs."""

    node: Node
    bits: float
    error: float
    checked: float

    def length(self, rows: int) -> float:
        """Description length in bits of the formula and of `rows` outputs given it (J. Rissanen, Modeling by shortest data
        description, 1978): normal errors cost log2 of their size each, up to a constant that all laws share."""
        return self.bits + rows * math.log2(max(PRECISION, self.error))

    @property
    def exact(self) -> bool:
        return max(self.error, self.checked) < EXACT


class Front:
    """The laws that no other one beats in both bits and error."""

    def __init__(self, rows: int):
        self.rows = rows
        self.laws: list[Law] = []
        self.best: Law | None = None

    def add(self, law: Law) -> bool:
        """Whether the law is on the front."""
        if not math.isfinite(law.error) or any(other.bits <= law.bits and _worth(other) <= _worth(law) for other in self.laws):
            return False
        self.laws = [other for other in self.laws if not (law.bits <= other.bits and _worth(law) <= _worth(other))]
        self.laws.append(law)
        self.laws.sort(key=lambda law: law.bits)
        self.best = min(self.laws, key=lambda law: law.length(self.rows))
        return True

    def length(self) -> float:
        """The least description length so far."""
        return math.inf if self.best is None else self.best.length(self.rows)


def _worth(law: Law) -> float:
    return max(PRECISION, law.error)

"""How many tokens beyond its input a network gets, so that its output has places."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Slots:
    """`extra` up to `longest` input tokens, then in proportion. A delayed output has as many more as the input has tokens, and
    one for STOP, since it has no places but these."""

    extra: int
    longest: int
    delayed: bool = False

    @classmethod
    def fit(cls, lengths: Sequence[tuple[int, int]], delayed: bool = False) -> Slots:
        """From pairs (input tokens, output values)."""
        return cls(max(0, max(after - before for before, after in lengths)), max(before for before, _ in lengths), delayed)

    def count(self, length: int) -> int:
        """For an input of `length` tokens."""
        more = self.extra if length <= self.longest else math.ceil(self.extra * length / max(1, self.longest))
        return more + length + 1 if self.delayed else more

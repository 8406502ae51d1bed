"""Whole numbers as digits: positional notation of a fixed width, from either end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MINUS = "-"
DIGITS = "0123456789"


@dataclass(frozen=True)
class Digits:
    """Decimal digits, at least `width` of them, zeros in front; a sign first where training had negative numbers.

    little: the least significant digit first (the sign then comes last).
    """

    width: int
    signed: bool
    little: bool = False

    @classmethod
    def fit(cls, values: Sequence[int], little: bool = False) -> Digits:
        """As wide as the longest of the values."""
        return cls(max((len(str(abs(value))) for value in values), default=1), any(value < 0 for value in values), little)

    @property
    def count(self) -> int:
        """Characters of a number that is not too long."""
        return self.width + self.signed

    @property
    def alphabet(self) -> tuple[str, ...]:
        """All characters that may be written, + where the sign is that of a number from 0 on."""
        return (*DIGITS, MINUS, "+") if self.signed else tuple(DIGITS)

    def write(self, value: int) -> list[str]:
        """The characters of a number; more than `count` if it is too long, or negative where none was."""
        sign = [MINUS if value < 0 else "+"] if self.signed or value < 0 else []
        found = sign + list(str(abs(value)).zfill(self.width))
        return found[::-1] if self.little else found

    def read(self, characters: Sequence[str]) -> int | None:
        """The number written so, None if it is none."""
        text = "".join(characters[::-1] if self.little else characters)
        body = text[1:] if text[:1] in (MINUS, "+") else text
        if not body.isdecimal():
            return None
        return -int(body) if text[0] == MINUS else int(body)

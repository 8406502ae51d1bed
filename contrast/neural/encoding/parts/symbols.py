"""Symbols: values with an id of their own, and one id for whatever was not seen in training."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

Numbers = Literal["symbol", "scalar", "digits", "digits_little"]
"""How whole numbers are read: one embedding each, as a standardised amount, or as decimal digits from either end."""

NUMBERS: tuple[Numbers, ...] = ("symbol", "scalar", "digits", "digits_little")

SYMBOLS = 256
"""Whole numbers are symbols while their range is at most this wide."""

WORD_SEEN = 3
"""Texts in lists are words, each a symbol, if there are at most `SYMBOLS` and each was seen so often on average."""

UNKNOWN = 0
"""The id of a value that was not seen in training."""


@dataclass(frozen=True)
class Symbols:
    """An alphabet. Ids run from 1; 0 is UNKNOWN."""

    values: tuple[Any, ...]

    @classmethod
    def of(cls, values: Iterable[Any]) -> Symbols:
        """The distinct values, sorted within each type."""
        return cls(tuple(sorted(set(values), key=lambda value: (isinstance(value, str), value))))

    @property
    def count(self) -> int:
        """Ids, UNKNOWN included."""
        return len(self.values) + 1

    @cached_property
    def _ids(self) -> dict[Any, int]:
        return {value: number for number, value in enumerate(self.values, start=1)}

    def id(self, value: Any) -> int:
        """The id of `value`, or UNKNOWN."""
        return self._ids.get(value, UNKNOWN)


def written(values: Sequence[Any], numbers: Numbers | None) -> Numbers:
    """How these numbers are written: as asked, else whole numbers of small range are symbols; with a fraction, an amount."""
    if any(isinstance(value, float) for value in values):
        return "scalar"
    if numbers is None:
        return "symbol" if not values or max(values) - min(values) < SYMBOLS else "scalar"
    return "symbol" if numbers.startswith("digits") and all(isinstance(value, bool) for value in values) else numbers


def are_words(texts: Sequence[str]) -> bool:
    """Whether texts come back often enough to be known as a whole; else they are read character by character."""
    distinct = len(set(texts))
    return 0 < distinct <= min(SYMBOLS, len(texts) / WORD_SEEN)

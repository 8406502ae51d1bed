"""Symbols: values with an id of their own, and one id for whatever was not seen in training."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

Numbers = Literal["symbol", "scalar"]
"""How whole numbers are written: one embedding each, or as a standardised amount."""

SYMBOLS = 256
"""Whole numbers are symbols while their range is at most this wide."""

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


def are_symbols(values: Sequence[Any], numbers: Numbers | None) -> bool:
    """Whether these numbers are written as symbols: as asked, else whole numbers of small range are."""
    if any(isinstance(value, float) for value in values):
        return False
    if numbers is not None:
        return numbers == "symbol"
    return not values or max(values) - min(values) < SYMBOLS

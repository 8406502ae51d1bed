"""What a search did, level by level."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    """One completed cost level, over all kinds of values.

    cost: in rounded bits.  candidates: programs tried.  kept: new on the examples, so stored.  duplicates: worth the same as
    a stored one.  undefined: without a value on some example.  bytes: what the search holds after the level.
    seconds: core-seconds that the level took.
    """

    cost: int
    candidates: int
    kept: int
    duplicates: int
    undefined: int
    bytes: int
    seconds: float

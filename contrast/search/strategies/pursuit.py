"""Quests that serve another, and how the work is shared among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from contrast.search.fit import Fit

if TYPE_CHECKING:
    from contrast.search.quest import Quest

BEGINNING_WORK = 500
"""What it takes to begin with a pursuit, in candidates."""


HALVING = 3
"""A pursuit that is so many bits dearer, or more doubtful, gets half the work. An enumeration takes eight times as long for them;
but what is dear around may be cheap inside: `second_largest` is found in 13 core-seconds, with 2 not in 22, others as before."""


def handicap(bits: float) -> float:
    """How much work counts on what costs, or is doubtful by, so many bits."""
    return float(2 ** (bits / HALVING))


class Pursuit(Protocol):
    """A quest in the service of another.  cost: of all that stands around what it finds.  work: what it has had so far."""

    quest: Quest
    steps: Iterator[Fit | None]
    cost: int
    work: float

    @property
    def handicap(self) -> float:
        """How much its work counts."""
        ...

    def progress(self) -> float:
        """The work so far, as much as it counts; the least is next."""
        ...

    def use(self, found: Fit, outer: Quest) -> Iterator[Fit]:
        """Programs for the outer quest, from what was found here."""
        ...


@dataclass
class Service:
    """Pursuits of one sort: how many may go on at a time, and how much work they may take against the outer quest's own."""

    most: int
    share: float
    work: float = 0.0
    pursuits: list[Pursuit] = field(default_factory=list)

    @property
    def room(self) -> int:
        """How many more may be begun."""
        return self.most - len(self.pursuits)

    def next(self) -> Pursuit:
        """The pursuit that has had least of its share."""
        return min(self.pursuits, key=lambda pursuit: pursuit.progress())

    def is_due(self, handicap: float) -> bool:
        """Whether it is the turn of another pursuit: all that go on have had more than their share."""
        return not self.pursuits or self.next().progress() >= BEGINNING_WORK * handicap

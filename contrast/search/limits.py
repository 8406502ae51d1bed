"""What a search may spend, checked between blocks: core-seconds, candidates, bytes."""

from __future__ import annotations

from dataclasses import dataclass, field

from contrast.solver import Budget, Stopwatch


class Spent(Exception):
    """The budget is used up; the argument is the reason."""

    @property
    def reason(self) -> str:
        return str(self.args[0])


@dataclass
class Meter:
    """Counts what a search does. `candidates` are programs evaluated, duplicates and undefined ones included."""

    budget: Budget
    candidates: int = 0
    unique: int = 0
    clock: Stopwatch = field(default_factory=Stopwatch)

    def check(self, stored_bytes: int) -> None:
        """Raise `Spent` if nothing more may be tried."""
        if self.budget.candidates is not None and self.candidates >= self.budget.candidates:
            raise Spent("out_of_candidates")
        if self.budget.seconds is not None and self.clock.seconds >= self.budget.seconds:
            raise Spent("out_of_time")
        if stored_bytes > self.budget.bytes:
            raise Spent("out_of_memory")

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
    """Counts what a search does.

    `candidates` are programs evaluated; of them `defined` have a value, and `unique` were not known before.
    """

    budget: Budget
    candidates: int = 0
    defined: int = 0
    unique: int = 0
    peak_bytes: int = 0
    clock: Stopwatch = field(default_factory=Stopwatch)

    def count(self, tried: int, defined: int, unique: int) -> None:
        """Add what a block came to."""
        self.candidates += tried
        self.defined += defined
        self.unique += unique

    def check(self, stored_bytes: int) -> None:
        """Raise `Spent` if nothing more may be tried."""
        self.peak_bytes = max(self.peak_bytes, stored_bytes)
        if self.budget.candidates is not None and self.candidates >= self.budget.candidates:
            raise Spent("out_of_candidates")
        if self.budget.seconds is not None and self.clock.seconds >= self.budget.seconds:
            raise Spent("out_of_time")
        if stored_bytes > self.budget.bytes:
            raise Spent("out_of_memory")

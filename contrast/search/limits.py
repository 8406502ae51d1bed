"""What a search may spend, checked between blocks: core-seconds, candidates, bytes."""

from __future__ import annotations

import mmap
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from contrast.solver import Budget, Stopwatch

BLOCK_BYTES = 12 * 2**20
"""What a block of candidates may take while it is computed."""

WORKING_BYTES = 2 * BLOCK_BYTES
"""What is left free when a search stops storing, so that it can go on with the level that it is at."""

RESIDENT = Path("/proc/self/statm")


class Spent(Exception):
    """The budget is used up; the argument is the reason."""

    @property
    def reason(self) -> str:
        return str(self.args[0])


@contextmanager
def ending(outcome: Any) -> Iterator[None]:
    """Whatever ends a search becomes the outcome's `reason`; what has been found stays, and is the reason unless interrupted."""
    try:
        yield
    except Spent as spent:
        outcome.reason = spent.reason
    except MemoryError:
        outcome.reason = "out_of_memory"
    except KeyboardInterrupt:
        outcome.reason = "interrupted"
    if outcome.fits and outcome.reason != "interrupted":
        outcome.reason = "found"


def resident_bytes() -> int:
    """The memory that this process holds; where the system does not tell, the most that it ever held; 0 on Windows."""
    try:
        return int(RESIDENT.read_bytes().split()[1]) * mmap.PAGESIZE
    except OSError:
        if sys.platform == "win32":
            return 0
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


@dataclass
class Meter:
    """Counts what a search does.

    `candidates` are programs evaluated; of them `defined` have a value, and `unique` were not known before. `toil` is what
    slow candidates count beyond one each where work is shared out. The budget's bytes bound what the whole process holds,
    the interpreter included.
    """

    budget: Budget
    candidates: int = 0
    defined: int = 0
    unique: int = 0
    toil: float = 0
    peak_bytes: int = 0
    clock: Stopwatch = field(default_factory=Stopwatch)
    _stopped: float | None = None

    @property
    def seconds(self) -> float:
        """Core-seconds so far."""
        return self.clock.seconds if self._stopped is None else self._stopped

    @property
    def work(self) -> float:
        """What has been done so far, in candidates: slow ones count more than once."""
        return self.candidates + self.toil

    def copy(self) -> Meter:
        """The counts as they are now."""
        return replace(self, _stopped=self.seconds)

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
        if max(resident_bytes() + BLOCK_BYTES, stored_bytes) > self.budget.bytes:
            raise Spent("out_of_memory")

    def reserve(self, more: int) -> None:
        """Raise `Spent` unless there is room for so many bytes beside those of a block."""
        if not self.has_room(more):
            raise Spent("out_of_memory")

    def has_room(self, more: int) -> bool:
        """Whether so many bytes can be had, and those of a few blocks still after them."""
        return resident_bytes() + more + WORKING_BYTES <= self.budget.bytes

"""The one protocol for both sides: the same examples, the same budget record, the same kind of answer."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from contrast.dsl import Program
from contrast.errors import UnknownName
from contrast.task import Example, Task

BUDGET_SECONDS = {"smoke": 3.0, "quick": 20.0, "full": 90.0}
DEFAULT_BYTES = 2 * 2**30


@dataclass(frozen=True)
class Budget:
    """What one trial may spend: core-seconds on one core (start-up, imports and the drawing of examples excluded), or
    counts, which make a run repeatable bit for bit. `bytes` bounds what a search stores."""

    seconds: float | None = None
    steps: int | None = None
    candidates: int | None = None
    bytes: int = DEFAULT_BYTES

    @classmethod
    def named(cls, name: str) -> Budget:
        """`smoke`, `quick` or `full`, or a number of seconds."""
        if name in BUDGET_SECONDS:
            return cls(seconds=BUDGET_SECONDS[name])
        try:
            seconds = float(name)
        except ValueError:
            raise UnknownName(f"no budget named {name!r}; use {', '.join(BUDGET_SECONDS)}, or a number of core-seconds") from None
        if not 0 < seconds < math.inf:
            raise UnknownName(f"a budget of {name} core-seconds is not positive and finite; give more than 0")
        return cls(seconds=seconds)

    def times(self, factor: int) -> Budget:
        """So many times the core-seconds, steps or candidates."""
        counts = {name: getattr(self, name) for name in ("seconds", "steps", "candidates")}
        return replace(self, **{name: factor * count for name, count in counts.items() if count is not None})


class Stopwatch:
    """Core-seconds spent so far by this process; `paused()` leaves a part out. spent: core-seconds counted from before."""

    def __init__(self, spent: float = 0.0) -> None:
        self._start = time.process_time()
        self._excluded = -spent

    @property
    def seconds(self) -> float:
        return time.process_time() - self._start - self._excluded

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Time inside is not charged."""
        before = time.process_time()
        try:
            yield
        finally:
            self._excluded += time.process_time() - before


@dataclass(frozen=True)
class Problem:
    """What a solver is given. `examples` are all the labels it may use, validation included; in the unlimited regime
    `stream` draws fresh ones without end and `examples` is empty. `checkpoint`: from where to go on, as a solution of the same
    problem by the same solver held it."""

    task: Task
    examples: Sequence[Example]
    seed: int
    stream: Callable[[], Iterator[Example]] | None = None
    checkpoint: bytes | None = None


@dataclass(frozen=True)
class Solution:
    """What a solver found.

    `predict` maps input tuples to outputs, None where it has no answer. `unfinished` says why the solver stopped before it was
    content (exhausted, out_of_time, out_of_memory, out_of_candidates, out_of_steps, still_improving, stopped_improving,
    diverged), None if it was content. `stopped_at` holds the counts at which it stopped, enough for a replay. `details` is
    JSON.
    """

    predict: Callable[[Sequence[tuple[Any, ...]]], list[Any]]
    unfinished: str | None
    stopped_at: dict[str, int]
    core_seconds: float
    program: Program | None = None
    details: dict[str, Any] = field(default_factory=dict)
    checkpoint: bytes | None = None


class Solver(Protocol):
    """Anything that solves problems. `version` changes whenever its results may."""

    name: str
    version: int
    options: dict[str, Any]

    def solve(self, problem: Problem, budget: Budget, replay: dict[str, int] | None = None) -> Solution:
        """Solve within the budget. `replay` is a stored `stopped_at`: do exactly that much again, whatever the time."""
        ...

"""What a search came to."""

from __future__ import annotations

from dataclasses import dataclass, field

from contrast.dsl import Program
from contrast.search.trace import Level


@dataclass(frozen=True)
class Scored:
    """A program with its description bits, and its error on validation rows: the share of wrong labels, or of a law the root
    mean square relative to the outputs' spread."""

    program: Program
    bits: float
    error: float


@dataclass
class Outcome:
    """What a search came to.

    program: the cheapest found that fits all examples, else the one that fits most of them (then `fits` is False), else None.
    reason: why it stopped: found, exhausted, out_of_costs (dearer programs than `LARGEST_COST` are not tried), out_of_time,
    out_of_candidates, out_of_memory, interrupted; no_law: the program is the best description of noisy numbers, but no law.
    cheapest: no program costs less, in the whole bits in which the search counts.
    exhausted_cost: no program of this cost or less fits, within the space that is searched: lists and texts at most twice
    as long as the examples', lambdas nested once, bodies that use what they bind and are told apart on sampled values (a
    constant body is only found where it is deduced).
    wrong_fits: programs that fitted the working rows only.  pareto: of noisy data the programs that no other beats in both bits
    and error, the shortest first.  found_seconds: core-seconds until the program was found.
    """

    program: Program | None = None
    fits: bool = False
    cheapest: bool = False
    reason: str = "exhausted"
    exhausted_cost: int = 0
    candidates: int = 0
    unique: int = 0
    wrong_fits: int = 0
    working_rows: int = 0
    core_seconds: float = 0.0
    found_seconds: float | None = None
    peak_bytes: int = 0
    levels: list[Level] = field(default_factory=list)
    pareto: list[Scored] = field(default_factory=list)

    def __str__(self) -> str:
        what = "no program" if self.program is None else str(self.program)
        fit = "" if self.fits else " (does not fit all examples)"
        return f"{what}{fit}: {self.reason}, {self.candidates:,} candidates, {self.core_seconds:.2f} core-seconds"

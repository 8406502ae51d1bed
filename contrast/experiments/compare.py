"""Strategies side by side: the same worlds, the same first queries, a table row for each."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from contrast.experiments.run import Run, run
from contrast.experiments.strategies import STRATEGIES
from contrast.experiments.world import QUERIES, World

Pair = tuple[str, str]
"""A strategy and a solver."""

SEARCHES: tuple[Pair, ...] = (("committee", "search"), ("random", "search"))


@dataclass(frozen=True)
class Row:
    """One strategy of one solver in one world, a run a seed."""

    runs: tuple[Run, ...]

    @property
    def world(self) -> str:
        return self.runs[0].world

    @property
    def strategy(self) -> str:
        return self.runs[0].strategy

    @property
    def solver(self) -> str:
        return self.runs[0].solver

    @property
    def identified(self) -> list[int | None]:
        """Queries until identified, by seed."""
        return [one.identified for one in self.runs]

    @property
    def median(self) -> float:
        """The median of those; infinite where it fell on a run that never identified its world."""
        return median(math.inf if count is None else count for count in self.identified)

    @property
    def least_median(self) -> float:
        """The same with one query more than it had for such a run."""
        return median(one.points[-1].queries + 1 if one.identified is None else one.identified for one in self.runs)

    @property
    def inside(self) -> float:
        """The median error inside the ranges after the last query."""
        return median(one.points[-1].inside for one in self.runs)

    @property
    def outside(self) -> float | None:
        """The same beyond them."""
        errors = [one.points[-1].outside for one in self.runs]
        return median(error for error in errors if error is not None) if None not in errors else None

    @property
    def wrong_claims(self) -> int:
        """Points of all runs at which the learner was certain, and wrong."""
        return sum(one.wrong_claims for one in self.runs)

    @property
    def core_seconds(self) -> float:
        """The median of a run."""
        return median(one.core_seconds for one in self.runs)


def pairs_of(strategies: Sequence[str]) -> list[Pair]:
    """Each strategy with its solvers; `random` beside others only with theirs."""
    chosen = {solver for name in strategies if name != "random" for solver in STRATEGIES[name][1]}
    return [(name, solver) for name in strategies for solver in STRATEGIES[name][1] if not chosen or solver in chosen]


def compare(
    worlds: Iterable[World],
    seeds: Iterable[int],
    pairs: Sequence[Pair] = SEARCHES,
    queries: int = QUERIES,
    noise: float | None = None,
    on_run: Callable[[Run], None] | None = None,
) -> list[Row]:
    """Every world with every pair of strategy and solver."""
    rows, seeds = [], list(seeds)
    for world in worlds:
        for strategy, solver in pairs:
            runs = []
            for seed in seeds:
                runs.append(run(world, strategy, solver, seed, queries, noise))
                if on_run is not None:
                    on_run(runs[-1])
            rows.append(Row(tuple(runs)))
    return rows


def summary(rows: Sequence[Row]) -> tuple[float, float]:
    """Medians over worlds: of the committee's queries until identified, and of their share of random's, where a run that never
    identified its world counts as if one more query had done it: the share is then at most so large."""
    found = {(row.world, row.strategy): row for row in rows if row.solver == "search"}
    ours = [row for row in found.values() if row.strategy == "committee"]
    shares = [row.least_median / found[row.world, "random"].least_median for row in ours]
    return median(row.median for row in ours), median(shares)

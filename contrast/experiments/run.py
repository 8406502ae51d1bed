"""The scientific method as a loop: ask, measure, drop what is refuted, ask where the rest disagree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from contrast.errors import BadValue, UnknownName
from contrast.experiments.interface import Interface
from contrast.experiments.judging import Judge
from contrast.experiments.learners.ensemble import Ensemble
from contrast.experiments.learners.laws import Laws
from contrast.experiments.learners.learner import Learner
from contrast.experiments.learners.version_space import VersionSpace
from contrast.experiments.strategies import STRATEGIES
from contrast.experiments.world import QUERIES, World
from contrast.search.laws import is_law
from contrast.solver import Budget, Stopwatch
from contrast.task import Example
from contrast.values import plain

START = 3
"""Queries drawn at random with which every strategy begins, the same ones for each seed."""

POOL = 256
"""Inputs drawn from the ranges, of which queries are chosen; a random strategy takes them in the order of the draw."""


@dataclass(frozen=True)
class Point:
    """What a learner knew after some queries.  inside, outside: errors on fresh inputs, see `Verdict`.  right: whether both are
    within the tolerance.  claimed: whether all its hypotheses agreed."""

    queries: int
    inside: float
    outside: float | None
    right: bool
    claimed: bool


@dataclass(frozen=True)
class Run:
    """One learner in one world.  points: the curve, from the first `START` queries on.  program: the law found, as text."""

    world: str
    strategy: str
    solver: str
    seed: int
    noise: float
    points: tuple[Point, ...]
    program: str | None
    core_seconds: float

    @property
    def identified(self) -> int | None:
        """Queries after which all judgements were right, to the end; None if the last one was wrong."""
        wrong = [place for place, point in enumerate(self.points) if not point.right]
        first = wrong[-1] + 1 if wrong else 0
        return self.points[first].queries if first < len(self.points) else None

    @property
    def wrong_claims(self) -> int:
        """Points at which the learner was certain, and wrong."""
        return sum(point.claimed and not point.right for point in self.points)

    def to_dict(self) -> dict[str, Any]:
        """The run as JSON holds it; an infinite error becomes the text "inf"."""
        points = [{name: plain(value) for name, value in asdict(point).items()} for point in self.points]
        return {**asdict(self), "points": points, "identified": self.identified, "wrong_claims": self.wrong_claims}


def run(
    world: World,
    strategy: str,
    solver: str,
    seed: int = 0,
    queries: int = QUERIES,
    noise: float | None = None,
    effort: Budget | None = None,
) -> Run:
    """Let a solver (`search` or `nets`) find out about a world.

    noise: in place of the world's own.  effort: in place of the learner's own, for an enumeration, one search for laws, or the
    training of one net.  Core-seconds are those of the learner: judging is not charged.
    """
    if strategy not in STRATEGIES:
        raise UnknownName(f"no strategy named {strategy!r}; there are {', '.join(STRATEGIES)}")
    choose, solvers = STRATEGIES[strategy]
    if solver not in solvers:
        raise BadValue(f"strategy {strategy!r} goes with {' and '.join(solvers)}, not with {solver!r}")
    if queries < START:
        raise BadValue(f"{queries} queries: every strategy begins with {START} random ones, so give at least {START}")
    noise = world.noise if noise is None else noise
    lab, judge = world.open(queries, noise, seed), Judge(world, noise, seed)
    pool = lab.interface.pool(POOL, "pool", seed)
    left, examples, points = list(range(len(pool))), [], []
    learner = _learner(solver, lab.interface)(lab.interface, pool, seed, *([effort] if effort else []))
    watch, disputes = Stopwatch(), np.zeros(len(pool))
    for count in range(1, min(queries, len(pool)) + 1):
        place = left[0] if count <= START else choose(disputes, left)
        left.remove(place)
        examples.append(Example(pool[place], lab.query(pool[place])))
        if count < START:
            continue
        learner.learn(examples)
        disputes = learner.disputes()
        with watch.paused():
            verdict = judge.verdict(learner.predict, {example.inputs for example in examples})
        claimed = learner.fits and not disputes.any()
        points.append(Point(count, verdict.inside, verdict.outside, verdict.right, claimed))
    law = None if learner.program is None else str(learner.program)
    return Run(world.name, strategy, solver, seed, noise, tuple(points), law, watch.seconds)


def _learner(solver: str, interface: Interface) -> Callable[..., Learner]:
    """The class of learner that fits a world."""
    if solver == "nets":
        return Ensemble
    return Laws if is_law(interface.dsl, interface.inputs, interface.kind) else VersionSpace

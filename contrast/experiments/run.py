"""The scientific method as a loop: ask, measure, drop what is refuted, ask where the rest disagree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from contrast.errors import BadValue, UnknownName
from contrast.experiments.judging import Judge
from contrast.experiments.learner import Learner
from contrast.experiments.strategies import STRATEGIES
from contrast.experiments.world import QUERIES, Interface, World
from contrast.search.laws import is_law
from contrast.solver import Budget, Stopwatch
from contrast.task import Example

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


def run(
    world: World,
    strategy: str,
    solver: str,
    seed: int = 0,
    queries: int = QUERIES,
    noise: float | None = None,
    effort: Budget | None = None,
    on_point: Callable[[Point], None] | None = None,
) -> Run:
    """Let a solver (`search` or `nets`) find out about a world.

    noise: in place of the world's own.  effort: in place of the learner's own, for an enumeration, one search for laws, or the
    training of one net.  Neither judging nor the world's answers are charged.
    """
    if strategy not in STRATEGIES:
        raise UnknownName(f"no strategy named {strategy!r}; there are {', '.join(STRATEGIES)}")
    choose, solvers = STRATEGIES[strategy]
    if solver not in solvers:
        raise BadValue(f"strategy {strategy!r} goes with {' and '.join(solvers)}, not with {solver!r}")
    if queries < START:
        raise BadValue(f"{queries} queries: every strategy begins with {START} random ones, so give at least {START}")
    noise = world.noise if noise is None else noise
    lab = world.open(queries, noise, seed)
    judge, watch = Judge(world, noise, seed), Stopwatch()
    pool = lab.interface.pool(POOL, "pool", seed)
    left, examples, points = list(range(len(pool))), [], []
    learner = _learner(solver, lab.interface)(lab.interface, pool, seed, *([effort] if effort else []))
    place = left[0]
    while True:
        left.remove(place)
        examples.append(Example(pool[place], lab.query(pool[place])))
        if len(examples) < START and left:
            place = left[0]
            continue
        learner.learn(examples)
        disputes = learner.disputes()
        with watch.paused():
            verdict = judge.verdict(learner.predict, {example.inputs for example in examples})
        claimed = learner.fits and not disputes.any()
        points.append(Point(len(examples), verdict.inside, verdict.outside, verdict.right, claimed))
        if on_point is not None:
            on_point(points[-1])
        if not lab.left or not left:
            break
        place = choose(disputes, left)
    law = None if learner.program is None else str(learner.program)
    return Run(world.name, strategy, solver, seed, noise, tuple(points), law, watch.seconds)


def _learner(solver: str, interface: Interface) -> Callable[..., Learner]:
    """Imported when needed: the nets bring torch."""
    made: Any
    if solver == "nets":
        from contrast.experiments.ensemble import Ensemble as made
    elif is_law(interface.dsl, interface.inputs, interface.kind):
        from contrast.experiments.laws import Laws as made
    else:
        from contrast.experiments.version_space import VersionSpace as made
    return made  # type: ignore[no-any-return]

"""A ladder: the trials of one task in which one thing grows, rung by rung, and the others stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contrast.catalog import load_solver, load_task, solver_for
from contrast.errors import BadValue
from contrast.solver import Budget
from contrast.study.trial import Trial, learns_from_stream

WIDTHS = (1, 2, 4, 8)
DEPTHS = (1, 2, 4)
BUDGETS = (1, 2, 4, 8)
"""Factors on the base net's width and depth, and on the budget."""

COUNTS = tuple(32 * 2**k for k in range(9))
"""Examples in the fixed regime: 32 to 8,192."""

X = {"width": "parameters", "depth": "parameters", "examples": "N", "budget": "core-seconds"}
"""What grows, and what the error is fitted against."""


@dataclass(frozen=True)
class Base:
    """A small net on a task, from which everything grows. net: a solver reference without a width or depth."""

    task: str
    net: str
    width: int = 16
    depth: int = 1

    @classmethod
    def of(cls, task: str, net: str, width: int = 16, depth: int = 1) -> Base:
        """Checked; `net` becomes the architecture that fits the task. Raises a `ContrastError` for what is no trained net."""
        solver = solver_for(net, load_task(task))
        if {"width", "depth"} & {part.partition("=")[0] for part in solver.partition("?")[2].split("&")}:
            raise BadValue(f"--net {net}: the study sets width and depth itself; leave them out, and give --width and --depth")
        base = cls(task, solver, width, depth)
        if not learns_from_stream(load_solver(base.sized())) or solver.startswith("witness"):
            raise BadValue(f"--net {net}: only nets that are trained can be scaled; name one, such as lstm")
        return base

    def sized(self, width: int = 1, depth: int = 1) -> str:
        """The solver reference at so many times the width and depth."""
        joint = "&" if "?" in self.net else "?"
        return f"{self.net}{joint}width={width * self.width}&depth={depth * self.depth}"


@dataclass(frozen=True)
class Ladder:
    """grows: a name in X.  equal: what all its trials may spend, `steps` or `seconds`.  rungs: (rungs, seeds) trials."""

    task: str
    grows: str
    equal: str
    rungs: tuple[tuple[Trial, ...], ...]


def budgets(steps: int | None, named: str | None) -> list[Budget]:
    """Equal steps and equal compute, or whichever is given; 1,000 steps and `quick` if neither is."""
    if steps is not None and steps < 1:
        raise BadValue(f"--steps {steps}: give a count of at least 1")
    if steps is None and named is None:
        return [Budget(steps=1000), Budget.named("quick")]
    return [*([] if steps is None else [Budget(steps=steps)]), *([] if named is None else [Budget.named(named)])]


def ladders(base: Base, budgets: Sequence[Budget], seeds: int, counts: Sequence[int] = COUNTS) -> list[Ladder]:
    """Width, depth and N at each budget, and the first budget itself. Sizes and budgets grow with fresh data without end.

    Ladders share trials, such as the base net's. Raises `BadValue` without seeds or with fewer than two counts.
    """
    if seeds < 1:
        raise BadValue(f"--seeds {seeds}: give at least 1; with fewer than 3 the intervals are wide")
    if len(set(counts)) < 2:
        raise BadValue("--examples: a slope needs at least two example counts; give some, such as 32,128,512")
    found = []
    for budget in budgets:
        sizes = {"width": [base.sized(width=k) for k in WIDTHS], "depth": [base.sized(depth=k) for k in DEPTHS]}
        for grows, solvers in sizes.items():
            found.append(_ladder(base, grows, budget, [(solver, None, budget) for solver in solvers], seeds))
        found.append(_ladder(base, "examples", budget, [(base.sized(), count, budget) for count in sorted(set(counts))], seeds))
    longer = [(base.sized(), None, budgets[0].times(k)) for k in BUDGETS]
    return [*found, _ladder(base, "budget", budgets[0], longer, seeds)]


def trials_of(ladders: Sequence[Ladder]) -> list[Trial]:
    """All trials of some ladders, each once."""
    return list(dict.fromkeys(trial for ladder in ladders for rung in ladder.rungs for trial in rung))


def _ladder(base: Base, grows: str, budget: Budget, asked: Sequence[tuple[str, int | None, Budget]], seeds: int) -> Ladder:
    rungs = tuple(
        tuple(
            Trial(base.task, solver, "unlimited" if count is None else "fixed", count, seed, spent) for seed in range(seeds)
        )
        for solver, count, spent in asked
    )  # fmt: skip
    return Ladder(base.task, grows, "steps" if budget.seconds is None else "seconds", rungs)

"""Is a net's failure one of search? Weights that are right are disturbed and trained on, beside the same net from a random start.

Where training returns to being right but a random start never arrives, the net can hold the program and training can keep it:
what fails is the search for it, not the capacity. Noise of deviation s is s times the root mean square of each tensor's weights.
A disturbed net is trained like any other: its training ends once in-distribution validation is right, wherever else it is wrong.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any
from urllib.parse import urlencode

from rich.table import Table

from contrast.errors import BadValue
from contrast.neural.witnesses.table import WITNESSES, witness_for
from contrast.scoring import SOLVED_AT
from contrast.solver import Budget
from contrast.study.trial import Trial

NOISES = (0.01, 0.1, 0.3)

HEADINGS = ("task", "net", "noise", "disturbed", "trained on", "returns", "random start", "found", "verdict")

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Basin:
    """A task's witness under a noise, and what is asked of it, all with fresh data without end."""

    task: str
    noise: float
    seeds: int
    budget: Budget

    @property
    def asked(self) -> dict[str, list[Trial]]:
        """The trials, one a seed: the witness as it is, disturbed, trained on from there, and its net from a random start."""
        witness = witness_for(self.task)
        solvers = {
            "witness": "witness",
            "disturbed": f"witness?noise={self.noise:g}",
            "trained": f"{witness.net}?start=witness&noise={self.noise:g}",
            "random": f"{witness.net}?{urlencode(witness.options)}",
        }
        return {name: [self._trial(solver, seed) for seed in range(self.seeds)] for name, solver in solvers.items()}

    def _trial(self, solver: str, seed: int) -> Trial:
        return Trial(self.task, solver, "unlimited", None, seed, self.budget)


def basins(tasks: Sequence[str], seeds: int, budget: Budget, noises: Sequence[float] = NOISES) -> list[Basin]:
    """Every task under every noise. Raises `Unsupported` for a task without a witness, `BadValue` if there is nothing to run."""
    if seeds < 1:
        raise BadValue(f"--seeds {seeds}: give at least 1; they are counted from seed 0 up")
    if not tasks or not noises:
        raise BadValue("nothing to run; give at least one task with a witness and one noise, such as --noises 0.1")
    return [Basin(task, noise, seeds, budget) for task in tasks if witness_for(task) for noise in noises]


def with_witness(tasks: Sequence[str]) -> list[str]:
    """The tasks of these that have a witness. Raises `BadValue` if none has."""
    found = [task for task in tasks if task in WITNESSES]
    if not found:
        raise BadValue(f"none of these tasks has a witness; there are witnesses for {', '.join(sorted(WITNESSES))}")
    return found


def noise_of(text: str) -> float:
    """A noise above 0. Raises `BadValue` for any other text."""
    try:
        noise = float(text)
    except ValueError:
        noise = math.nan
    if not 0 < noise < math.inf:
        raise BadValue(f"--noises {text}: give deviations above 0, such as 0.01,0.1,0.3")
    return noise


def trials_of(basins: Sequence[Basin]) -> list[Trial]:
    """All trials, each once: those without noise are shared by a task's basins."""
    return list(dict.fromkeys(trial for basin in basins for trials in basin.asked.values() for trial in trials))


@dataclass(frozen=True)
class Reach:
    """What one kind of start came to. same, worst: mean exact match over seeds on `same`, and on the worst of the axes that the
    witness gets right (None if there is none).  arrived: the seeds that are right wherever the witness is."""

    same: float
    worst: float | None
    arrived: int


@dataclass(frozen=True)
class Outcome:
    """right: the splits that the undisturbed witness gets right with every seed."""

    basin: Basin
    right: tuple[str, ...]
    disturbed: Reach
    trained: Reach
    random: Reach

    @property
    def verdict(self) -> str:
        """It returns if most seeds do, and is found if one seed finds it."""
        if "same" not in self.right:
            return "no test: the witness is not right"
        if 2 * self.trained.arrived <= self.basin.seeds:
            return "does not return"
        return "returns, found too" if self.random.arrived else "returns, never found"


def outcome(basin: Basin, results: Mapping[Trial, Row]) -> Outcome:
    """What the results say of a basin. A trial that failed is right nowhere."""
    rows = {name: [results[trial] for trial in trials] for name, trials in basin.asked.items()}
    splits = list(dict.fromkeys(split for row in rows["witness"] for split in row["splits"]))
    right = tuple(split for split in splits if all(_exact(row, split) >= SOLVED_AT for row in rows["witness"]))
    return Outcome(basin, right, *(_reach(rows[name], right) for name in ("disturbed", "trained", "random")))


def _reach(rows: Sequence[Row], right: Sequence[str]) -> Reach:
    worst = min((mean(_exact(row, axis) for row in rows) for axis in right if axis != "same"), default=None)
    arrived = sum(bool(right) and all(_exact(row, split) >= SOLVED_AT for split in right) for row in rows)
    return Reach(mean(_exact(row, "same") for row in rows), worst, arrived)


def _exact(row: Row, split: str) -> float:
    return float(row["splits"].get(split, {}).get("exact_match", 0.0))


def table(outcomes: Sequence[Outcome]) -> Table:
    """A row for each task and noise: exact match on `same` and on the worst axis that the witness gets right."""
    made = Table(*HEADINGS, box=None, pad_edge=False)
    for one in outcomes:
        made.add_row(*cells(one))
    return made


def cells(one: Outcome) -> tuple[str, ...]:
    """The cells of a row."""
    disturbed, trained, random = (_pair(reach) for reach in (one.disturbed, one.trained, one.random))
    returns, found = (f"{reach.arrived} of {one.basin.seeds}" for reach in (one.trained, one.random))
    net = witness_for(one.basin.task).net
    return (one.basin.task, net, f"{one.basin.noise:g}", disturbed, trained, returns, random, found, one.verdict)


def _pair(reach: Reach) -> str:
    worst = "—" if reach.worst is None else f"{reach.worst:.3f}"
    return f"{reach.same:.3f} / {worst}"

"""Choosing each net's learning rate and weight decay, once for each family of tasks, by in-distribution validation alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from statistics import mean
from typing import Any

from contrast.catalog import NETWORKS, load_task, task_names
from contrast.neural.choice import contains, is_sequence
from contrast.neural.tuned import DECAYS, RATES
from contrast.solver import Budget
from contrast.study.trial import Trial
from contrast.task import Task
from contrast.values import Graph, Grid

SEED = 100
"""The first of the development seeds, which no other study uses."""

TASKS = 3
"""Tasks of a family that the choice is made on: evenly spaced by name."""

LEAST_ROWS = 400
"""Rows of a measured table below which a net keeps none for validation, so that nothing can be chosen by it."""

GRID_NETS = ("cnn", "looped_cnn")
"""Nets that read one grid."""

JOINT = ("mlp",)
"""Nets whose rate and decay are tried together: on modular addition a perceptron learns at one pair of the menu alone."""

TIE = 0.005
"""Scores this near the best count as equal: then the stronger decay is taken, and of these the better score."""

Row = Mapping[str, Any]


def development_tasks(family: str) -> list[str]:
    """The tasks of a family on which the choice is made."""
    names = [name for name in task_names() if load_task(name).family == family]
    return [names[k * len(names) // TASKS] for k in range(TASKS)] if len(names) > TASKS else names


def fits(net: str, task: Task, rows: int = LEAST_ROWS) -> bool:
    """Whether a net is made for the task's kinds, and a measured task has at least so many rows."""
    if task.measured and len(task.draw("train", SEED, max(1, rows)).examples) < rows:
        return False
    if any(contains(kind, (Graph,)) for kind in task.input_kinds):
        return net in ("mpnn", "transformer", "looped_transformer")
    if not any(is_sequence(kind) for kind in task.input_kinds):
        return net == "mlp" or (net in GRID_NETS and task.input_kinds == (Grid,))
    return net not in ("mlp", *GRID_NETS, "mpnn")


def rate_trials(budget: Budget, nets: Sequence[str] = tuple(NETWORKS), families: Sequence[str] | None = None) -> list[Trial]:
    """Every net with every rate, at the weakest decay (a net of JOINT at each), on every family's development tasks."""
    chosen = sorted({load_task(name).family for name in task_names()}) if families is None else families
    pairs = [(net, task) for family in chosen for net in nets for task in _made_for(net, family)]
    settings = {net: list(product(RATES, DECAYS if net in JOINT else DECAYS[:1])) for net in nets}
    return [_trial(task, net, rate, decay, budget) for net, task in pairs for rate, decay in settings[net]]


def decay_trials(budget: Budget, rows: Iterable[Row]) -> list[Trial]:
    """The stronger decays, at the rate that did best without: what `rate_trials` gave is `rows`."""
    return [
        _trial(task, entry["net"], entry["rate"], decay, budget)
        for entry in chosen(row for row in rows if _setting(row)[1] == DECAYS[0])
        for task in _made_for(entry["net"], entry["family"])
        for decay in DECAYS[1:]
    ]


def _made_for(net: str, family: str) -> list[str]:
    return [task for task in development_tasks(family) if fits(net, load_task(task))]


def _trial(task: str, net: str, rate: float, decay: float, budget: Budget) -> Trial:
    """With unlimited data of a development seed."""
    return Trial(task, f"{net}?lr={rate:g}&decay={decay:g}", "unlimited", None, SEED, budget)


def _setting(row: Row) -> tuple[float, float]:
    """Rate and decay of a tuning trial."""
    rate, decay = (float(part.partition("=")[2]) for part in row["solver"].partition("?")[2].split("&"))
    return rate, decay


@dataclass(frozen=True)
class Score:
    """What a rate and decay reached on a family: the mean over its tasks of the best validation exact match."""

    rate: float
    decay: float
    exact_match: float
    core_seconds: float


def chosen(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The choice for each (net, family), with the scores that it was made from. Trials without validation items, of nets that
    cannot read the task or of tables too small to be divided, choose nothing."""
    groups: dict[tuple[str, str], dict[tuple[float, float], list[Row]]] = {}
    for row in rows:
        if _validated(row):
            net = row["solver"].partition("?")[0]
            groups.setdefault((net, row["family"]), {}).setdefault(_setting(row), []).append(row)
    return [_entry(net, family, runs) for (net, family), runs in sorted(groups.items())]


def cost(entries: Iterable[Mapping[str, Any]]) -> float:
    """The core-seconds of all trials from which these choices were made."""
    return float(sum(core_seconds for entry in entries for *_, core_seconds in entry["scores"]))


def _validated(row: Row) -> bool:
    return row["status"] != "failed" and any("validation_exact_match" in point for point in row["details"].get("curve", ()))


def _score(setting: tuple[float, float], rows: Sequence[Row]) -> Score:
    reached = [max(point["validation_exact_match"] for point in row["details"]["curve"]) for row in rows]
    return Score(*setting, mean(reached), sum(row["core_seconds"] for row in rows))


def _entry(net: str, family: str, runs: Mapping[tuple[float, float], Sequence[Row]]) -> dict[str, Any]:
    scores = list(map(_score, runs, runs.values()))
    best = max(score.exact_match for score in scores)
    level = [score for score in scores if score.exact_match >= best - TIE]
    taken = max(level, key=lambda score: (score.decay, score.exact_match, -score.core_seconds))
    longest = max(row["budget"]["seconds"] for rows in runs.values() for row in rows)
    table = [[s.rate, s.decay, round(s.exact_match, 4), round(s.core_seconds, 1)] for s in scores]
    about = {"net": net, "family": family, "seconds_a_trial": longest}
    return {**about, "rate": taken.rate, "decay": taken.decay, "scores": table}

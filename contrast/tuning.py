"""Choosing each net's learning rate and weight decay, once for each family of tasks, by in-distribution validation alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from statistics import mean
from typing import Any

from contrast.catalog import NETWORKS, drawn_collections, load_task, task_names
from contrast.neural.choice import choose, choose_other, contains, is_sequence, wide
from contrast.neural.tuned import DECAYS, RATES
from contrast.solver import Budget
from contrast.study.trial import Trial
from contrast.task import Task
from contrast.values import Graph, Grid

SEED = 100
"""The first of the development seeds, which no other study uses."""

TASKS = 3
"""Tasks of a family that the choice is made on: evenly spaced by name."""

DRAWN = f"?n=40&seed={SEED}#30"
"""Behind the name of a collection of drawn functions: the one that stands for it here, one of the longer or larger ones."""

LEAST_ROWS = 400
"""Rows of a measured table below which a net keeps none for validation, so that nothing can be chosen by it."""

GRID_NETS = ("cnn", "looped_cnn")
"""Nets that read one grid."""

JOINT = ("mlp",)
"""Nets whose rate and decay are tried together: on modular addition a perceptron learns at one pair of the menu alone."""

TIE = 0.005
"""Scores this near the best count as equal: then the stronger decay is taken, and of these the better score. Where the best is
at most this, nothing is learnt, and the least validation loss decides."""

Row = Mapping[str, Any]


def development_tasks(family: str, net: str) -> list[str]:
    """The tasks of a family, its collections among them, on which a net's rate and decay are chosen: of those that `net` stands
    for it on; if there are none, of those that `other_net` does; if there are none, of all that it is made for."""
    names = [name for name in _names(family) if fits(net, load_task(name))]
    for stands_for in (choose, choose_other):
        own = [name for name in names if _net(stands_for(load_task(name))) == net]
        if own:
            names = own
            break
    return [names[k * len(names) // TASKS] for k in range(TASKS)] if len(names) > TASKS else names


def _names(family: str) -> list[str]:
    drawn = [name + DRAWN for name in drawn_collections() if _within(name) == family]
    return drawn + [name for name in task_names() if _within(load_task(name).family) == family]


def _within(family: str) -> str:
    """The family itself, or the one that a collection lies in."""
    return family.partition("/")[0]


def fits(net: str, task: Task, rows: int = LEAST_ROWS) -> bool:
    """Whether a net is made for the task's kinds, and a measured task has at least so many rows."""
    if task.measured and len(task.draw("train", SEED, max(1, rows)).examples) < rows:
        return False
    if any(contains(kind, (Graph,)) for kind in task.input_kinds):
        return net in ("mpnn", "transformer", "looped_transformer")
    if not any(is_sequence(kind) for kind in task.input_kinds):
        return net == "mlp" or (net == "lstm" and wide(task)) or (net in GRID_NETS and task.input_kinds == (Grid,))
    return net not in ("mlp", *GRID_NETS, "mpnn")


def rate_trials(budget: Budget, nets: Sequence[str] = tuple(NETWORKS), families: Sequence[str] | None = None) -> list[Trial]:
    """Every net with every rate, at the weakest decay (a net of JOINT at each), on every family's development tasks."""
    named = [*task_names(), *drawn_collections()]
    chosen = sorted(set(map(_within, named))) if families is None else families
    pairs = [(net, task) for family in chosen for net in nets for task in development_tasks(family, net)]
    settings = {net: list(product(RATES, DECAYS if net in JOINT else DECAYS[:1])) for net in nets}
    return [_trial(task, net, rate, decay, budget) for net, task in pairs for rate, decay in settings[net]]


def decay_trials(budget: Budget, rows: Iterable[Row]) -> list[Trial]:
    """The stronger decays, at the rate that did best without: what `rate_trials` gave is `rows`."""
    return [
        _trial(task, entry["net"], entry["rate"], decay, budget)
        for entry in chosen(row for row in rows if _setting(row)[1] == DECAYS[0])
        for task in development_tasks(entry["family"], entry["net"])
        for decay in DECAYS[1:]
    ]


def _trial(task: str, net: str, rate: float, decay: float, budget: Budget) -> Trial:
    """With unlimited data of a development seed, and the options that the net has where it is what `net` or `other_net` is."""
    defaults = [stands_for(load_task(task)) for stands_for in (choose, choose_other)]
    as_used = next((reference for reference in defaults if _net(reference) == net), net)
    options = [*filter(None, [as_used.partition("?")[2]]), f"lr={rate:g}", f"decay={decay:g}"]
    return Trial(task, f"{net}?{'&'.join(options)}", "unlimited", None, SEED, budget)


def _net(reference: str) -> str:
    """The name of the net in a solver reference."""
    return reference.partition("?")[0]


def _setting(row: Row) -> tuple[float, float]:
    """Rate and decay of a tuning trial."""
    options = dict(part.split("=") for part in row["solver"].partition("?")[2].split("&"))
    return float(options["lr"]), float(options["decay"])


@dataclass(frozen=True)
class Score:
    """What a rate and decay reached on a family: the mean over its tasks of the best validation exact match, and of the least
    validation loss."""

    rate: float
    decay: float
    exact_match: float
    loss: float
    core_seconds: float


def chosen(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The choice for each (net, family), with the scores that it was made from. Trials without validation items, of nets that
    cannot read the task or of tables too small to be divided, choose nothing."""
    groups: dict[tuple[str, str], dict[tuple[float, float], list[Row]]] = {}
    for row in rows:
        if _validated(row):
            groups.setdefault((_net(row["solver"]), _within(row["family"])), {}).setdefault(_setting(row), []).append(row)
    return [_entry(net, family, runs) for (net, family), runs in sorted(groups.items())]


def cost(entries: Iterable[Mapping[str, Any]]) -> float:
    """The core-seconds of all trials from which these choices were made."""
    return float(sum(core_seconds for entry in entries for *_, core_seconds in entry["scores"]))


def _validated(row: Row) -> bool:
    return row["status"] != "failed" and any("validation_exact_match" in point for point in row["details"].get("curve", ()))


def _score(setting: tuple[float, float], rows: Sequence[Row]) -> Score:
    curves = [[point for point in row["details"]["curve"] if "validation_exact_match" in point] for row in rows]
    exact_match = mean(max(point["validation_exact_match"] for point in curve) for curve in curves)
    loss = mean(min(point["validation_loss"] for point in curve) for curve in curves)
    return Score(*setting, exact_match, loss, sum(row["core_seconds"] for row in rows))


def _entry(net: str, family: str, runs: Mapping[tuple[float, float], Sequence[Row]]) -> dict[str, Any]:
    scores = list(map(_score, runs, runs.values()))
    best = max(score.exact_match for score in scores)
    level = [score for score in scores if score.exact_match >= best - TIE]
    taken = max(level, key=lambda score: (score.decay, score.exact_match, -score.core_seconds))
    if best <= TIE:
        taken = min(scores, key=lambda score: score.loss)
    longest = max(row["budget"]["seconds"] for rows in runs.values() for row in rows)
    table = [[s.rate, s.decay, round(s.exact_match, 4), round(s.loss, 4), round(s.core_seconds, 1)] for s in scores]
    about = {"net": net, "family": family, "seconds_a_trial": longest}
    return {**about, "rate": taken.rate, "decay": taken.decay, "scores": table}

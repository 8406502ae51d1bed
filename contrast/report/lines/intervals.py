"""95 % intervals that never pretend to certainty: scipy's Wilson and bootstrap, with a rule for scores that all agree.

A bootstrap of equal scores has zero width (percentile) or is nan (BCa), and exact programs score 1 with every seed. The
methods follow R. Agarwal et al., Deep reinforcement learning at the edge of the statistical precipice, NeurIPS 2021, section 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

LEVEL = 0.95
RESAMPLES = 5000
ENOUGH = 3
"""Fewer seeds, or tasks, than this are not resampled."""

WILSON = "Wilson"
POOLED = "Wilson on pooled items"
SEEDS = "bootstrap over seeds"
RANGE = "range of seeds"
STRATIFIED = "bootstrap over seeds, stratified by task"
TASKS = "bootstrap over tasks"
TASK_RANGE = "range of tasks"


@dataclass(frozen=True)
class Interval:
    """`low` and `high` in [0, 1], with the name of the method that gave them."""

    low: float
    high: float
    method: str


def wilson(count: int, n: int, method: str = WILSON) -> Interval:
    """Wilson's interval for `count` successes in `n` ≥ 1 tries: 5 of 5 gives [.566, 1]."""
    from scipy.stats import binomtest

    found = binomtest(count, n).proportion_ci(LEVEL, "wilson")
    return Interval(float(found.low), float(found.high), method)


def seeds_method(scores: Sequence[float]) -> str:
    """How the interval of a mean over seeds is made.

    One seed, or seeds that all agree: Wilson on the pooled items (on the trials where there are no items). Two seeds that
    differ: their range. Three or more: percentile bootstrap over seeds.
    """
    if len(set(scores)) == 1:
        return WILSON if len(scores) == 1 else POOLED
    return RANGE if len(scores) < ENOUGH else SEEDS


def suite_method(strata: Sequence[Sequence[float]]) -> str:
    """How the interval of a mean over tasks is made; a stratum holds one task's scores.

    Three or more seeds a task: seeds are resampled within each task. Fewer, or seeds that agree on every task: tasks are
    resampled. Tasks that agree as well: Wilson on the pooled items; two tasks that differ: their range.
    """
    if min(map(len, strata)) >= ENOUGH and any(len(set(scores)) > 1 for scores in strata):
        return STRATIFIED
    means = _means(strata)
    if len(set(means)) == 1:
        return POOLED
    return TASK_RANGE if len(means) < ENOUGH else TASKS


def seeds_interval(scores: Sequence[float], items: int) -> Interval:
    """The interval of a mean score over seeds by `seeds_method`; `items` pools the test items of all seeds (0: all failed)."""
    return _interval(seeds_method(scores), scores, [scores], items)


def suite_interval(strata: Sequence[Sequence[float]], items: int) -> Interval:
    """The interval of the mean over tasks of the means over seeds by `suite_method`; `items` pools all test items."""
    return _interval(suite_method(strata), _means(strata), strata, items)


def _means(strata: Sequence[Sequence[float]]) -> list[float]:
    return [round(sum(scores) / len(scores), 12) for scores in strata]


def _interval(method: str, scores: Sequence[float], strata: Sequence[Sequence[float]], items: int) -> Interval:
    if method in (WILSON, POOLED):
        n = items or sum(map(len, strata))
        return wilson(round(scores[0] * n), n, method)
    if method in (RANGE, TASK_RANGE):
        return Interval(min(scores), max(scores), method)
    return _bootstrap(strata if method == STRATIFIED else [scores], method)


def _bootstrap(strata: Sequence[Sequence[float]], method: str) -> Interval:
    import numpy as np
    from scipy.stats import bootstrap

    def mean_of_means(*samples: Any, axis: int = -1) -> Any:
        return sum(sample.mean(axis=axis) for sample in samples) / len(samples)

    found = bootstrap(
        tuple(np.asarray(scores, dtype=float) for scores in strata),
        mean_of_means,
        n_resamples=RESAMPLES,
        confidence_level=LEVEL,
        method="percentile",
        vectorized=True,
        rng=np.random.default_rng(0),  # the same rows print the same table
    ).confidence_interval
    return Interval(float(found.low), float(found.high), method)

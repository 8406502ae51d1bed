"""95 % intervals: Wilson, ranges and percentile bootstraps, none narrower than Wilson on the pooled test items.

A bootstrap of equal scores has zero width (percentile) or is nan (BCa), and exact programs score 1 with every seed; hence
Wilson where scores agree. Means over tasks are stratified otherwise than in R. Agarwal et al., Deep reinforcement learning at
the edge of the statistical precipice, NeurIPS 2021, section 4: tasks are resampled as well, since ours are a sample of many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contrast.scoring import SOLVED_AT

LEVEL = 0.95
RESAMPLES = 5000
ENOUGH = 3
"""Fewer seeds than this are not resampled."""

AGREE = 1 - SOLVED_AT + 1e-9
"""Task scores this close agree: a solved task may miss as much."""

WILSON = "Wilson"
POOLED = "Wilson on pooled items"
SEEDS = "bootstrap over seeds"
RANGE = "range of seeds"
AGREED = "Wilson on tasks"
TASKS = "bootstrap over tasks"
NESTED = "bootstrap over tasks and their seeds"


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
    """How the interval of a mean over tasks is made; a stratum holds one task's scores, and the task is the unit.

    Tasks whose means agree within `AGREE`: Wilson with as many tries as tasks. Else tasks are resampled, and inside each
    drawn task its seeds where they differ.
    """
    means = _means(strata)
    if max(means) - min(means) <= AGREE:
        return AGREED
    return NESTED if any(len(set(scores)) > 1 for scores in strata) else TASKS


def seeds_interval(scores: Sequence[float], items: int) -> Interval:
    """The interval of a mean score over seeds by `seeds_method`; `items` pools the test items of all seeds (0: all failed)."""
    method, mean = seeds_method(scores), sum(scores) / len(scores)
    pooled = _near(mean, items or len(scores), method)
    if method in (WILSON, POOLED):
        return pooled
    if method == RANGE:
        return _hull(method, pooled, Interval(min(scores), max(scores), method))
    return _hull(method, pooled, _bootstrap(scores, method))


def suite_interval(strata: Sequence[Sequence[float]], items: int) -> Interval:
    """The interval of the mean over tasks of the means over seeds by `suite_method`; `items` pools all test items.

    It holds what resampling the tasks alone gives, and Wilson's interval on the pooled items.
    """
    method, means = suite_method(strata), _means(strata)
    mean = sum(means) / len(means)
    found = [_near(mean, items, method)] if items else []
    if method == AGREED:
        return _hull(method, _near(mean, len(means), method), *found)
    found += [_nested(strata)] if method == NESTED else []
    return _hull(method, _bootstrap(means, method), *found)


def _means(strata: Sequence[Sequence[float]]) -> list[float]:
    return [sum(scores) / len(scores) for scores in strata]


def _near(mean: float, n: int, method: str) -> Interval:
    """Wilson's interval for the count of successes in `n` tries that is nearest to the mean."""
    return wilson(round(mean * n), n, method)


def _hull(method: str, *intervals: Interval) -> Interval:
    return Interval(min(one.low for one in intervals), max(one.high for one in intervals), method)


def _bootstrap(scores: Sequence[float], method: str) -> Interval:
    import numpy as np
    from scipy.stats import bootstrap

    found = bootstrap(
        (np.asarray(scores, dtype=float),),
        np.mean,
        n_resamples=RESAMPLES,
        confidence_level=LEVEL,
        method="percentile",
        vectorized=True,
        rng=np.random.default_rng(0),  # the same rows print the same table
    ).confidence_interval
    return Interval(float(found.low), float(found.high), method)


def _nested(strata: Sequence[Sequence[float]]) -> Interval:
    """Percentiles of the mean over tasks drawn with replacement, each with the mean of its seeds drawn with replacement."""
    import numpy as np

    rng = np.random.default_rng(0)
    drawn = rng.integers(len(strata), size=(RESAMPLES, len(strata)))
    means = np.empty(drawn.shape)
    for task, scores in enumerate(strata):
        here = drawn == task
        seeds = rng.integers(len(scores), size=(int(here.sum()), len(scores)))
        means[here] = np.asarray(scores, dtype=float)[seeds].mean(axis=1)
    low, high = np.quantile(means.mean(axis=1), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(low), float(high), NESTED)

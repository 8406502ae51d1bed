"""Intervals never claim certainty from few or equal scores."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contrast.report.lines.intervals import (
    POOLED,
    RANGE,
    SEEDS,
    STRATIFIED,
    TASK_RANGE,
    TASKS,
    WILSON,
    seeds_interval,
    suite_interval,
    wilson,
)


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(5, 5, 0.566, 1.0), (0, 5, 0.0, 0.434), (20, 20, 0.839, 1.0), (1, 1, 0.207, 1.0), (50, 100, 0.404, 0.596)],
)
def test_wilson_agrees_with_the_values_in_textbooks(count: int, n: int, low: float, high: float):
    found = wilson(count, n)
    assert (round(found.low, 3), round(found.high, 3)) == (low, high)


def test_one_seed_gets_the_interval_of_its_items():
    assert seeds_interval([0.97], 1000) == wilson(970, 1000, WILSON)


def test_seeds_that_agree_get_the_interval_of_their_pooled_items():
    assert seeds_interval([1.0] * 5, 5000) == wilson(5000, 5000, POOLED)


def test_trials_that_all_failed_have_no_items_and_count_themselves():
    assert seeds_interval([0.0] * 5, 0) == wilson(0, 5, POOLED)


def test_two_seeds_that_differ_show_their_range():
    found = seeds_interval([0.9, 0.2], 2000)
    assert (found.low, found.high, found.method) == (0.2, 0.9, RANGE)


def test_three_seeds_that_differ_are_resampled():
    found = seeds_interval([0.0, 0.5, 1.0], 3000)
    assert (found.low, found.high, found.method) == (0.0, 1.0, SEEDS)


def test_the_same_scores_give_the_same_bootstrap():
    assert seeds_interval([0.1, 0.4, 0.5, 0.9], 4000) == seeds_interval([0.1, 0.4, 0.5, 0.9], 4000)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=6))
def test_no_interval_has_zero_width_or_leaves_the_mean_out(hundredths: list[int]):
    scores = [number / 100 for number in hundredths]
    found = seeds_interval(scores, 100 * len(scores))
    mean = sum(scores) / len(scores)
    assert found.high - found.low > 0.001
    assert found.low - 1e-9 <= mean <= found.high + 1e-9


def test_seeds_are_resampled_within_their_task():
    found = suite_interval([[0.0, 0.0, 0.1], [1.0, 1.0, 0.9]], 6000)
    assert found.method == STRATIFIED
    assert 0.45 < found.low < 0.5 < found.high < 0.55  # tasks that are far apart do not widen it


def test_a_single_seed_a_task_resamples_the_tasks():
    found = suite_interval([[0.0], [0.5], [1.0]], 3000)
    assert (found.low, found.high, found.method) == (0.0, 1.0, TASKS)


def test_seeds_that_agree_on_every_task_resample_the_tasks():
    assert suite_interval([[0.0] * 3, [0.5] * 3, [1.0] * 3], 9000).method == TASKS


def test_two_tasks_show_their_range():
    found = suite_interval([[0.3], [0.8]], 2000)
    assert (found.low, found.high, found.method) == (0.3, 0.8, TASK_RANGE)


def test_tasks_that_all_agree_get_the_interval_of_the_pooled_items():
    assert suite_interval([[1.0], [1.0], [1.0]], 3000) == wilson(3000, 3000, POOLED)

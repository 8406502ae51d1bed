"""Intervals never claim certainty from few or equal scores."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contrast.report.lines.intervals import (
    AGREED,
    NESTED,
    POOLED,
    RANGE,
    SEEDS,
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


SCORES = st.floats(0, 1)


@given(st.lists(SCORES, min_size=1, max_size=6))
def test_no_interval_has_zero_width_or_leaves_the_mean_out(scores: list[float]):
    found = seeds_interval(scores, 1000 * len(scores))
    mean = sum(scores) / len(scores)
    assert found.high - found.low > 0.0005
    assert found.low - 1e-9 <= mean <= found.high + 1e-9


@pytest.mark.parametrize("scores", [[0.5, 0.5001], [0.5, 0.5, 0.5001], [0.1 + 0.2, 0.3]])
def test_seeds_that_nearly_agree_are_no_surer_than_their_pooled_items(scores: list[float]):
    found, items = seeds_interval(scores, 2000), wilson(round(sum(scores) / len(scores) * 2000), 2000)
    assert found.low <= items.low < items.high <= found.high


@given(st.lists(st.lists(SCORES, min_size=1, max_size=4), min_size=1, max_size=5))
def test_no_interval_over_tasks_is_narrower_than_resampled_tasks_or_pooled_items(strata: list[list[float]]):
    means = [sum(scores) / len(scores) for scores in strata]
    mean, items = sum(means) / len(means), 1000 * sum(map(len, strata))
    tasks = suite_interval([[one] for one in means], items)
    pooled = wilson(round(mean * items), items)
    found = suite_interval(strata, items)
    assert found.low <= min(tasks.low, pooled.low)
    assert found.high >= max(tasks.high, pooled.high)
    assert found.low - 1e-9 <= mean <= found.high + 1e-9


def test_seeds_that_differ_are_resampled_inside_resampled_tasks():
    found = suite_interval([[0.0, 0.0, 0.1], [1.0, 1.0, 0.9]], 6000)
    assert found.method == NESTED
    assert found.low < 0.034 < 0.966 < found.high  # in a quarter of the draws a task stands alone, at .033 or at .967


def test_seeds_widen_what_the_tasks_alone_give():
    tasks = [[0.2], [0.4], [0.6], [0.8]]
    alone, seeds = (
        suite_interval(tasks, 4000),
        suite_interval([[0.0, score, 2 * score] for (score,) in tasks[:2]] + tasks[2:], 8000),
    )
    assert seeds.low < alone.low
    assert seeds.high >= alone.high


def test_a_single_seed_a_task_resamples_the_tasks():
    found = suite_interval([[0.0], [0.5], [1.0]], 3000)
    assert (found.low, found.high, found.method) == (0.0, 1.0, TASKS)


def test_seeds_that_agree_on_every_task_resample_the_tasks():
    assert suite_interval([[0.0] * 3, [0.5] * 3, [1.0] * 3], 9000).method == TASKS


def test_two_tasks_that_differ_reach_from_one_to_the_other():
    found = suite_interval([[0.967] * 3, [0.0] * 3], 6000)
    assert (found.low, found.high, found.method) == (0.0, 0.967, TASKS)


def test_three_solved_tasks_are_three_successes_however_many_items_they_have():
    assert suite_interval([[1.0], [1.0], [1.0]], 3000) == wilson(3, 3, AGREED)


def test_task_scores_within_a_hundredth_agree():
    assert suite_interval([[1.0], [0.9999], [0.99]], 3000) == wilson(3, 3, AGREED)


def test_tasks_that_all_failed_are_tries_without_items():
    assert suite_interval([[0.0], [0.0]], 0) == wilson(0, 2, AGREED)

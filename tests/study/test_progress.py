"""Estimating the time left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contrast.solver import Budget
from contrast.study.progress import Progress

from .worlds import trial

TIMED = [replace(trial("a/task", seed=seed), budget=Budget(seconds=10.0)) for seed in range(4)]
COUNTED = [trial("a/task", seed=seed) for seed in range(4)]


def test_before_any_result_a_trial_is_taken_to_use_its_whole_budget():
    assert Progress(TIMED, workers=2).seconds_left() == 20.0


def test_after_a_result_trials_are_taken_to_last_as_long():
    progress = Progress(TIMED)
    progress.started(TIMED[0])
    progress.finished(TIMED[0], {"wall_seconds": 3.0})
    assert progress.seconds_left() == 9.0


def test_a_budget_by_counts_says_nothing_until_a_result_is_in():
    progress = Progress(COUNTED)
    assert progress.seconds_left() is None
    progress.started(COUNTED[0])
    progress.finished(COUNTED[0], {"wall_seconds": 2.0})
    assert progress.seconds_left() == 6.0


def test_the_time_a_running_trial_has_had_is_taken_off(monkeypatch):
    clock = iter([100.0, 104.0])
    monkeypatch.setattr("contrast.study.progress.time.monotonic", lambda: next(clock))
    progress = Progress(TIMED[:1])
    progress.started(TIMED[0])
    assert progress.seconds_left() == 6.0


def test_one_long_trial_cannot_be_shared_out():
    assert Progress(TIMED[:1], workers=4).seconds_left() == pytest.approx(2.5)  # not begun: an even share
    progress = Progress(TIMED[:1], workers=4)
    progress.started(TIMED[0])
    assert progress.seconds_left() == pytest.approx(10.0, abs=1.0)


def test_nothing_left_takes_no_time():
    assert Progress([], done=3).seconds_left() == 0


def test_done_and_total_count_what_an_earlier_run_finished():
    progress = Progress(TIMED, done=3)
    progress.started(TIMED[0])
    progress.finished(TIMED[0], {"wall_seconds": None})
    assert (progress.done, progress.total) == (4, 7)

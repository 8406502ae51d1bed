"""What one trial's row says."""

from __future__ import annotations

import json
import sys

import pytest

from contrast.catalog import load_solver, load_task
from contrast.scoring import Score
from contrast.study.execute import run_trial, verdict
from contrast.study.result import blank_row
from contrast.study.trial import trial_key
from contrast.values import digest

from .worlds import TASK, trial, write_task


def ran(task, solver, **fields):
    return run_trial(trial(task, solver, **fields).to_dict())


def test_a_trial_right_on_every_split_is_solved(twice, plugins):
    row = ran(twice, "plain")
    assert (row["status"], row["reason"]) == ("solved", None)
    assert list(row["splits"]) == ["same", "larger", "negative"]


def test_the_first_wrong_split_is_the_reason(twice, plugins):
    row = ran(twice, "small")
    assert (row["status"], row["reason"]) == ("unsolved", "wrong_on:larger")


def test_missing_answers_are_wrong_and_counted_apart(twice, plugins):
    score = ran(twice, "small")["splits"]["negative"]
    assert (score["exact_match"], score["n"], score["no_answer"]) == (0.0, 30, 30)


def test_an_unfinished_solver_gives_its_own_reason(twice, plugins):
    assert ran(twice, "unfinished")["reason"] == "out_of_time"


def scores(**exact):
    return {name: Score(value, 1000, 0, value) for name, value in exact.items()}


@pytest.mark.parametrize(
    ("given", "unfinished", "wanted"),
    [
        (scores(same=0.99, longer=0.99), "still_improving", ("solved", None)),
        (scores(same=0.989, longer=0.5), None, ("unsolved", "wrong_on:same")),
        (scores(same=1.0, longer=0.989), None, ("unsolved", "wrong_on:longer")),
        (scores(same=1.0, longer=0.5), "exhausted", ("unsolved", "exhausted")),
    ],
)
def test_solved_means_99_percent_on_every_split(given, unfinished, wanted):
    assert verdict(given, unfinished) == wanted


def test_a_solvers_refusal_is_a_failure_with_its_sentence(twice, plugins):
    row = ran(twice, "refusing")
    assert (row["status"], row["reason"]) == ("failed", "this solver takes no lists; give it another task")


@pytest.mark.parametrize(
    ("solver", "reason"),
    [("buggy", "error: ZeroDivisionError: integer division or modulo by zero"), ("quitting", "error: SystemExit: 3")],
)
def test_a_solvers_bug_is_a_failure_that_keeps_the_traceback(twice, plugins, solver, reason):
    row = ran(twice, solver)
    assert (row["status"], row["reason"]) == ("failed", reason)
    assert "Traceback" in row["error"]


def test_a_reference_that_raises_is_a_failure_in_one_sentence(tmp_path, plugins):
    raising = TASK.replace("return 2 * n", "return 2 // (n - n)").replace("rows=rows(100, 120)", "(100, 120)")
    row = ran(write_task(tmp_path, "raising", raising.replace("rows=rows(0, 20)", "(0, 20)")), "plain")
    assert row["status"] == "failed"
    assert row["reason"].startswith("task 'raising': the reference raised ZeroDivisionError")
    assert row["reason"].endswith("make it total on what the sampler draws")


def test_running_out_of_memory_is_unsolved_without_answers(twice, plugins):
    row = ran(twice, "hungry")
    assert (row["status"], row["reason"]) == ("unsolved", "out_of_memory")
    assert row["splits"]["same"]["no_answer"] == row["splits"]["same"]["n"] == 20


def test_a_split_without_items_is_named(tmp_path, plugins):
    row = ran(write_task(tmp_path, "hollow", TASK.replace("rows(100, 120)", "rows(100, 100)")), "plain")
    assert row["reason"] == "task 'hollow': split 'larger' gave no items; widen its sizes or its sampler's range"


@pytest.mark.parametrize("solver", ["plain", "refusing", "hungry", "talkative"])
def test_every_row_has_the_same_fields_and_is_json(twice, plugins, solver):
    row = ran(twice, solver)
    assert row.keys() == blank_row(trial(twice)).keys()
    assert json.loads(json.dumps(row, allow_nan=False)) == row


def test_details_that_json_cannot_say_are_kept_as_text(twice, plugins):
    row = ran(twice, "talkative")
    assert row["details"] == {"parameters": 5, "loss": "nan", "3": "{1, 2}", "nested": {"array": [0, 1, 2]}}
    assert row["parameters"] == 5


def test_the_row_tells_what_was_asked_and_used(twice, plugins):
    row = ran(twice, "plain", examples=8, seed=3)
    asked = {name: row[name] for name in ("task", "task_name", "solver", "regime", "seed", "examples", "examples_used")}
    assert asked == {
        "task": twice, "task_name": "twice", "solver": "plain", "regime": "fixed", "seed": 3, "examples": 8, "examples_used": 8,
    }  # fmt: skip
    assert row["key"] == trial_key(trial(twice, seed=3), load_task(twice), load_solver("plain"))


def test_fewer_rows_than_asked_are_counted_as_used(twice, plugins):
    assert ran(twice, "plain", examples=500)["examples_used"] == 20


def test_the_unlimited_regime_counts_the_labels_drawn(twice, plugins):
    row = ran(twice, "streamer", regime="unlimited", examples=None)
    assert (row["status"], row["examples"]) == ("solved", None)
    assert row["examples_used"] == 30


def test_chance_is_one_over_the_labels_of_the_test_items_whatever_n_is(twice, plugins):
    labels = {example.output for example in load_task(twice).draw("same", 0).examples}
    assert {ran(twice, "plain", examples=n)["chance"] for n in (4, 8)} == {1 / len(labels)}


def test_the_digest_is_of_all_predictions_in_order(twice, plugins):
    task = load_task(twice)
    wanted = [[example.output for example in task.draw(split, 0).examples] for split in task.test_splits]
    assert ran(twice, "plain")["predictions_digest"] == digest(*wanted)


def test_a_replay_hands_the_solver_its_stored_counts(twice, plugins):
    assert run_trial(trial(twice).to_dict(), {"steps": 3})["stopped_at"] == {"steps": 3}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can reset its count")
def test_peak_memory_is_the_trials_own(twice, plugins):
    grown, small = ran(twice, "growing")["peak_memory_bytes"], ran(twice, "plain")["peak_memory_bytes"]
    assert grown - small > 150_000_000


def test_core_seconds_are_the_solvers(twice, plugins):
    assert ran(twice, "plain")["core_seconds"] == 0.25

"""The basin of a witness: whether training returns to it, whether a random start finds it, and what the two together say."""

from __future__ import annotations

from typing import Any

import pytest

from contrast.basin import HEADINGS, Basin, Outcome, basins, cells, noise_of, outcome, table, trials_of, with_witness
from contrast.errors import BadValue, Unsupported
from contrast.neural.witnesses.table import WITNESSES
from contrast.solver import Budget
from contrast.study.trial import Trial

SMOKE = Budget(seconds=3.0)
RIGHT = {"same": 1.0, "longer_2x": 1.0, "longer_10x": 0.995}
WRONG = {"same": 0.6, "longer_2x": 0.5, "longer_10x": 0.4}
INSIDE_ALONE = {"same": 1.0, "longer_2x": 0.98, "longer_10x": 0.2}


def row(trial: Trial, scores: dict[str, float]) -> dict[str, Any]:
    splits = {name: {"exact_match": score, "n": 1000} for name, score in scores.items()}
    return {**trial.to_dict(), "status": "unsolved" if scores else "failed", "splits": splits}


def judged(witness=RIGHT, disturbed=WRONG, trained=RIGHT, random=WRONG, seeds: int = 1) -> Outcome:
    """The outcome if the trials score so; a list gives each seed its own scores."""
    basin = Basin("bits/parity", 0.1, seeds, SMOKE)
    scores = {"witness": witness, "disturbed": disturbed, "trained": trained, "random": random}
    each = {name: given if isinstance(given, list) else [given] * seeds for name, given in scores.items()}
    results = {t: row(t, s) for name, trials in basin.asked.items() for t, s in zip(trials, each[name], strict=True)}
    return outcome(basin, results)


def test_the_disturbed_net_is_asked_as_it_is_and_trained_on_beside_a_random_start_of_the_same_net():
    asked = Basin("arithmetic/digit_sum", 0.1, 1, SMOKE).asked
    assert {name: trials[0].solver for name, trials in asked.items()} == {
        "witness": "witness",
        "disturbed": "witness?noise=0.1",
        "trained": "rnn?start=witness&noise=0.1",
        "random": "rnn?width=4&outputs=amount&numbers=scalar",
    }
    assert {(t.regime, t.budget) for trials in asked.values() for t in trials} == {("unlimited", SMOKE)}


@pytest.mark.parametrize("task", WITNESSES)
def test_every_witness_has_solvers_that_load(task: str):
    from contrast.catalog import load_solver

    for trials in Basin(task, 0.3, 1, SMOKE).asked.values():
        assert load_solver(trials[0].solver).learns_from_stream


def test_noises_share_the_trials_that_have_none():
    assert len(trials_of(basins(["bits/parity"], 2, SMOKE, (0.01, 0.1, 0.3)))) == 2 * (1 + 3 + 3 + 1)


def test_a_net_that_returns_and_is_not_found_fails_for_want_of_search():
    assert judged().verdict == "returns, never found"


def test_a_net_that_a_random_start_finds_is_found_too():
    assert judged(random=RIGHT).verdict == "returns, found too"


def test_right_inside_alone_is_no_return():
    assert judged(trained=INSIDE_ALONE).verdict == "does not return"


def test_most_seeds_must_return_and_one_find():
    assert judged(trained=[RIGHT, RIGHT, WRONG], seeds=3).verdict == "returns, never found"
    assert judged(trained=[RIGHT, WRONG, WRONG], seeds=3).verdict == "does not return"
    assert judged(trained=[RIGHT, WRONG], seeds=2).verdict == "does not return"
    assert judged(random=[WRONG, RIGHT, WRONG], seeds=3).verdict == "returns, found too"


def test_a_split_that_the_witness_itself_gets_wrong_is_not_asked_for():
    short = {**RIGHT, "longer_10x": 0.0}
    found = judged(witness=short, trained=short)
    assert found.right == ("same", "longer_2x")
    assert (found.trained.worst, found.verdict) == (1.0, "returns, never found")


def test_a_witness_that_is_wrong_inside_tests_nothing():
    assert judged(witness=WRONG).verdict == "no test: the witness is not right"


def test_a_trial_that_failed_is_right_nowhere():
    found = judged(trained=[{}, RIGHT, RIGHT], seeds=3)
    assert (found.trained.same, found.trained.arrived) == (pytest.approx(2 / 3), 2)


def test_a_row_shows_what_became_of_each_start():
    found = judged(trained=[RIGHT, RIGHT, INSIDE_ALONE], seeds=3)
    assert cells(found) == (
        "bits/parity", "rnn", "0.1",
        "0.600 / 0.400", "1.000 / 0.730", "2 of 3", "0.600 / 0.400", "0 of 3", "returns, never found",
    )  # fmt: skip
    assert [column.header for column in table([found]).columns] == list(HEADINGS)
    assert table([found]).row_count == 1


def test_tasks_without_a_witness_are_left_out_of_many_and_refused_alone():
    assert with_witness(["lists/sort", "science/kepler"]) == ["lists/sort"]
    with pytest.raises(BadValue, match="there are witnesses for arithmetic/add_digits"):
        with_witness(["science/kepler"])
    with pytest.raises(Unsupported, match="no witness"):
        basins(["science/kepler"], 1, SMOKE)


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "much"])
def test_a_noise_is_above_zero(text: str):
    with pytest.raises(BadValue, match=f"--noises {text}"):
        noise_of(text)


def test_nothing_to_run_is_refused():
    with pytest.raises(BadValue, match="nothing to run"):
        basins(["bits/parity"], 1, SMOKE, [])
    with pytest.raises(BadValue, match="--seeds 0"):
        basins(["bits/parity"], 0, SMOKE)

"""Scores: exact match within the tolerance, and no answer counted as wrong."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contrast.judgement import INVALID, Judgement
from contrast.scoring import chance, score


def test_exact_match_is_the_share_of_right_predictions() -> None:
    assert score([[1, 2], [3], [4]], [[1, 2], [3], [5]]).exact_match == 2 / 3


def test_no_answer_is_wrong_and_counted_apart() -> None:
    reached = score([None, 1, None], [1, 1, 2])
    assert (reached.exact_match, reached.no_answer, reached.n) == (1 / 3, 2, 3)


@pytest.mark.parametrize(
    ("given", "wanted", "tolerance", "right"),
    [
        (101.0, 100.0, 0.01, True),
        (101.1, 100.0, 0.01, False),
        (-99.0, -100.0, 0.01, True),
        (1e-9, 0.0, 0.5, False),
        (float("inf"), float("inf"), 0.0, True),
        (float("inf"), 1.0, 0.5, False),
        (1.0, float("inf"), 0.5, False),
        ([1.0, 2.01], [1.0, 2.0], 0.01, True),
        ([1.0], [1.0, 2.0], 0.01, False),
        (1, 1.0, 0.5, False),
        (True, 1, 0.0, False),
        (2, 3, 0.9, False),
    ],
)
def test_tolerance_is_relative_to_the_wanted_float(given: Any, wanted: Any, tolerance: float, right: bool) -> None:
    assert score([given], [wanted], tolerance).exact_match == float(right)


def test_symbol_accuracy_counts_places_of_lists() -> None:
    assert score([[1, 2, 9]], [[1, 2, 3]]).symbol_accuracy == pytest.approx(2 / 3)
    assert score([[1, 2]], [[1, 2, 3, 4]]).symbol_accuracy == 0.5
    assert score([[1, 2, 3, 4]], [[1]]).symbol_accuracy == 0.25
    assert score([[]], [[]]).symbol_accuracy == 1.0
    assert score([None], [[1]]).symbol_accuracy == 0.0
    assert score([7], [7]).symbol_accuracy == 1.0


@given(st.lists(st.lists(st.integers(0, 3), max_size=3), min_size=1, max_size=9), st.data())
def test_symbol_accuracy_is_at_least_exact_match(outputs: list[list[int]], drawn: st.DataObject) -> None:
    answers = st.none() | st.lists(st.integers(0, 3), max_size=3)
    predictions = drawn.draw(st.lists(answers, min_size=len(outputs), max_size=len(outputs)))
    reached = score(predictions, outputs)
    assert 0 <= reached.exact_match <= reached.symbol_accuracy <= 1


@given(st.lists(st.integers() | st.text() | st.lists(st.floats(allow_nan=False)), min_size=1))
def test_the_outputs_themselves_score_one(outputs: list[Any]) -> None:
    assert score(outputs, outputs).exact_match == 1.0


def test_chance_is_a_uniform_guess_among_the_labels() -> None:
    assert chance(int, [7, 2, 7, 3]) == pytest.approx(1 / 3)
    assert chance(bool, [True, True]) == 0.5


def test_lists_and_real_numbers_have_no_chance() -> None:
    assert chance(list[int], [[1], [2]]) is None
    assert chance(float, [0.5, 0.25]) is None


def test_an_exempt_split_stays_marked() -> None:
    marked = score([1], [1], exempt=True).to_dict()
    assert marked == {"exact_match": 1.0, "n": 1, "no_answer": 0, "symbol_accuracy": 1.0, "exempt": True}


def test_predictions_must_match_the_outputs_in_number() -> None:
    with pytest.raises(ValueError, match="1 predictions for 2 outputs"):
        score([1], [1, 2])


def test_an_empty_split_cannot_be_scored() -> None:
    with pytest.raises(ValueError, match="without items"):
        score([], [])


def test_a_judge_takes_other_right_answers_and_tells_what_valid_ones_cost():
    judgements = [Judgement(True, True, 0.0), Judgement(False, True, 0.5), INVALID]
    found = score([1, 2, 3], [9, 9, 9], judgements=judgements)
    assert (found.exact_match, found.valid, found.excess) == (1 / 3, 2 / 3, 0.25)


def test_an_answer_equal_to_the_reference_is_right_whatever_the_judge_says_of_it():
    assert score([9], [9], judgements=[INVALID]).exact_match == 1.0


def test_only_judged_answers_have_a_validity():
    assert "valid" not in score([9], [9]).to_dict()
    assert score([None], [9], judgements=[INVALID]).to_dict()["valid"] == 0.0

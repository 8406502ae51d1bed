"""Whole runs, on worlds small enough to know what must come out."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from contrast.errors import BadValue, UnknownName
from contrast.experiments import Point, Run, compare, run
from contrast.experiments.compare import Row, pairs_of, summary
from contrast.experiments.judging import Judge
from contrast.experiments.run import START
from contrast.solver import Budget
from tests.experiments.worlds import PARABOLA, RULES, THRESHOLD, UNSAYABLE

FEW = Budget(candidates=200_000)


def made(*right: bool, claimed: bool = False, strategy: str = "committee", world: str = "w") -> Run:
    points = tuple(Point(START + k, 0.0, None, good, claimed) for k, good in enumerate(right))
    return Run(world, strategy, "search", 0, 0.0, points, None, 1.0)


@pytest.mark.parametrize("seed", range(5))
def test_a_committee_finds_a_threshold_by_bisection(seed):
    found = run(THRESHOLD, "committee", "search", seed)
    assert found.identified is not None
    assert found.identified <= START + math.ceil(math.log2(RULES))
    assert found.program == "less(37, x)"
    assert found.wrong_claims == 0


def test_random_queries_take_longer_for_a_threshold():
    (committee, random) = compare([THRESHOLD], range(3), queries=40)
    assert committee.median < random.least_median / 2


def test_a_committee_that_agrees_on_what_is_wrong_has_identified_nothing_and_is_counted():
    found = run(UNSAYABLE, "committee", "search", seed=0, queries=12)
    assert found.identified is None
    assert found.wrong_claims > 0


def test_an_input_that_was_asked_about_does_not_count_as_fresh():
    judge = Judge(UNSAYABLE, 0.0, seed=0)
    said = lambda rows: [x > 37 for (x,) in rows]  # noqa: E731
    assert not judge.verdict(said, set()).right
    assert judge.verdict(said, {(5,)}).right


def test_a_law_that_is_right_inside_only_is_not_identified():
    judge = Judge(PARABOLA, 0.0, seed=0)
    verdict = judge.verdict(lambda rows: [2 * x * x if x <= 3 else 18.0 for (x,) in rows], set())
    assert verdict.inside == 0
    assert verdict.outside is not None
    assert verdict.outside > 1
    assert not verdict.right


def test_no_answer_is_an_infinite_error():
    assert Judge(PARABOLA, 0.0, seed=0).verdict(lambda rows: [None] * len(rows), set()).inside == math.inf


def test_a_run_is_plain_json_even_where_an_error_is_infinite():
    one = replace(made(True), points=(Point(3, math.inf, None, False, False),))
    assert json.loads(json.dumps(one.to_dict(), allow_nan=False))["points"][0]["inside"] == "inf"


def test_identified_means_right_to_the_end():
    assert made(True, True).identified == START
    assert made(False, True, False, True).identified == START + 3
    assert made(True, False).identified is None


def test_a_seed_fixes_a_run():
    first, second, other = [run(THRESHOLD, "committee", "search", seed, 10, effort=FEW) for seed in (1, 1, 2)]
    assert replace(first, core_seconds=0.0) == replace(second, core_seconds=0.0)
    assert first.points != other.points


def test_all_strategies_begin_with_the_same_queries():
    curves = [run(THRESHOLD, name, "search", 3, START).points for name in ("committee", "random")]
    assert curves[0] == curves[1]


def test_a_law_of_real_numbers_is_identified_beyond_the_range_too():
    found = run(PARABOLA, "committee", "search", 0, 5, effort=FEW)
    assert found.identified is not None
    assert found.points[-1].outside is not None
    assert found.points[-1].outside < 1e-6


def test_nets_run_in_the_same_loop():
    found = run(PARABOLA, "ensemble", "nets", 0, 5, effort=Budget(steps=30))
    assert [point.queries for point in found.points] == [3, 4, 5]
    assert (found.program, found.identified) == (None, None)


def test_what_cannot_be_run_is_refused():
    with pytest.raises(UnknownName, match="no strategy named 'comittee'"):
        run(THRESHOLD, "comittee", "search")
    with pytest.raises(BadValue, match="goes with nets"):
        run(THRESHOLD, "ensemble", "search")
    with pytest.raises(BadValue, match="give at least 3"):
        run(THRESHOLD, "random", "search", queries=2)


def test_random_goes_with_the_solvers_of_the_others():
    assert pairs_of(["committee", "random"]) == [("committee", "search"), ("random", "search")]
    assert pairs_of(["random"]) == [("random", "search"), ("random", "nets")]


def test_a_comparison_has_a_row_for_each_strategy_and_keeps_the_runs_that_failed():
    rows = compare([THRESHOLD, UNSAYABLE], range(2), queries=12)
    assert [(row.world, row.strategy) for row in rows] == [
        ("threshold", "committee"), ("threshold", "random"), ("unsayable", "committee"), ("unsayable", "random"),
    ]  # fmt: skip
    assert rows[2].identified == [None, None]
    assert rows[2].median == math.inf


def test_the_summary_counts_a_run_that_never_got_there_as_one_more_query():
    rows = [Row((made(False, True),)), Row((made(False, False, False, strategy="random"),))]
    assert summary(rows) == (4, pytest.approx(4 / 6))

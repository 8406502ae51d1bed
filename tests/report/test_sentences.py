"""The computed sentences, against cases counted by hand."""

import pytest

from contrast.errors import StoreError
from contrast.report.contest import contests
from contrast.report.lines.aggregate import aggregate
from contrast.report.sentences import sentences
from tests.report.rows import baselines, comparison, failed, net, search

PIXELS = {"scores_only": True, "axes": ("same",)}


def outcomes(rows: list[dict]) -> list[str]:
    return [one.outcome for one in contests(aggregate(rows))]


def test_the_comparison_reads_as_counted_by_hand():
    assert sentences(comparison()) == [
        "On 2 of 5 tasks the program holds on every axis where the net does not; on 2 the net wins; on 1 neither. "
        "The net alone holds on bits/majority.",
        "The net reads perception/digits at .970 [.957, .979] where the best program has .310 [.282, .339].",
        "From the same 32 examples (fewer where a data set is smaller) "
        "the program holds on 2 of 4 tasks and a net holds on 1 of 4 tasks; "
        "with unlimited data (where data are measured: all training rows) a net holds on 1 of 4 tasks.",
        "Neither holds on lists/sort_by_key (search: wrong_on:longer_10x; lstm: failed, still_improving).",
        "1 failed trial counts as not solved and as score 0: lists/sort_by_key (lstm).",
        "To hold is an exact match of at least .99 on fresh draws and on every axis, in a side's best setting. "
        "This is a demonstration with one seed (n = 1); another seed may turn out otherwise.",
    ]


@pytest.mark.parametrize(
    ("program", "net_score", "outcome"), [(1.0, 0.5, "program"), (0.5, 1.0, "net"), (1.0, 0.99, "both"), (0.98, 0.5, "neither")]
)
def test_a_judged_task_goes_to_whoever_holds(program: float, net_score: float, outcome: str):
    assert outcomes([search("lists/sort", 1.0, program), net("lists/sort", 1.0, net_score)]) == [outcome]


def test_a_net_counts_with_the_better_of_its_regimes():
    assert outcomes([search("t", 0.5), net("t", 0.5), net("t", 1.0, examples=None)]) == ["net"]


def test_a_single_unsolved_seed_keeps_a_side_from_holding():
    rows = [search("t", 1.0, seed=0), search("t", 0.9, seed=1), net("t", 0.1, seed=0), net("t", 0.1, seed=1)]
    assert outcomes(rows) == ["neither"]
    assert sentences(rows)[-1].endswith("with every one of its 2 seeds.")


def test_a_failed_seed_keeps_a_side_from_holding():
    assert outcomes([search("t", 1.0, seed=0), failed("t", "search", seed=1), net("t", 1.0)]) == ["net"]


@pytest.mark.parametrize(
    ("program", "net_score", "outcome"),
    [(0.31, 0.97, "net by score"), (0.97, 0.31, "program by score"), (0.90, 0.91, "open")],
)
def test_perception_is_won_only_with_intervals_apart(program: float, net_score: float, outcome: str):
    assert outcomes([search("perception/digits", program, **PIXELS), net("perception/digits", net_score, **PIXELS)]) == [outcome]


def test_perception_without_a_winner_is_said_to_be_open():
    told = sentences([search("perception/digits", 0.90, **PIXELS), net("perception/digits", 0.91, **PIXELS)])
    assert told[0].endswith("; on 1 the scores do not tell them apart.")
    assert told[1].endswith("the intervals overlap.")


def test_a_trivial_solver_as_good_as_both_sides_is_told():
    rows = [search("perception/digits", 0.31, **PIXELS), net("perception/digits", 0.60, **PIXELS)]
    trivial = baselines("perception/digits", 0.1, 0.0, 0.747, scores_only=True)
    assert sentences([*rows, *trivial])[1].endswith("; the trivial solver nearest neighbour has .747 [.719, .773].")


def test_a_crashed_search_on_perception_is_named_not_scored():
    told = sentences([failed("perception/digits", "search"), net("perception/digits", 0.91, **PIXELS)])
    assert told[1] == "The net reads perception/digits at .910 [.891, .926] where the best program has nothing (search failed)."


def test_a_task_with_one_side_only_is_left_out_and_named():
    told = sentences([search("a", 1.0), net("a", 0.1), search("b", 1.0), *baselines("b", 1.0, 1.0, 1.0)])
    assert told[0] == "On 1 of 1 task the program holds on every axis where the net does not."
    assert "Only one side ran on b, which the first count leaves out." in told


def test_without_a_network_nothing_is_contrasted():
    told = sentences([search("a", 1.0)])
    assert told[:2] == [
        "No task here has both a program search and a network, so there is nothing to contrast.",
        "From 32 examples the program holds on 1 of 1 task.",
    ]


def test_each_number_of_examples_is_told_apart():
    rows = [search("a", 0.5), search("a", 1.0, examples=1000), net("a", 0.5, examples=1000)]
    assert "From 32 examples the program holds on 0 of 1 task; from the same 1,000 examples" in " ".join(sentences(rows))


def test_failed_trials_are_counted_and_named_by_task():
    rows = [failed("a", "search"), failed("a", "lstm"), search("b", 1.0), net("b", 0.1), failed("b", "lstm", seed=1)]
    assert "3 failed trials count as not solved and as score 0: a (search, lstm) and b (lstm)." in sentences(rows)


def test_no_rows_say_nothing():
    with pytest.raises(StoreError, match="no finished trial"):
        sentences([])

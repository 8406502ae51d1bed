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
        "The net alone holds on bits/majority (from 32 examples).",
        "Of the 2 tasks on which the program holds 2 have a shallow program (2 applications or fewer): "
        "lists/reverse and science/kepler.",
        "The net reads perception/digits at .970 [.957, .979] from unlimited data "
        "where the best program has .310 [.282, .339] from 32 examples; "
        "from the same 32 examples the net has .780 [.753, .805] and the best program .310 [.282, .339].",
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


def digits(program: float, equal: float, more: float) -> str:
    """The sentence on perception, of a program and a net from 32 examples and the net from unlimited data."""
    nets = [net("perception/digits", equal, **PIXELS), net("perception/digits", more, examples=None, **PIXELS)]
    return sentences([search("perception/digits", program, **PIXELS), *nets])[1]


@pytest.mark.parametrize(
    ("program", "equal", "more", "ending"),
    [
        (0.133, 0.634, 0.97, "the best program .133 [.113, .155]."),
        (0.600, 0.610, 0.97, "and there the intervals overlap."),
        (0.600, 0.200, 0.97, "and there the program is ahead."),
        (0.960, 0.200, 0.97, "and there the program is ahead."),
        (0.960, 0.955, 0.97, "the best program .960 [.946, .970], and there the intervals overlap."),
    ],
)
def test_perception_is_told_from_the_same_examples_too(program: float, equal: float, more: float, ending: str):
    told = digits(program, equal, more)
    assert "from unlimited data" in told
    assert "; from the same 32 examples the net has" in told
    assert told.endswith(ending)


def test_a_net_on_measured_data_is_said_to_have_all_training_rows():
    pixels = {**PIXELS, "measured": True}
    rows = [search("perception/digits", 0.1, **pixels), net("perception/digits", 0.9, examples=None, **pixels)]
    told = sentences(rows)[1]
    assert "at .900 [.880, .917] from all training rows where the best program has .100 [.083, .120] from 32 examples" in told
    assert told.endswith("; no number of examples is common to both.")


def test_a_program_ahead_of_a_net_with_more_data_is_told_with_its_examples():
    assert digits(0.9, 0.2, 0.5).startswith(
        "The best program reads perception/digits at .900 [.880, .917] from 32 examples where"
    )


def test_the_best_program_without_a_net_beside_it_is_followed_by_the_largest_common_number():
    rows = [search("perception/digits", score, examples=n, **PIXELS) for n, score in ((8, 0.1), (32, 0.2), (1000, 0.5))]
    nets = [net("perception/digits", score, examples=n, **PIXELS) for n, score in ((8, 0.3), (32, 0.9))]
    assert "; from the same 32 examples the net has .900 [.880, .917] and the best program .200" in sentences([*rows, *nets])[1]


def test_a_task_that_the_net_alone_holds_names_the_least_data_it_needed():
    rows = [search("t", 0.5), net("t", 0.5), net("t", 1.0, examples=None), net("t", 1.0, examples=1000)]
    assert sentences(rows)[0].endswith("The net alone holds on t (from 1,000 examples).")


@pytest.mark.parametrize(
    ("rows", "more"),
    [
        ([search("t", 0.5), net("t", 0.5), net("t", 1.0, examples=None)], True),
        ([search("t", 0.5), net("t", 1.0, examples=1000)], True),
        ([search("t", 0.5), net("t", 1.0), net("t", 1.0, examples=None)], False),
        ([search("t", 0.5, examples=1000), net("t", 1.0)], False),
        ([search("t", 1.0), net("t", 0.5, examples=None)], False),
        ([search("t", 0.5, **PIXELS), net("t", 0.5, **PIXELS), net("t", 0.9, examples=None, **PIXELS)], True),
        ([search("t", 0.5, **PIXELS), net("t", 0.7, **PIXELS), net("t", 0.9, examples=None, **PIXELS)], False),
        ([search("t", 0.5, **PIXELS), net("t", 0.9, examples=None, **PIXELS)], True),
    ],
)
def test_the_headline_says_where_a_net_wins_only_with_more_data(rows: list[dict], more: bool):
    assert ("on 1 the net wins (on 1 of them only with more data than the program had)" in sentences(rows)[0]) == more


def test_shallow_programs_are_counted_apart_and_named():
    rows = [search(name, 1.0, applications=n) for name, n in (("a", 2), ("b", 3), ("c", 1))]
    told = "Of the 3 tasks on which the program holds 2 have a shallow program (2 applications or fewer): a and c."
    assert told in sentences([*rows, search("d", 0.5, applications=1)])


def test_a_program_that_is_wrong_is_not_counted_as_shallow():
    assert not any("shallow" in sentence for sentence in sentences([search("a", 0.5, applications=1)]))


def test_no_shallow_program_is_told_as_none():
    told = "Of the 1 task on which the program holds 0 have a shallow program (2 applications or fewer)."
    assert told in sentences([search("a", 1.0, applications=3)])


def test_results_that_do_not_say_how_deep_a_program_is_are_told_or_passed_over():
    told = sentences([search("a", 1.0, applications=2), search("b", 1.0)])
    assert any(one.endswith("1 has a shallow program (2 applications or fewer): a; of 1 the results do not say.") for one in told)
    assert not any("shallow" in one for one in sentences([search("b", 1.0)]))


def test_a_trivial_solver_as_good_as_both_sides_is_told():
    rows = [search("perception/digits", 0.31, **PIXELS), net("perception/digits", 0.60, **PIXELS)]
    trivial = baselines("perception/digits", 0.1, 0.0, 0.747, scores_only=True)
    assert sentences([*rows, *trivial])[1].endswith("; the trivial solver nearest neighbour has .747 [.719, .773].")


def test_a_crashed_search_on_perception_is_named_not_scored():
    told = sentences([failed("perception/digits", "search"), net("perception/digits", 0.91, **PIXELS)])
    expected = (
        "The net reads perception/digits at .910 [.891, .926] "
        "where the best program has nothing (search failed), both from 32 examples."
    )
    assert told[1] == expected


def test_a_net_that_was_not_made_for_a_task_loses_nothing_on_it():
    rows = [search("a/pairs", 1.0), failed("a/pairs", "mlp", "unsupported: no head writes pairs")]
    assert outcomes(rows) == []
    assert "1 failed trial counts as not solved and as score 0: a/pairs (mlp)." in sentences(rows)


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

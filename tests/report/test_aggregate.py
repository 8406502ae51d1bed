"""Rows become lines: seeds are pooled, versions and budgets are not, and nobody drops out of a denominator."""

import pytest

from contrast.report.lines.aggregate import aggregate, side_of
from contrast.report.lines.intervals import wilson
from contrast.report.lines.line import Line
from contrast.report.lines.summary import Summary, summarise
from tests.report.rows import SECONDS, baselines, comparison, failed, net, row, search


def only(rows: list[dict]) -> Line:
    (line,) = aggregate(rows)
    return line


def summary(rows: list[dict], label: str, labels: str = "32") -> Summary:
    (found,) = [one for one in summarise(aggregate(rows)) if (one.label, one.labels) == (label, labels)]
    return found


def test_trials_that_differ_by_the_seed_share_a_line():
    line = only([search("lists/sort", 1.0, 1.0, score, seed=seed) for seed, score in enumerate((1.0, 0.4, 1.0))])
    assert (line.trials, line.count("solved")) == (3, 2)
    assert line.splits["longer_10x"].value == pytest.approx(0.8)
    assert line.solved_interval == wilson(2, 3)


def test_a_failed_trial_stays_in_the_denominator_and_scores_zero():
    line = only([net("lists/sort", 1.0, 1.0, 0.9, seed=0), failed("lists/sort", "lstm", seed=1)])
    assert (line.trials, line.count("solved"), line.count("failed")) == (2, 0, 1)
    assert [mean.value for mean in line.splits.values()] == [0.5, 0.5, 0.45]


def test_a_trial_that_died_before_it_knew_its_task_learns_the_axes_from_the_others():
    crashed, _ = aggregate([failed("lists/sort", "search"), net("lists/sort", 1.0, 0.5, 0.2)])
    assert list(crashed.axes) == ["longer_2x", "longer_10x"]
    assert crashed.about("dsl_size") == 13


def test_perception_stays_perception_when_its_trial_died():
    crashed, _ = aggregate([failed("perception/digits", "search"), net("perception/digits", 0.9, 0.2, scores_only=True)])
    assert crashed.scores_only
    assert not crashed.holds


@pytest.mark.parametrize(
    "other",
    [{"examples": 64}, {"examples": None}, {"budget": {**SECONDS, "seconds": 3.0}}, {"task_version": 2}, {"solver_version": 2}],
    ids=lambda columns: next(iter(columns)),
)
def test_what_is_not_the_seed_makes_a_line_of_its_own(other: dict):
    assert len(aggregate([net("lists/sort", 1.0, 1.0, 1.0), net("lists/sort", 0.0, 0.0, 0.0, seed=1, **other)])) == 2


def test_lines_that_differ_by_the_version_alone_say_so():
    old, new = aggregate([search("lists/sort", 0.1), search("lists/sort", 1.0, solver_version=2)])
    assert (old.label, new.label) == ("search task v1, solver v1, DSL v1", "search task v1, solver v2, DSL v1")


def test_versions_are_ordered_as_numbers():
    rows = [search("lists/sort", 1.0, task_version=version, seed=version) for version in (10, 2, 9)]
    assert [line.rows[0]["task_version"] for line in aggregate(rows)] == [2, 9, 10]


@pytest.mark.parametrize("order", [(10, 9), (9, 10)])
def test_a_trial_that_died_before_it_knew_its_version_joins_the_newest(order: tuple[int, int]):
    known = [search("lists/sort", 1.0, task_version=version) for version in order]
    old, new = aggregate([*known, failed("lists/sort", "search", seed=1)])
    assert (old.label, old.count("failed")) == ("search task v9, solver v1, DSL v1", 0)
    assert (new.label, new.count("failed")) == ("search task v10, solver v1, DSL v1", 1)


def test_a_network_outlives_a_new_version_of_the_dsl():
    assert only([net("lists/sort", 1.0, seed=0), net("lists/sort", 1.0, seed=1, dsl_version=2)]).trials == 2


def test_tasks_keep_their_order_and_search_comes_before_networks_before_baselines():
    nets = [net("lists/sort", 1.0, examples=None), net("lists/sort", 1.0)]
    rows = [*baselines("lists/sort", 0.1, 0.1, 0.1), *nets, search("lists/sort", 1.0), search("bits/parity", 1.0)]
    lines = aggregate(rows)
    assert [(line.solver, line.labels) for line in lines] == [
        ("search", "32"), ("lstm", "32"), ("lstm", "unlimited"),
        ("majority", "32"), ("copy", "32"), ("nearest_neighbour", "32"), ("search", "32"),
    ]  # fmt: skip


def test_the_worst_axis_is_the_lowest_of_the_departures():
    assert only([net("lists/sort", 0.1, 0.7, 0.3)]).worst[0] == "longer_10x"


def test_a_task_without_axes_has_no_worst_one():
    assert only([search("science/kepler", 1.0)]).worst is None


@pytest.mark.parametrize(
    ("applications", "smallest", "shallow"), [((3, 2, 4), 2, True), ((3, 3, 3), 3, False), ((None, 3, None), 3, False)]
)
def test_a_line_is_shallow_if_a_seed_found_a_shallow_program(applications: tuple, smallest: int, shallow: bool):
    line = only([search("t", 1.0, seed=seed, applications=count) for seed, count in enumerate(applications)])
    assert (line.applications, line.shallow) == (smallest, shallow)


def test_rows_from_before_applications_were_counted_are_neither_shallow_nor_deep():
    assert only([search("t", 1.0)]).shallow is None


def test_costs_are_medians_over_the_trials_that_have_them():
    line = only([search("lists/sort", 1.0, seed=seed, core_seconds=cost) for seed, cost in enumerate((1.0, 9.0, None, 2.0))])
    assert line.middle("core_seconds") == 2.0


def test_seeds_that_found_different_programs_list_them_by_frequency():
    line = only([search("lists/sort", 1.0, seed=seed, program=text) for seed, text in enumerate(["b(xs)", "a(xs)", "a(xs)"])])
    assert line.programs == {"a(xs)": 2, "b(xs)": 1}


def test_a_data_set_smaller_than_n_says_how_many_labels_it_gave():
    assert only([search("science/kepler", 1.0, examples_used=6, measured=True)]).labels == "6 of 32"


def test_unlimited_draws_of_measured_data_are_all_its_rows():
    assert only([net("science/kepler", 1.0, examples=None, measured=True)]).labels == "all rows"


def test_a_solver_from_elsewhere_is_placed_by_what_it_found():
    theirs = [row("t", "theirs", 0.1), row("t", "theirs", 0.1, seed=1, program="f(x)")]
    sides = side_of([*theirs, row("t", "deep", 0.1, parameters=7), row("t", "odd", 0.1)])
    assert sides == {"theirs": "search", "deep": "network", "odd": "other"}


def test_a_task_counts_as_solved_in_the_suite_only_with_every_seed():
    rows = [search("a", 1.0, 1.0), search("a", 1.0, 1.0, seed=1), search("b", 1.0, 1.0), search("b", 1.0, 0.5, seed=1)]
    found = summary(rows, "search")
    assert (found.solved, found.judged) == (1, 2)
    assert found.worst.value == pytest.approx((1.0 + 0.75) / 2)


def test_perception_is_not_among_the_judged_tasks_of_the_suite():
    found = summary(comparison(), "search")
    assert (found.same.value, found.judged, found.solved) == (pytest.approx((1.0 + 0.8 + 0.55 + 1.0 + 0.31) / 5), 4, 2)


def test_a_crash_counts_zero_in_the_suite():
    found = summary(comparison(), "network")
    assert found.failed == 1
    assert found.same.value == pytest.approx((0.212 + 0.991 + 0.0 + 0.5 + 0.78) / 5)
    assert found.worst.value == pytest.approx((0.0 + 0.993 + 0.0 + 0.4) / 4)


def test_a_task_on_which_everything_failed_stays_in_every_mean():
    found = summary([failed("a", "search"), search("b", 1.0, 0.8)], "search")
    assert (found.solved, found.judged, found.same.value, found.worst.value) == (0, 2, 0.5, 0.4)


def test_two_networks_on_one_task_are_summed_up_apart():
    rows = [net("a", 1.0), net("a", 0.0, solver="mlp"), net("b", 0.5)]
    assert [(one.label, one.same.value) for one in summarise(aggregate(rows))][:2] == [("lstm", 0.75), ("mlp", 0.0)]


def validated(exact_match: float, loss: float = 0.1) -> dict:
    return {"validation": {"exact_match": exact_match, "loss": loss}}


def test_of_several_nets_validation_chooses_and_the_best_outside_is_an_oracle_apart():
    first = net("a", 0.9, 0.2, 0.1, details=validated(0.9))
    second = net("a", 0.8, 0.9, 0.7, solver="mlp", details=validated(0.8))
    third = net("b", 1.0, 0.5, 0.5, details=validated(1.0, 0.2))
    fourth = net("b", 1.0, 0.1, 0.1, solver="mlp", details=validated(1.0, 0.01))
    rows = [first, second, third, fourth]
    assert summary(rows, "network chosen by validation").worst.value == pytest.approx((0.1 + 0.1) / 2)
    assert summary(rows, "network oracle (best outside)").worst.value == pytest.approx((0.7 + 0.5) / 2)


def test_where_a_net_has_no_validation_the_one_that_fits_the_task_is_chosen():
    rows = [net("a", 0.9, 0.2, 0.1), net("a", 0.1, 0.0, 0.0, solver="mlp", by_default=True)]
    assert summary(rows, "network chosen by validation").same.value == pytest.approx(0.1)

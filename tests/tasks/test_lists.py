"""What the tasks of lists promise beyond what every task does."""

from __future__ import annotations

from collections import Counter

import pytest

from contrast.catalog import load_task


@pytest.mark.parametrize("split", ["train", "longer_2x", "longer_10x", "larger", "structured"])
def test_second_largest_always_exists(split: str) -> None:
    assert all(len(set(e.inputs[0])) >= 2 for e in load_task("lists/second_largest").draw(split, seed=2, count=500).examples)


def test_the_largest_value_repeats_on_the_structured_axis() -> None:
    examples = load_task("lists/second_largest").draw("structured", seed=2, count=500).examples
    assert all(e.inputs[0].count(max(e.inputs[0])) >= 2 for e in examples)


def tied(xs: list[int]) -> bool:
    """Whether several values occur as often as the most frequent one."""
    counts = Counter(xs).most_common(2)
    return len(counts) == 2 and counts[0][1] == counts[1][1]


@pytest.mark.parametrize("split", ["train", "longer_2x", "longer_10x", "larger"])
def test_half_of_the_lists_have_several_modes(split: str) -> None:
    examples = load_task("lists/mode").draw(split, seed=2, count=500).examples
    assert 0.4 < sum(tied(e.inputs[0]) for e in examples) / len(examples) < 0.6


def test_all_lists_have_several_modes_on_the_structured_axis() -> None:
    assert all(tied(e.inputs[0]) for e in load_task("lists/mode").draw("structured", seed=2, count=500).examples)


def test_of_several_modes_it_is_the_smallest_or_the_last_about_as_seldom_as_not() -> None:
    examples = [e for e in load_task("lists/mode").draw("train", seed=2, count=500).examples if tied(e.inputs[0])]
    leading = [[x for x in dict.fromkeys(e.inputs[0]) if e.inputs[0].count(x) == e.inputs[0].count(e.output)] for e in examples]
    for other in (min, max, lambda values: values[-1]):
        assert sum(other(values) == e.output for values, e in zip(leading, examples, strict=True)) < 0.6 * len(examples)


@pytest.mark.parametrize("split", ["train", "longer_2x", "longer_10x", "larger", "structured"])
def test_both_lists_to_be_merged_are_ascending_and_mostly_differ_in_length(split: str) -> None:
    drawn = [e.inputs for e in load_task("lists/merge_sorted").draw(split, seed=2, count=500).examples]
    assert all(list(map(sorted, lists)) == list(lists) for lists in drawn)
    assert sum(len(xs) == len(ys) for xs, ys in drawn) < 0.2 * len(drawn)


@pytest.mark.parametrize("split", ["train", "longer_2x", "longer_10x", "larger", "structured"])
def test_the_place_asked_for_is_in_the_list_and_every_place_is_asked_for(split: str) -> None:
    drawn = [e.inputs for e in load_task("lists/kth_smallest").draw(split, seed=2, count=1000).examples]
    assert all(1 <= k <= len(xs) for xs, k in drawn)
    assert {k for _, k in drawn} >= {1, max(len(xs) for xs, _ in drawn)}


def test_a_value_comes_back_in_a_later_run_on_the_structured_axis() -> None:
    values = [e.output[::2] for e in load_task("lists/run_length_encode").draw("structured", seed=2, count=500).examples]
    assert sum(len(set(runs)) < len(runs) for runs in values) > 0.8 * len(values)


def test_every_run_but_the_last_is_long_on_the_axis_of_longer_runs() -> None:
    examples = load_task("lists/run_length_encode").draw("longer_runs", seed=2, count=500).examples
    assert all(count >= 7 for e in examples for count in e.output[1:-2:2])


def test_bucket_sort_has_no_value_beyond_its_alphabet_on_any_axis() -> None:
    task = load_task("lists/bucket_sort")
    drawn = [task.draw(split, seed=2, count=200).examples for split in ["train", *task.test_splits]]
    assert {x for examples in drawn for e in examples for x in e.inputs[0]} == set(range(5))

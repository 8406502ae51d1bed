"""A task draws the same examples for everyone, keeps test inputs out of training, and says what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Any

import pytest

from contrast.catalog import load_task
from contrast.errors import BadKind, BadTask
from contrast.sampling import int_lists, is_reserved
from contrast.task import ENOUGH_RESERVED, Example, Split, Task, measured
from contrast.values import digest
from contrast.vocab.lists import VOCABULARY


def head_plus(xs: list[int], k: int) -> int:
    """The first element plus `k`.

    More is said here.
    """
    return xs[0] + k


def largest(xs: list[int]) -> int:
    """The largest element."""
    return max(xs)


TASK = Task(
    largest,
    VOCABULARY,
    {"train": Split((1, 8)), "longer": Split((20, 20)), "larger": Split((1, 8), int_lists(10, 99))},
    int_lists(0, 9),
    "a test",
    name="test/largest",
)


def inputs_of(examples: list[Example]) -> set[str]:
    return {digest(list(example.inputs)) for example in examples}


def test_kinds_and_names_come_from_the_signature() -> None:
    task = Task(head_plus, VOCABULARY, name="family/head_plus")
    assert [(var.name, var.kind) for var in task.inputs] == [("xs", list[int]), ("k", int)]
    assert task.output_kind is int
    assert (task.family, task.description) == ("family", "The first element plus `k`.")


def test_same_is_a_split_of_every_task() -> None:
    assert TASK.test_splits == ["same", "longer", "larger"]
    assert TASK.axes == ["longer", "larger"]


@pytest.mark.parametrize("split", ["train", "same", "longer"])
def test_draws_are_fixed_by_task_split_and_seed(split: str) -> None:
    assert TASK.draw(split, 5, 50) == TASK.draw(split, 5, 50)
    assert TASK.draw(split, 5, 50) != TASK.draw(split, 6, 50)
    assert TASK.draw(split, 5, 50) != TASK.named("test/other").draw(split, 5, 50)


def test_a_smaller_draw_is_the_beginning_of_a_larger_one() -> None:
    assert TASK.draw("train", 0, 200).examples[:30] == TASK.draw("train", 0, 30).examples


@pytest.mark.parametrize("split", ["train", "same", "longer", "larger"])
def test_drawn_inputs_are_distinct(split: str) -> None:
    examples = TASK.draw(split, 0, 400).examples
    assert len(inputs_of(examples)) == len(examples) == 400


@pytest.mark.parametrize("split", ["same", "larger"])
def test_no_reserved_input_is_among_5000_streamed(split: str) -> None:
    streamed = inputs_of(list(islice(TASK.stream(0), 5000)))
    reserved = [example for example in TASK.draw(split, 1).examples if is_reserved(TASK.name, example.inputs)]
    assert len(reserved) == 1000
    assert not streamed & inputs_of(reserved)


def test_no_streamed_input_is_reserved() -> None:
    assert not any(is_reserved(TASK.name, example.inputs) for example in islice(TASK.stream(3), 5000))


def test_streams_differ_by_seed_and_from_the_training_draw() -> None:
    first = list(islice(TASK.stream(0), 50))
    assert first != list(islice(TASK.stream(1), 50))
    assert first != TASK.draw("train", 0, 50).examples


def test_each_size_of_a_split_is_drawn() -> None:
    assert {len(example.inputs[0]) for example in islice(TASK.stream(0), 500)} == set(range(1, 9))
    assert {len(example.inputs[0]) for example in TASK.draw("longer", 0, 50).examples} == {20}


def test_a_domain_too_small_to_divide_is_exempt_and_marked() -> None:
    def either(p: bool, q: bool) -> bool:
        """Whether one holds."""
        return p or q

    sample = Task(either, VOCABULARY, name="test/either").draw("same", 0)
    assert sample.exempt
    assert len(sample.examples) == 4


def test_a_small_domain_is_divided_with_nothing_left_out() -> None:
    pairs = replace(TASK, splits={"train": Split((2, 2))}, sampler=int_lists(0, 14))
    train, same = pairs.draw("train", 0), pairs.draw("same", 0)
    assert not same.exempt
    assert len(same.examples) >= ENOUGH_RESERVED
    assert len(train.examples) + len(same.examples) == 15**2
    assert not inputs_of(train.examples) & inputs_of(same.examples)


def test_fewer_examples_than_asked_where_the_domain_is_smaller() -> None:
    assert len(replace(TASK, splits={"train": Split((1, 1))}).draw("train", 0, 50).examples) <= 10


ROWS = [Example((float(k),), float(k * k)) for k in range(5)]


@measured(lambda: ROWS)
def squared(a: float) -> float:
    """The square, as measured."""
    raise NotImplementedError


SPLITS = {"train": Split(rows=lambda: ROWS[:3]), "far": Split(rows=lambda: ROWS[3:])}
TABLE = Task(squared, VOCABULARY, SPLITS, name="test/squared")


def test_rows_are_drawn_as_they_are_given() -> None:
    assert TABLE.draw("train", 0).examples == ROWS[:3]
    assert TABLE.draw("far", 1).examples == ROWS[3:]


def test_fewer_rows_are_chosen_by_the_seed() -> None:
    chosen = {tuple(e.inputs[0] for e in TABLE.draw("train", seed, 2).examples) for seed in range(20)}
    assert chosen == {(0.0, 1.0), (0.0, 2.0), (1.0, 2.0)}


def test_the_stream_of_a_table_is_all_its_training_rows_over_and_over() -> None:
    streamed = list(islice(TABLE.stream(0), 9))
    assert all(sorted(e.inputs for e in streamed[k : k + 3]) == [(0.0,), (1.0,), (2.0,)] for k in (0, 3, 6))
    assert TABLE.measured
    assert not TASK.measured


def test_a_measured_reference_answers_from_its_table_only() -> None:
    assert TABLE.answer((4.0,)) == 16.0
    with pytest.raises(BadTask, match=r"raised Undefined: \(9.5,\) was not measured"):
        TABLE.answer((9.5,))


def test_an_unknown_split_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadTask, match="'test/largest' has no split 'harder'; it has train, same, longer, larger"):
        TASK.draw("harder", 0)


def test_a_task_without_training_is_refused() -> None:
    with pytest.raises(BadTask, match="task 'largest': no split is named 'train'; add one to `splits`"):
        Task(largest, VOCABULARY, {"longer": Split((20, 20))})


def test_a_hint_that_is_no_kind_is_refused() -> None:
    def odd(xs: dict[str, int]) -> int:
        """Anything."""
        return 0

    with pytest.raises(BadKind, match=r"task 'odd', xs: .*is not a kind of data contrast knows"):
        Task(odd, VOCABULARY)


@pytest.mark.parametrize(
    ("drawn", "message"),
    [
        ((["a"],), "the sampler drew ['a'] for xs, which is not list[int]"),
        ([[1]], "it must return a tuple of 1 inputs"),
    ],
)
def test_a_sampler_of_the_wrong_type_is_named(drawn: Any, message: str) -> None:
    with pytest.raises(BadTask) as caught:
        replace(TASK, sampler=lambda rng, size: drawn).draw("train", 0, 1)
    assert message in str(caught.value)


def test_a_raising_reference_is_reported_with_its_input() -> None:
    with pytest.raises(BadTask, match=r"'test/largest': the reference raised ValueError: .* on \(\[\],\); make it total"):
        TASK.answer(([],))


@pytest.mark.parametrize("sizes", [(10, 1), (-3, 2), (2.5, 10.5), (2, 5, 9)])
def test_sizes_that_are_no_range_are_refused(sizes) -> None:
    with pytest.raises(BadTask, match="give a smallest and a largest whole number"):
        Split(sizes)


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ({"dsl": None}, "its dsl is None"),
        ({"splits": {"train": (1, 10)}}, "no mapping of names to Split"),
        ({"tolerance": -1}, "from 0 up"),
    ],
)
def test_a_part_of_the_wrong_type_is_refused(part, message) -> None:
    with pytest.raises(BadTask, match=message):
        replace(load_task("lists/sort"), **part)

"""`contrast check`: each way in which a task can be broken is found, named, and comes with how to mend it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from contrast.check import CHECKS, assert_task, check_task
from contrast.dsl import DSL, primitive
from contrast.errors import BadTask, Undefined
from contrast.judgement import INVALID
from contrast.sampling import Rng, int_lists
from contrast.task import Example, Split, Task
from contrast.vocab.lists import VOCABULARY
from contrast.vocab.primitives.numbers.integers import add, less
from contrast.vocab.reals import VOCABULARY as REALS


def total(xs: list[int]) -> int:
    """The sum of the elements.

    >>> total([1, 2, 3])
    6
    """
    return sum(xs)


SOUND = Task(
    total,
    VOCABULARY,
    splits={"train": Split((1, 10)), "longer": Split((20, 20)), "larger": Split((1, 10), int_lists(10, 99))},
    sampler=int_lists(0, 9),
    source="a test",
    name="test/total",
)


def failures(task: Task) -> dict[str, str]:
    """The messages of the failed checks, by check."""
    return {finding.check: finding.message for finding in check_task(task) if not finding.passed}


def sampled(sampler: Callable[[Rng, int], Any]) -> Task:
    return replace(SOUND, sampler=sampler)


def test_a_sound_task_passes_every_check() -> None:
    findings = check_task(SOUND)
    assert [finding.check for finding in findings] == list(CHECKS)
    assert failures(SOUND) == {}


def test_assert_task_accepts_a_sound_task() -> None:
    assert_task(SOUND)


def test_assert_task_names_the_task_and_every_failure() -> None:
    with pytest.raises(BadTask, match=r"(?s)'test/total' fails 2 of 12 checks.*source: no source.*axes: no split"):
        assert_task(replace(SOUND, source=" ", splits={"train": Split()}))


def test_missing_type_hints_are_named() -> None:
    def bare(xs, k: int) -> int:  # type: ignore[no-untyped-def]
        """Nothing."""
        return k

    with pytest.raises(BadTask, match=r"'bare': the reference has no type hint for 'xs'; write one, such as list\[int\]"):
        Task(bare, VOCABULARY)


def test_a_reference_without_docstring_has_no_description() -> None:
    def silent(xs: list[int]) -> int:
        return sum(xs)

    found = failures(replace(SOUND, reference=silent))
    assert found["description"].startswith("the reference has no docstring; write one")
    assert found["docstring examples"].startswith("the docstring of 'silent' has no example; add one, such as `>>> silent(...)`")


def test_a_wrong_docstring_example_is_shown() -> None:
    def total(xs: list[int]) -> int:
        """The sum of the elements.

        >>> total([2, 2])
        5
        """
        return sum(xs)

    message = failures(replace(SOUND, reference=total))["docstring examples"]
    assert message.startswith("1 of 1 examples of 'total' fail:")
    assert "total([2, 2]) Expected: 5 Got: 4; mend them or the reference" in message


def test_a_docstring_example_that_raises_is_a_failure() -> None:
    def total(xs: list[int]) -> int:
        """The sum of the elements.

        >>> 1 / 0
        1
        """
        return sum(xs)

    assert "ZeroDivisionError" in failures(replace(SOUND, reference=total))["docstring examples"]


def test_a_raising_reference_is_reported_with_its_input() -> None:
    def total(xs: list[int]) -> int:
        """The sum."""
        raise KeyError("lost")

    found = failures(replace(SOUND, reference=total))
    assert "split 'train': task 'test/total': the reference raised KeyError: 'lost' on ([" in found["draws"]
    assert found["draws"].endswith("make it total on what the sampler draws")
    assert found["disjoint"] == "not checked, because the splits cannot be drawn; mend what 'draws' reports and check again"


def test_a_reference_that_is_undefined_somewhere_is_not_total() -> None:
    def total(xs: list[int]) -> int:
        """The sum."""
        raise Undefined("no sum")

    assert "raised Undefined: no sum" in failures(replace(SOUND, reference=total))["draws"]


def test_a_reference_of_the_wrong_kind_is_reported() -> None:
    def total(xs: list[int]) -> int:
        """The sum."""
        return float(sum(xs))  # type: ignore[return-value]

    assert "which is not int" in failures(replace(SOUND, reference=total))["draws"]


@pytest.mark.parametrize(
    ("drawn", "message"),
    [
        (lambda rng, size: (rng.integers(0, 9, size),), "the sampler drew array("),
        (lambda rng, size: [[1, 2]], "the sampler returned [[1, 2]]; it must return a tuple of 1 inputs"),
        (lambda rng, size: ([1], 2), "it must return a tuple of 1 inputs"),
        (lambda rng, size: None, "the sampler returned None"),
    ],
)
def test_a_sampler_of_the_wrong_type_is_reported(drawn: Any, message: str) -> None:
    assert message in failures(sampled(drawn))["draws"]


def test_a_sampler_that_raises_is_reported_with_its_split() -> None:
    def broken(rng: Rng, size: int) -> tuple[list[int]]:
        raise IndexError("off the end")

    assert failures(sampled(broken))["draws"] == "split 'train': IndexError: off the end; mend its sampler, sizes or rows"


def test_an_empty_table_is_reported() -> None:
    broken = replace(SOUND, splits={"train": Split(), "measured": Split(rows=list)})
    assert failures(broken)["draws"].startswith("split 'measured' has no examples;")


def test_a_row_of_the_wrong_kind_is_reported() -> None:
    broken = replace(SOUND, splits={"train": Split(), "measured": Split(rows=lambda: [Example(([1.5],), 2)])})
    assert "inputs=([1.5],), output=2) is not (list[int]) -> int; convert its values" in failures(broken)["draws"]


def test_a_row_that_the_reference_contradicts_is_reported() -> None:
    broken = replace(SOUND, splits={"train": Split(), "measured": Split(rows=lambda: [Example(([1, 2],), 4)])})
    assert "the reference does not give the output of the row" in failures(broken)["draws"]


def test_an_unseeded_sampler_is_found() -> None:
    fresh = np.random.default_rng(0)
    found = failures(sampled(lambda rng, size: (fresh.integers(0, 9, size).tolist(),)))
    assert found["seeded"].startswith("split 'train' draws differently under one seed; let its sampler use the generator")


@pytest.mark.parametrize(
    "draw",
    [
        lambda rng, size: ([random.randrange(9) for _ in range(size)],),
        lambda rng, size: (np.random.randint(0, 9, size).tolist(),),
    ],
)
def test_a_sampler_on_the_global_random_state_is_found(draw: Any) -> None:
    assert "changes the global random state" in failures(sampled(draw))["seeded"]


def test_a_sampler_that_ignores_the_seed_is_found() -> None:
    def counting(rng: Rng, size: int) -> tuple[list[int]]:
        numbers = np.random.default_rng(next(turns) % 5000)
        return (numbers.integers(0, 9, 12).tolist(),)

    class Turns:
        """Begins anew at each draw of 'train'."""

        def __init__(self) -> None:
            self.turn = 0

        def __next__(self) -> int:
            self.turn += 1
            return self.turn

    turns = Turns()

    class Fixed(Task):
        def draw(self, split: str, seed: int, count: int = 1000) -> Any:
            turns.turn = 0
            return super().draw(split, 0, count)

    fixed = Fixed(total, VOCABULARY, SOUND.splits, counting, "a test", name="test/total")
    assert failures(fixed)["seeded"].startswith("split 'train' draws the same under every seed")


def test_checking_keeps_the_global_random_state() -> None:
    random.seed(5)
    np.random.seed(5)
    wanted = random.random(), np.random.random()
    random.seed(5)
    np.random.seed(5)
    check_task(sampled(lambda rng, size: ([random.randrange(9) for _ in range(size)],)))
    assert (random.random(), np.random.random()) == wanted


def test_a_reference_that_changes_its_mind_is_found() -> None:
    answers = iter(range(10**9))

    def total(xs: list[int]) -> int:
        """Another number each time."""
        return next(answers)

    message = failures(replace(SOUND, reference=total))["deterministic"]
    assert message.startswith("the reference answers differently the second time on ([")


def test_a_reference_that_changes_its_inputs_is_found() -> None:
    def total(xs: list[int]) -> int:
        """The sum, by using the list up."""
        result = sum(xs)
        xs.sort()
        return result

    assert "let it work on a copy" in failures(replace(SOUND, reference=total))["deterministic"]


def test_a_sampler_that_ignores_its_sizes_overlaps_training() -> None:
    found = failures(sampled(lambda rng, size: (rng.integers(0, 3, 4).tolist(),)))
    assert "split 'longer' holds" in found["disjoint"]
    assert found["disjoint"].endswith("make its sampler follow the sizes it is given, or take those rows out")


def test_a_row_in_two_splits_is_found() -> None:
    rows = [Example(([k],), k) for k in range(9)]
    splits = {"train": Split(rows=lambda: rows), "same": Split(rows=lambda: rows[:1]), "far": Split((20, 20))}
    shared = replace(SOUND, splits=splits)
    assert "split 'same' holds 1 inputs of training, such as ([0],)" in failures(shared)["disjoint"]


def test_a_domain_too_small_to_divide_is_exempt() -> None:
    def flipped(p: bool) -> bool:
        """The other truth value.

        >>> flipped(True)
        False
        """
        return not p

    tiny = Task(flipped, VOCABULARY, {"train": Split(), "other": Split()}, source="a test", name="test/flipped")
    assert set(failures(tiny)) == {"not given away"}


def test_an_axis_with_one_answer_is_found() -> None:
    constant = replace(SOUND, splits={**SOUND.splits, "zeros": Split((30, 99), int_lists(0, 0))})
    assert failures(constant)["varied"] == "one output is right on 100% of split 'zeros'; draw inputs whose answers differ more"


@primitive
def total_of(xs: list[int]) -> int:
    """The sum of the elements."""
    return sum(xs)


def test_one_application_that_is_the_answer_is_found() -> None:
    given = replace(SOUND, dsl=DSL.of(*VOCABULARY.primitives, total_of, kinds=VOCABULARY.kinds))
    assert "gives the answer away: total_of(xs) is right on all of" in failures(given)["not given away"]


def test_an_answer_among_the_inputs_is_found() -> None:
    def same(xs: list[int]) -> list[int]:
        """The list."""
        return xs

    assert "gives the answer away: xs is right" in failures(replace(SOUND, reference=same))["not given away"]


def test_an_answer_by_a_lambda_that_returns_its_variable_is_found() -> None:
    def last(xs: list[int]) -> int:
        """The last element."""
        return xs[-1]

    assert "fold(lambda v0, v1: v1, 0, xs) is right" in failures(replace(SOUND, reference=last))["not given away"]


def test_the_tolerance_counts_when_an_answer_is_given_away() -> None:
    def nearly(a: float) -> float:
        """About the root."""
        return float(np.sqrt(a) * 1.001)

    def up_to(rng: Rng, size: int) -> tuple[float]:
        return (float(rng.uniform(1, size + 1)),)

    splits = {"train": Split(), "larger": Split((11, 20))}
    near = Task(nearly, REALS, splits, up_to, "a test", tolerance=0.01, name="test/nearly")
    assert "sqrt(a) is right" in failures(near)["not given away"]
    assert "not given away" not in failures(replace(near, tolerance=0.0001))


def test_a_dsl_that_cannot_return_the_output_kind_is_found() -> None:
    assert "no program of DSL 'custom' on list[int] returns int" in failures(replace(SOUND, dsl=DSL.of(twice)))["kinds"]


def test_a_dsl_that_takes_no_input_is_found() -> None:
    message = failures(replace(SOUND, dsl=DSL.of(add, less)))["kinds"]
    assert message.startswith("no primitive of DSL 'custom' takes list[int], the kind of input 'xs'; add one that does")


def test_a_primitive_that_raises_is_reported_not_raised() -> None:
    @primitive
    def broken(xs: list[int]) -> int:
        """A bug."""
        raise RuntimeError("a bug")

    message = failures(replace(SOUND, dsl=DSL.of(broken)))["not given away"]
    assert message == "RuntimeError: a bug; mend the reference, sampler or primitive that raises it"


@primitive
def twice(xs: list[int]) -> list[int]:
    """The list, then the list again."""
    return xs + xs


def test_a_judge_that_refuses_the_references_answer_is_reported() -> None:
    task = replace(SOUND, judge=lambda inputs, given: INVALID)
    assert "refuses the reference's own answer" in failures(task)["judged"]


def test_a_judge_that_is_not_total_is_reported() -> None:
    task = replace(SOUND, judge=lambda inputs, given: 1 // 0)
    assert "the judge raised ZeroDivisionError" in failures(task)["judged"]

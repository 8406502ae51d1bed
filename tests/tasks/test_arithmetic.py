"""What the tasks of arithmetic promise beyond what every task does."""

from __future__ import annotations

import itertools
import statistics

import pytest

from contrast.catalog import load_task


def test_sums_on_the_structured_axis_are_within_one_of_a_multiple_of_97() -> None:
    examples = load_task("arithmetic/modular_addition").draw("structured", seed=0, count=500).examples
    assert {sum(e.inputs) % 97 for e in examples} == {96, 0, 1}
    assert all(max(e.inputs) > 96 for e in examples)


@pytest.mark.parametrize("split", ["train", "larger_2x", "larger_10x", "structured"])
def test_most_pairs_have_a_common_divisor(split: str) -> None:
    examples = load_task("arithmetic/gcd").draw(split, seed=0, count=500).examples
    assert sum(e.output == 1 for e in examples) < 0.4 * len(examples)


def euclid_steps(a: int, b: int) -> int:
    return 0 if b == 0 else 1 + euclid_steps(b, a % b)


def test_euclid_takes_more_steps_on_the_structured_axis_than_on_the_others() -> None:
    task = load_task("arithmetic/gcd")
    mean = {
        split: statistics.mean(euclid_steps(max(e.inputs), min(e.inputs)) for e in task.draw(split, seed=0, count=500).examples)
        for split in ("structured", "larger_2x", "larger_10x")
    }
    assert mean["structured"] > max(mean["larger_2x"], mean["larger_10x"])


def test_factors_are_small_but_written_at_full_length_on_the_structured_axis() -> None:
    for example in load_task("arithmetic/multiply_digits").draw("structured", seed=0, count=500).examples:
        assert all(len(digits) >= 5 and not any(digits[3:]) for digits in example.inputs)


def test_bits_of_the_structured_numbers_change_more_seldom_than_those_of_others() -> None:
    task = load_task("arithmetic/decimal_to_binary")

    def changes(split: str) -> float:
        drawn = [e.output for e in task.draw(split, seed=0, count=500).examples]
        return statistics.mean(a != b for bits in drawn for a, b in itertools.pairwise(bits))

    assert changes("structured") < 0.6 * changes("train")

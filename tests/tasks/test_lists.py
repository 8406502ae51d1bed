"""What the tasks of lists promise beyond what every task does."""

from __future__ import annotations

import pytest

from contrast.catalog import load_task


@pytest.mark.parametrize("split", ["train", "longer_2x", "longer_10x", "larger", "structured"])
def test_second_largest_always_exists(split: str) -> None:
    assert all(len(set(e.inputs[0])) >= 2 for e in load_task("lists/second_largest").draw(split, seed=2, count=500).examples)


def test_the_largest_value_repeats_on_the_structured_axis() -> None:
    examples = load_task("lists/second_largest").draw("structured", seed=2, count=500).examples
    assert all(e.inputs[0].count(max(e.inputs[0])) >= 2 for e in examples)

"""What the tasks of arithmetic promise beyond what every task does."""

from __future__ import annotations

from contrast.catalog import load_task


def test_sums_on_the_structured_axis_are_within_one_of_a_multiple_of_97() -> None:
    examples = load_task("arithmetic/modular_addition").draw("structured", seed=0, count=500).examples
    assert {sum(e.inputs) % 97 for e in examples} == {96, 0, 1}
    assert all(max(e.inputs) > 96 for e in examples)

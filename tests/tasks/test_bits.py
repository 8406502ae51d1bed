"""What the tasks of bits promise beyond what every task does."""

from __future__ import annotations

from contrast.catalog import load_task


def test_one_bit_decides_the_majority_on_the_structured_axis() -> None:
    examples = load_task("bits/majority").draw("structured", seed=0, count=500).examples
    assert {sum(e.inputs[0]) - len(e.inputs[0]) // 2 for e in examples} == {0, 1}

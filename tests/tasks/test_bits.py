"""What the tasks of bits promise beyond what every task does."""

from __future__ import annotations

import itertools

from contrast.catalog import load_task


def test_one_bit_decides_the_majority_on_the_structured_axis() -> None:
    examples = load_task("bits/majority").draw("structured", seed=0, count=500).examples
    assert {sum(e.inputs[0]) - len(e.inputs[0]) // 2 for e in examples} == {0, 1}


def test_the_middle_bit_of_a_product_depends_on_every_bit_of_both_numbers() -> None:
    numbers = [list(bits) for bits in itertools.product([False, True], repeat=4)]
    reference = load_task("bits/product_bit").reference
    for place in range(4):
        turned = [[bit != (k == place) for k, bit in enumerate(xs)] for xs in numbers]
        assert any(reference(xs, ys) != reference(zs, ys) for xs, zs in zip(numbers, turned, strict=True) for ys in numbers)
        assert any(reference(ys, xs) != reference(ys, zs) for xs, zs in zip(numbers, turned, strict=True) for ys in numbers)


def test_half_of_the_random_table_is_set_and_an_entry_tells_nothing_of_its_neighbours() -> None:
    reference = load_task("bits/random_table").reference
    inputs = [list(bits) for bits in itertools.product([False, True], repeat=12)]
    table = [reference(bits) for bits in inputs]
    assert 0.48 < sum(table) / 4096 < 0.52
    for place in range(12):
        agreeing = sum(table[k] == table[k ^ 1 << place] for k in range(4096)) / 4096
        assert 0.46 < agreeing < 0.54


def test_held_out_inputs_are_surrounded_by_training_on_the_structured_axis() -> None:
    trained = {tuple(e.inputs[0]) for e in itertools.islice(load_task("bits/random_table").stream(seed=0), 40_000)}
    for example in load_task("bits/random_table").draw("structured", seed=0, count=100).examples:
        bits = example.inputs[0]
        neighbours = [tuple(bit != (k == place) for k, bit in enumerate(bits)) for place in range(12)]
        assert tuple(bits) not in trained
        assert sum(neighbour in trained for neighbour in neighbours) >= 10

"""Whole numbers as digits, read and written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contrast.catalog import load_solver
from contrast.neural.encoding.heads import head_for
from contrast.neural.encoding.parts.digits import Digits
from contrast.neural.encoding.parts.leaves import Mark
from contrast.neural.encoding.tokens import TokenEncoder, Writing
from contrast.neural.encoding.vectors import VectorEncoder
from contrast.solver import Budget

from . import worlds
from .test_heads import perfect

NUMBERS = st.lists(st.integers(-(10**9), 10**9), min_size=1)
ENDS = pytest.mark.parametrize("little", [False, True])


@ENDS
@given(NUMBERS)
def test_what_is_written_is_read_again(little: bool, values: list[int]) -> None:
    digits = Digits.fit(values, little)
    assert [digits.read(digits.write(value)) for value in values] == values
    assert {len(digits.write(value)) for value in values} == {digits.count}


@ENDS
@given(NUMBERS, st.integers())
def test_longer_numbers_than_seen_are_written_whole(little: bool, values: list[int], other: int) -> None:
    digits = Digits.fit(values, little)
    assert digits.read(digits.write(other)) == other


def test_both_ends() -> None:
    assert Digits(3, signed=True).write(-42) == ["-", "0", "4", "2"]
    assert Digits(3, signed=True, little=True).write(-42) == ["2", "4", "0", "-"]


def test_what_is_no_number_is_none() -> None:
    assert Digits(2, signed=True).read(["4", "-"]) is None
    assert Digits(2, signed=False).read([]) is None


@pytest.mark.parametrize("written", ["digits", "digits_little"])
@pytest.mark.parametrize(("kind", "outputs"), [(int, [120, -7]), (list[int], [[], [5, 120], [-3]])])
def test_a_perfect_network_writes_numbers_in_digits(written, kind, outputs: list) -> None:
    head = head_for(kind, [], [((), output) for output in outputs], written)
    assert head.decode(perfect(head, outputs, 12)) == outputs


def test_a_sequence_of_numbers_becomes_a_sequence_of_digits() -> None:
    head = head_for(bool, [], [((), True), ((), False)])
    encoder = TokenEncoder.fit([list[int]], [(([12, 7],), True)], head, Writing("digits"))
    one, seven = encoder.id("1"), encoder.id("7")
    symbols = encoder.encode([([12, 7],)]).symbols[0].tolist()
    assert symbols == [Mark.BEGIN, one, encoder.id("2"), encoder.id("0"), seven, Mark.END]


def test_a_number_of_a_vector_has_an_embedding_for_each_digit_at_each_place() -> None:
    head = head_for(bool, [], [((), True), ((), False)])
    encoder = VectorEncoder.fit([int, int], [(12, 5), (7, 3)], head, "digits")
    assert encoder.encode([(77, 7)]).symbols.tolist() == [[8, 11 + 8, 22 + 8]]
    assert encoder.encode([(177, 7)]).symbols.tolist() == encoder.encode([(77, 7)]).symbols.tolist()


def test_two_lists_of_one_length_stand_side_by_side() -> None:
    head = head_for(bool, [], [((), True), ((), False)])
    examples = [(([1, 2], [2, 1]), True), (([1], [1]), False)]
    encoder = TokenEncoder.fit([list[int], list[int]], examples, head)
    assert encoder.stacked
    symbols = encoder.encode([([1, 2], [2, 1])]).symbols
    assert symbols.shape == (1, 4, 2)
    assert (symbols[0, 1, 0] + encoder.form.symbols // 2).item() == symbols[0, 2, 1].item()
    uneven = TokenEncoder.fit([list[int], list[int]], [*examples, (([1], []), True)], head)
    assert not uneven.stacked
    assert not TokenEncoder.fit([list[int], list[int]], examples, head, Writing(layout="joined")).stacked


def test_lists_side_by_side_may_differ_in_length_later() -> None:
    head = head_for(bool, [], [((), True), ((), False)])
    encoder = TokenEncoder.fit([list[int], list[int]], [(([1], [1]), False)], head)
    assert encoder.encode([([1, 1], [1])]).symbols.shape == (1, 4, 2)


@pytest.mark.parametrize("options", ["numbers=digits", "numbers=digits_little&outputs=digits_little", "outputs=amount"])
@pytest.mark.parametrize("solver", ["mlp", "lstm", "transformer"])
def test_every_way_to_write_numbers_is_trained_and_gives_numbers(solver: str, options: str) -> None:
    name = "plus" if solver == "mlp" else "summed"
    found = load_solver(f"{solver}?{options}").solve(worlds.given(name, 40), Budget(steps=150))
    answers = found.predict([example.inputs for example in worlds.TASKS[name].draw("same", 1, 20).examples])
    assert any(type(answer) is int for answer in answers)
    assert all(answer is None or type(answer) is int for answer in answers)

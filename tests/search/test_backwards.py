"""The last steps backwards: deeper than what was enumerated, piece by piece along a chain, and never a wrong answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contrast.dsl import DSL, Program, Var
from contrast.solver import Budget
from contrast.vocab import strings
from contrast.vocab.primitives.lists import sequences
from contrast.vocab.primitives.numbers import booleans, integers
from tests.dsl.strategies import programs
from tests.search.brute_force import cost_of
from tests.search.finding import INTS, XS, find, searching, without

NUMBERS = DSL.of(integers.add, integers.mul, integers.sub, integers.mod, constants=(1, 3), kinds=(int,))
INT_ROWS = [(1, 2), (5, 3), (4, 7), (0, 6), (9, 9)]
TEXTS = DSL.of(strings.str_concat, strings.str_upper, constants=("-", "!"), kinds=(str,))
LISTS = DSL.of(sequences.concat, sequences.tail, constants=([0],), kinds=(int, list[int]))
PARTIAL = DSL.of(
    *[integers.add, integers.mul, integers.mod, integers.less, sequences.head, sequences.tail, sequences.cons],
    *[sequences.concat, booleans.choose],
    constants=(0, 2, []),
    kinds=(bool, int, list[int]),
)


def deep(x: int, y: int) -> int:
    """The sum of two products that share nothing."""
    return x * x * x * 3 + (y + 3) * y


def test_a_sum_of_two_known_values_is_found_before_its_own_level():
    found = find(NUMBERS, deep, INTS, INT_ROWS)
    assert found.program is not None
    assert [found.program(x, y) for x in range(9) for y in range(9)] == [deep(x, y) for x in range(9) for y in range(9)]
    assert found.exhausted_cost < cost_of(found.program, NUMBERS) - 5


def test_without_inverses_more_is_enumerated():
    with_inverses, forwards = find(NUMBERS, deep, INTS, INT_ROWS), find(without(NUMBERS, inverses={}), deep, INTS, INT_ROWS)
    assert with_inverses.fits
    assert with_inverses.candidates < forwards.candidates / 4


@pytest.mark.parametrize(
    "reference",
    [
        lambda s, t: s + "-" + t + "!",
        lambda s, t: s + "-" + s.upper() + "-" + t + "!",
        lambda s, t: "-" + t + "--" + s.upper() + "!" + t,
    ],
)
def test_a_chain_of_texts_is_found_piece_by_piece(reference: Callable[[str, str], str]):
    rows = [("ab", "x"), ("c", "yes"), ("tea", "no"), ("quay", "old")]
    found = find(TEXTS, reference, [Var("s", str), Var("t", str)], rows)
    assert found.program is not None
    assert found.program("fresh", "pair") == reference("fresh", "pair")
    assert found.exhausted_cost <= cost_of(found.program, TEXTS) / 2


def test_a_chain_of_lists_is_found_piece_by_piece():
    def reference(xs: list[int], ys: list[int]) -> list[int]:
        return [*xs, 0, *ys[1:], 0, *ys, *xs]

    rows: list[tuple[Any, ...]] = [([3, 1], [7]), ([4], [5, 5]), ([2, 6, 2], [1, 8]), ([9], [3])]
    found = find(LISTS, reference, [*XS, Var("ys", list[int])], rows)
    assert found.program is not None
    assert found.program([1, 2], [3, 4]) == [1, 2, 0, 4, 0, 3, 4, 1, 2]
    assert found.exhausted_cost < cost_of(found.program, LISTS) * 2 / 3


@settings(max_examples=60, deadline=None)
@given(
    target=programs(PARTIAL, XS, list[int], depth=3),
    rows=st.lists(st.lists(st.integers(-2, 4), max_size=4), min_size=1, max_size=6),
)
def test_undefined_values_never_make_a_wrong_program(target: Program, rows: list[list[int]]):
    examples = [(row,) for row in rows]
    outputs = target.predict(examples)
    if None in outputs:
        outputs = [[] if output is None else output for output in outputs]
    wanted = {repr(row): output for row, output in zip(examples, outputs, strict=True)}
    run = searching(PARTIAL, lambda xs: wanted[repr((xs,))], XS, examples, Budget(candidates=1500))
    found = list(run.programs())
    assert run.outcome.fits == bool(found)
    assert all(program.predict(examples) == outputs for program in found)


def test_a_partner_is_found_though_programs_beside_it_are_undefined_on_some_rows():
    rows: list[tuple[Any, ...]] = [([3, 1],), ([],), ([7, 7, 2],), ([5],), ([6, 2, 2],)]  # `head(xs)` has no value on the second
    found = find(PARTIAL, lambda xs: [2, *xs, 0, *xs], XS, rows)
    assert found.program is not None
    assert found.program([4]) == [2, 4, 0, 4]
    assert found.exhausted_cost <= cost_of(found.program, PARTIAL) / 2

"""Conditionals: trees put together from terms and predicates, right beyond the examples, and partial where they may be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contrast.catalog import load_task
from contrast.dsl import DSL, Apply, Program, parse
from contrast.dsl.batched.columns import pack, unpack
from contrast.dsl.batched.plan import run_batch
from contrast.dsl.program import Var, walk
from contrast.sampling import seeded
from contrast.search.search import search
from contrast.solver import Budget
from contrast.task import Example
from contrast.vocab import arithmetic, bits, lists
from contrast.vocab.primitives.numbers import booleans, integers
from tests.search.finding import XS, find, searching

X = [Var("x", int)]
STEPS = DSL.of(integers.less, booleans.choose, constants=(10, 20, 30, 5, 6, 7, 8), kinds=(bool, int))
SIGNED = DSL.of(integers.less, integers.sub, integers.add, booleans.choose, constants=(0, 1), kinds=(bool, int))


def stairs(x: int, *, leaves: int) -> int:
    """5 below 10, then 6 below 20, then 7 below 30, then 8; as far as there are leaves."""
    return 5 + min(max(x, 0) // 10, leaves - 1)


def leaves_of(program: Program) -> int:
    """The leaves of the decision tree that a program is, if every choice in it belongs to that tree."""
    return 1 + sum(isinstance(node, Apply) and node.primitive.name == "choose" for node in walk(program.body))


@pytest.mark.parametrize("leaves", [2, 3, 4])
def test_a_tree_with_as_many_leaves_as_are_needed_is_found_and_is_right_elsewhere(leaves: int):
    rows = [(x,) for x in (3, 9, 10, 12, 19, 20, 24, 29, 30, 37)]
    found = find(STEPS, lambda x: stairs(x, leaves=leaves), X, rows, working_rows=10)
    assert found.program is not None
    assert leaves_of(found.program) == leaves
    assert found.program.predict([(x,) for x in range(50)]) == [stairs(x, leaves=leaves) for x in range(50)]


def test_a_smaller_tree_replaces_a_larger_one():
    def reference(x: int) -> int:
        return x % 3 if x < 0 else x * x

    rows = [(x,) for x in (-9, -4, -1, 0, 1, 3, 8)]
    run = searching(arithmetic.VOCABULARY, reference, X, rows, Budget(candidates=60_000))
    first, *others = run.programs()
    assert leaves_of(first) > leaves_of(others[-1])
    assert all(program.predict(rows) == [reference(x) for (x,) in rows] for program in (first, *others))


@pytest.mark.parametrize("xs", [[], [4], [7, 2]])
def test_a_choice_needs_only_the_chosen_branch_to_be_defined(xs: list[int]):
    program = parse("choose(less(0, length(xs)), head(xs), 0)", lists.VOCABULARY, XS)
    expected = xs[0] if xs else 0
    column, mask = run_batch(program, [pack(list[int], [xs, [1]])], 2)
    assert program(xs) == expected
    assert unpack(column)[0] == expected
    assert mask is None or mask[0]


def test_a_choice_whose_branch_is_undefined_on_some_examples_is_found():
    rows: list[tuple[Any, ...]] = [([3, 1],), ([],), ([7, 7, 2],), ([5],)]
    found = find(lists.VOCABULARY, lambda xs: xs[-1] if xs else 0, XS, rows)
    assert found.fits
    assert found.program is not None
    assert found.program([]) == 0


@pytest.mark.parametrize(
    "body",
    [lambda a: -a if a < 0 else a + 1, lambda a: 0 if a < 1 else a + a],
)
def test_a_body_may_be_a_conditional(body: Callable[[int], int]):
    rows: list[tuple[Any, ...]] = [([3, -1, 0],), ([-5, 2],), ([7, -7, 1, 4],), ([0, -2, 5],), ([1, 9, -3],)]
    dsl = DSL.of(*SIGNED.primitives, *MAP, constants=(0, 1), kinds=(bool, int, list[int]))
    found = find(dsl, lambda xs: [body(x) for x in xs], XS, rows)
    assert "choose" in str(found.program)
    assert found.program is not None
    assert found.program(list(range(-9, 10))) == [body(x) for x in range(-9, 10)]


MAP = [p for p in lists.VOCABULARY.primitives if p.name == "map"]


def test_while_rows_are_left_a_tree_as_long_as_the_outputs_is_no_explanation():
    """Thirty-two truth values are fitted by some tree; with examples to spare none is taken that tells no more than they do."""
    rng = seeded("a table without a rule")
    rows = [Example((int(x),), bool(rng.integers(2))) for x in rng.permutation(2000)[:400]]
    outcome = search(X, rows, arithmetic.VOCABULARY, bool, Budget(candidates=200_000))
    assert not outcome.fits
    assert outcome.wrong_fits <= 2


def test_truth_values_are_worked_on_in_greater_number_than_lists():
    examples = load_task("bits/majority").draw("train", 0, 512).examples
    assert search([Var("bits", list[bool])], examples, bits.VOCABULARY, bool, Budget(candidates=50_000)).working_rows >= 64
    assert search([Var("bits", list[bool])], examples[:5], bits.VOCABULARY, bool, Budget(candidates=50_000)).working_rows == 5

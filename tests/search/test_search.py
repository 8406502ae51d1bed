"""A whole search: the cheapest program first and last, never a wrong one, the same at every run, honest about why it stopped."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import contrast
from contrast.dsl import DSL, Grammar, Program, Var, primitive
from contrast.dsl.program import node_text
from contrast.errors import BadPrimitive, BadValue, Undefined
from contrast.search.search import search
from contrast.solver import Budget
from contrast.task import Example
from contrast.values import Grid
from contrast.vocab import boards, graphs, lists, lists_full
from contrast.vocab.primitives.lists import sequences
from contrast.vocab.primitives.numbers import integers
from tests.dsl.strategies import programs
from tests.search.brute_force import BruteForce, cost_of
from tests.search.finding import AT_ONCE, FOREVER, INTS, XS, XS_ROWS, find, hopeless, searching, without


@primitive
def sort(xs: list[int]) -> list[int]:
    """In ascending order."""
    return sorted(xs)


@primitive
def last(xs: list[int]) -> int:
    """The last element."""
    if not xs:
        raise Undefined("last of an empty list")
    return xs[-1]


@primitive
def largest(xs: list[int]) -> int:
    """The largest element."""
    if not xs:
        raise Undefined("largest of an empty list")
    return max(xs)


EIGHT = DSL.of(integers.add, integers.sub, integers.mul, integers.max_, constants=(1, 2))
"""With two inputs eight symbols, so that each costs exactly three bits."""

WRITTEN = BruteForce(EIGHT, INTS)
INT_ROWS = [(1, 2), (5, 3), (4, 7), (0, 6), (9, 9)]

LISTS = DSL.of(
    *[sequences.map_, sequences.filter_, sequences.head, sequences.tail, sequences.cons, sequences.fold],
    *[integers.add, integers.less],
    constants=(1, []),
    kinds=(bool, int, list[int]),
)
PARTS = BruteForce(LISTS, XS)
SAMPLED = 5
"""Of the programs at one cost every so-manieth is a target."""


def test_the_cheapest_program_that_fits_is_found():
    found = find(DSL.of(sort, last, largest), max, XS, [([3, 9],), ([9, 3],)])
    assert str(found.program) == "largest(xs)"  # not last(sort(xs))


def test_without_the_shortcut_the_longer_program_is_found():
    found = find(DSL.of(sort, last), max, XS, XS_ROWS)
    assert str(found.program) == "last(sort(xs))"


@settings(max_examples=40, deadline=None)
@given(target=programs(EIGHT, INTS, int, depth=2))
def test_an_exhaustive_search_ends_with_a_program_of_the_least_cost_that_brute_force_knows(target: Program):
    outputs = target.predict(INT_ROWS)
    least = WRITTEN.fitting_cost(int, INT_ROWS, outputs, most=15)
    assume(least is not None)
    found = find(EIGHT, target, INTS, INT_ROWS, patience=FOREVER)
    assert found.cheapest
    assert found.program is not None
    assert cost_of(found.program, EIGHT) == least


@settings(max_examples=40, deadline=None)
@given(target=programs(EIGHT, INTS, int, depth=3), rows=st.lists(st.tuples(st.integers(-5, 9), st.integers(0, 5)), min_size=1))
def test_every_program_that_is_yielded_is_right_on_all_examples_and_shorter_than_the_one_before(
    target: Program, rows: list[tuple[int, int]]
):
    outputs = target.predict(rows)
    run = searching(EIGHT, target, INTS, rows, Budget(candidates=3000), working_rows=2)
    found = list(run.programs())
    bits = [Grammar(EIGHT, [int, int]).bits(program.body) for program in found]
    assert all(program.predict(rows) == outputs for program in found)
    assert all(later < earlier for earlier, later in itertools.pairwise(bits))
    assert run.outcome.program in (found[-1:] or [run.outcome.program])


@pytest.mark.parametrize("cost", range(1, 16))
def test_the_certificate_never_denies_a_program_that_brute_force_writes(cost: int):
    rows = [([3, 9, 1, 4],), ([6, 2, 2],), ([7, 0, 7, 5],)]
    for target in PARTS.programs(list[int], cost)[::SAMPLED]:
        if None not in (outputs := target.predict(rows)):
            found = find(LISTS, target, XS, rows, candidates=2000, patience=FOREVER)
            assert found.fits or found.exhausted_cost < cost
            assert not found.fits or (found.program is not None and found.program.predict(rows) == outputs)


def test_an_exhausted_space_is_a_certificate():
    found = find(DSL.of(sort), lambda xs: [*xs, 1], XS, XS_ROWS)
    assert (found.reason, found.fits) == ("exhausted", False)
    assert found.exhausted_cost >= 2  # xs and sort(xs) are all there is


@settings(max_examples=30, deadline=None)
@given(outputs=st.tuples(*[st.integers(0, 3)] * 3))
def test_a_finite_space_is_exhausted_or_holds_what_brute_force_finds_in_it(outputs: tuple[int, int, int]):
    dsl = DSL.of(integers.min_, integers.max_, kinds=(int,))  # over three variables: a lattice of 18 functions
    inputs = [Var("x", int), Var("y", int), Var("z", int)]
    rows = [(0, 1, 2), (3, 1, 0), (2, 3, 3)]
    least = BruteForce(dsl, inputs).fitting_cost(int, rows, outputs, most=14)
    given_outputs = dict(zip(rows, outputs, strict=True))
    found = find(dsl, lambda *row: given_outputs[row], inputs, rows, patience=FOREVER)
    assert found.reason == ("exhausted" if least is None else "found")
    assert found.cheapest == (least is not None)


def test_a_dear_body_is_reached_before_a_space_counts_as_exhausted():
    @primitive
    def double(x: int) -> int:
        """Twice `x`."""
        return 2 * x

    dsl = DSL.of(sequences.map_, double, kinds=(int, list[int]), weights={"double": 0.02})
    found = find(without(dsl, deduce=None), lambda xs: [2 * x for x in xs], XS, XS_ROWS)
    assert str(found.program) == "map(lambda a: double(a), xs)"


def test_primitives_may_have_any_number_of_arguments():
    @primitive
    def seven() -> int:
        """Seven."""
        return 7

    @primitive
    def weigh(a: int, b: int, c: int, d: int, e: int) -> int:
        """A sum with weights."""
        return a + 2 * b + 3 * c + 4 * d + 5 * e

    found = find(DSL.of(seven, weigh), lambda x: 14 * x + 7, [Var("x", int)], [(1,), (5,), (-2,)], candidates=500)
    assert str(found.program) == "weigh(seven(), x, x, x, x)"


def test_lists_of_lists_go_through_the_generic_primitives():
    dsl = DSL.of(sequences.head, sequences.map_, kinds=(int, list[int], list[list[int]]))
    inputs = [Var("xss", list[list[int]])]
    rows = [([[1, 2], [3]],), ([[7], [8, 9], [5]],)]
    assert str(find(dsl, lambda xss: xss[0], inputs, rows).program) == "head(xss)"
    assert str(find(dsl, lambda xss: [xs[0] for xs in xss], inputs, rows).program) == "map(lambda a: head(a), xss)"


@pytest.mark.parametrize(
    ("reference", "program"),
    [
        (lambda xs: xs[::-1], "fold(lambda a, b: cons(b, a), [], xs)"),
        (lambda xs: list(itertools.accumulate(xs)), "scan(lambda a, b: add(a, b), xs)"),
        (max, "reduce(lambda a, b: max(a, b), xs)"),
        (lambda xs: [x + x for x in xs], "map(lambda a: add(a, a), xs)"),
        (lambda xs: [x for x in xs if x > 2], "filter(lambda a: less(2, a), xs)"),
    ],
)
def test_the_bodies_of_lambdas_are_enumerated(reference: Callable[[list[int]], Any], program: str):
    found = find(without(lists.VOCABULARY, deduce=None), reference, XS, XS_ROWS, patience=0.02)
    assert str(found.program) == program


def test_a_body_may_use_the_inputs_around_it():
    inputs = [Var("xs", list[int]), Var("n", int)]
    rows = [([3, 9, 1], 2), ([2], 5), ([7, 7, 0, 5], 6), ([1, 2, 3], 0)]
    found = find(lists.VOCABULARY, lambda xs, n: [x for x in xs if x < n], inputs, rows)
    assert str(found.program) == "filter(lambda a: less(a, n), xs)"


def test_a_body_in_a_body_uses_what_the_outer_one_binds():
    dsl = DSL.of(sequences.map_, sequences.count_if, integers.less, kinds=(bool, int, list[int]))
    found = find(dsl, lambda xs: [sum(y < x for y in xs) for x in xs], XS, XS_ROWS)
    assert str(found.program) == "map(lambda a: count_if(lambda b: less(b, a), xs), xs)"


def test_bellman_ford_is_found_from_min_plus_pieces():
    task = contrast.load_task("graphs/shortest_path")
    examples = task.draw("train", 3, 32).examples
    found = search(task.inputs, examples, graphs.VOCABULARY, list[float], Budget(candidates=200_000), patience=AT_ONCE)
    big = task.draw("longer_2x", 3, 20).examples
    assert found.fits
    assert found.program is not None
    assert found.program.predict([e.inputs for e in big]) == [e.output for e in big]


def test_a_vector_over_a_grid_is_as_long_as_the_grid_has_cells():
    boards_of = [np.random.default_rng(seed).integers(0, 4, (3 + seed % 3, 4)) for seed in range(12)]
    rows = [(grid, int(grid[0, 0])) for grid in boards_of]

    def beside(grid: Grid, code: int) -> float:
        return float(min(grid[0, 1], grid[1, 0]))

    found = find(boards.VOCABULARY, beside, [Var("grid", Grid), Var("code", int)], rows)
    assert str(found.program) == "read(grid, code, least_beside(grid, cells(grid)))"


def test_a_program_that_fits_the_working_rows_only_is_counted_and_doubles_them():
    rows = [([k, k + 1],) for k in range(1, 9)] + [([9, 1],)]  # on the first rows `last` and `largest` agree
    found = find(DSL.of(last, largest, weights={"last": 9.0}), max, XS, rows, working_rows=1)
    assert str(found.program) == "largest(xs)"
    assert (found.wrong_fits, found.working_rows) == (1, 2)


def test_without_a_fit_the_best_partial_program_is_kept():
    found = find(DSL.of(last), lambda xs: xs[-1] if len(xs) > 1 else 99, XS, XS_ROWS)
    assert not found.fits
    assert str(found.program) == "last(xs)"


def test_a_candidate_budget_is_repeatable_to_the_last_count():
    runs = [find(lists.VOCABULARY, hopeless, XS, XS_ROWS, candidates=20_000) for _ in range(2)]
    assert runs[0].reason == "out_of_candidates"
    assert len({(run.candidates, run.unique, run.exhausted_cost, str(run.program)) for run in runs}) == 1


def test_the_levels_add_up_to_what_the_search_tried():
    found = find(without(lists.VOCABULARY, deduce=None), hopeless, XS, XS_ROWS, candidates=20_000)
    assert sum(level.candidates for level in found.levels) == found.candidates
    assert sum(level.kept for level in found.levels) == found.unique
    assert all(level.kept + level.duplicates + level.undefined == level.candidates for level in found.levels)


def test_search_from_plain_values():
    found = contrast.search([[3, 1, 2], [5, 4], [9]], [[2, 1, 3], [4, 5], [9]], "lists", candidates=50_000)
    assert str(found.program) == "fold(lambda a, b: cons(b, a), [], xs)"


def test_search_takes_several_named_inputs():
    found = contrast.search({"a": [1, 5, 7], "b": [2, 3, 3]}, [3, 8, 10], "arithmetic", candidates=50_000)
    assert sorted(str(found.program)) == sorted("add(a, b)")


def test_rows_that_do_not_match_are_named():
    with pytest.raises(BadValue, match="input 'xs' has 2 values for 1 outputs"):
        contrast.search([[1], [2]], [1], "lists")


def test_a_row_of_another_kind_is_named():
    with pytest.raises(BadValue, match="row 1: 'a' does not fit the rows before it"):
        contrast.search([1, "a"], [1, 2], "arithmetic")


def test_the_found_text_is_read_back_by_the_dsl():
    found = find(lists.VOCABULARY, lambda xs: xs[::-1], XS, XS_ROWS)
    assert node_text(contrast.parse(str(found.program), lists.VOCABULARY, XS).body) == str(found.program)


@pytest.mark.parametrize(
    ("inputs", "outputs", "message"),
    [
        ([float("nan"), 1.0], [1.0, 2.0], "is no 64-bit number"),
        ([2**70, 1], [1, 2], "is no 64-bit number"),
        ([], [], "there are no examples"),
        ({"lambda": [1]}, [1], "cannot name an input"),
        (3, 4, "inputs and outputs are lists"),
    ],
)
def test_values_that_cannot_be_searched_are_refused(inputs: Any, outputs: Any, message: str):
    with pytest.raises(BadValue, match=message):
        contrast.search(inputs, outputs, "arithmetic")


def test_an_undeclared_error_of_a_primitive_is_named_with_its_arguments():
    @primitive
    def third(xs: list[int]) -> int:
        """The third element."""
        return xs[2]

    with pytest.raises(BadPrimitive, match=r"primitive 'third' raised IndexError: .* raise Undefined where it has no value"):
        find(DSL.of(third), len, XS, XS_ROWS)


def test_parts_for_which_there_is_no_room_below_the_program_known_do_not_hold_the_search_up():
    """The cheapest conditional part costs one less than the program: what is begun for it ends at once."""
    rows = [Example(([3, 1, 2],), 6), Example(([5, 4],), 4), Example(([9],), 2)]
    found = search([Var("xs", list[int])], rows, lists_full.VOCABULARY, int, Budget(candidates=2_000_000))
    assert (found.fits, found.reason, found.cheapest) == (True, "found", True)

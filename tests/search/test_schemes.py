"""Schemes where they are not on top: behind a piece that was taken away, within a known program, on a part of the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pytest

from contrast.dsl import DSL, A, B, Grammar, Program, Var
from contrast.dsl.batched.columns import pack
from contrast.dsl.batched.effort import EFFORT
from contrast.dsl.batched.plan import run_batch
from contrast.dsl.parse import parse
from contrast.search.enumeration.engine import Engine
from contrast.search.goal import Goal
from contrast.search.limits import Meter
from contrast.search.strategies.backwards import Backwards
from contrast.search.strategies.schemes.bodies import mixed
from contrast.search.strategies.schemes.doubt import CONFLICT, STATE_CONFLICT, doubt_about
from contrast.search.strategies.schemes.scheme import Scheme
from contrast.search.strategies.schemes.schemes import Schemes
from contrast.search.strategies.schemes.selections import Selections
from contrast.search.strategies.schemes.walking import steps, takes_one_step
from contrast.solver import Budget
from contrast.vocab import lists, lists_full, strings
from contrast.vocab.primitives.lists import sequences, sublists
from contrast.vocab.primitives.numbers import booleans, integers
from tests.search.brute_force import cost_of
from tests.search.finding import XS, find, searching

ITEM = [Var("xs", list[int]), Var("k", int)]
LISTS = [np.random.default_rng(seed).integers(0, 12, 2 + seed % 5).tolist() for seed in range(24)]
ITEM_ROWS = [(xs, sum(xs) % 7) for xs in LISTS]
PIECES = DSL.of(
    *[sequences.cons, sequences.concat, sequences.filter_, integers.add, integers.mod, integers.equal, booleans.negate],
    constants=(0, 1, 2, []),
    kinds=(bool, int, list[int]),
)
WHOLES = DSL.of(
    *[sequences.reduce, sequences.filter_, integers.max_, integers.less, integers.mod, integers.equal],
    constants=(0, 1, 2),
    kinds=(bool, int, list[int]),
)
BOTH = DSL.of(
    *[sequences.tail, sequences.filter_, integers.add, integers.mod, integers.equal, booleans.choose],
    constants=(0, 1, 2),
    kinds=(bool, int, list[int]),
)


@pytest.mark.parametrize(
    "reference",
    [
        lambda xs, k: [k, *[x for x in xs if (x + k) % 3 == 2]],
        lambda xs, k: [*xs, 0, *[x for x in xs if (x + k) % 3 == 1]],
    ],
    ids=["behind an element", "behind a list"],
)
def test_what_is_left_behind_a_piece_has_schemes_of_its_own(reference: Callable[..., Any]):
    found = find(PIECES, reference, ITEM, ITEM_ROWS, candidates=60_000)
    assert found.program is not None
    assert found.program([1, 2, 3, 4, 5, 6], 3) == reference([1, 2, 3, 4, 5, 6], 3)
    assert found.exhausted_cost < cost_of(found.program, PIECES) - 5


def second_largest(xs: list[int]) -> int:
    return max(x for x in xs if x < max(xs))


DISTINCT = [(xs,) for xs in LISTS if len(set(xs)) > 1]


def test_a_known_program_is_tried_on_a_selection_of_the_elements():
    found = find(WHOLES, second_largest, XS, DISTINCT)
    assert found.program is not None
    assert found.program([12, 40, 31, 40, 7]) == 31
    assert found.exhausted_cost < cost_of(found.program, WHOLES)


def test_a_selection_tells_of_an_element_what_all_ways_to_the_output_agree_on():
    columns = [pack(list[int], [[1, 3, 2], [4, 5, 5]])]
    engine = Engine(WHOLES, Grammar(WHOLES, [list[int]]), XS, columns, pack(int, [2, 4]), int, Meter(Budget()))
    for cost in range(1, 19):
        list(engine.level(cost))
    made = Selections(engine, columns, [2, 4], np.arange(2), ["a", "b"])
    schemes = [scheme for scheme in made.up_to(made.reach) if scheme is not None]
    largest = next(scheme for scheme in schemes if "max" in str(Program(XS, scheme.node(Var("a", bool)))))
    assert set(largest.examples) == {(0, (3,), False), (0, (2,), True), (1, (5,), False), (1, (4,), True)}  # 1 may stay or go


def test_a_part_of_the_rows_has_schemes_that_only_its_own_rows_tell():
    def reference(xs: list[int], k: int) -> list[int]:
        return [x for x in xs if x % 3 == 1] if k == 0 else xs[1:]

    rows: list[tuple[Any, ...]] = [(xs, k % 2) for k, (xs, _) in enumerate([*ITEM_ROWS, *ITEM_ROWS[:5], *ITEM_ROWS[::-1]])]
    found = find(BOTH, reference, ITEM, rows, candidates=200_000)
    assert found.program is not None
    assert [found.program([7, 4, 2, 13, 9], k) for k in (0, 1)] == [[7, 4, 13], [4, 2, 13, 9]]


def told(rows: list[tuple[list[int], int]], outputs: list[int], enumerated: int, most: int) -> Iterator[Scheme]:
    """The schemes of `lists` for these outputs that are told up to a cost."""
    columns = [pack(list[int], [xs for xs, _ in rows]), pack(int, [k for _, k in rows])]
    grammar = Grammar(lists.VOCABULARY, [list[int], int])
    engine = Engine(lists.VOCABULARY, grammar, ITEM, columns, pack(int, outputs), int, Meter(Budget()))
    for cost in range(1, enumerated):
        list(engine.level(cost))
    goal = Goal(int, outputs)
    schemes = Schemes(engine, goal, Backwards(engine, goal), columns, outputs, np.arange(len(rows)), steps=True)
    while (level := schemes.level) is not None and level < most:
        list(schemes.more())
    while schemes.waiting:
        yield schemes.take()


def shown(nodes: Sequence[Any]) -> tuple[str, ...]:
    """Arguments as programs of the inputs."""
    return tuple(str(Program(ITEM, node)) for node in nodes)


def test_a_list_is_not_gone_through_beside_itself():
    schemes = told([([1], 1), ([1, 2], 2)], [2, 6], enumerated=1, most=22)
    gone = {shown(scheme.arguments[2:]) for scheme in schemes if scheme.primitive.name == "fold_with"}
    assert gone
    assert all(left != right for left, right in gone)


def test_two_lists_are_gone_through_as_far_as_the_shorter_one_goes():
    both = next(p for p in sequences.fold_with.instances([int, list[int]]) if p.result is int)
    values = [[0, 0], [[1, 2, 3], [4, 5]], [[6], [7, 8]]]
    assert steps(both, values) == [1, 2]
    assert not takes_one_step(both, values)
    assert takes_one_step(both, [[0], [[1, 2, 3]], [[6]]])


WORDS = DSL.of(
    *[lists_full.at_kinds(sequences.fold, {B: str}), sequences.tail, booleans.choose],
    *[lists_full.at_kinds(general, {A: int}) for general in (sublists.drop, sublists.reverse)],
    *[strings.str_equal, lists_full.at_kinds(sequences.map_, {A: int, B: int}), integers.add],
    constants=(1, "cut", "inc", "rev"),
    kinds=(bool, int, str, list[int], list[str]),
    weights={"variable": 4.0, "str_equal": 4.0, "fold": 4.0},
)
SAID = [Var("program", list[str]), Var("xs", list[int])]


def said(program: list[str], xs: list[int]) -> list[int]:
    """What is left when `cut` drops the first number, if there is one, `inc` adds one to each and `rev` reverses."""
    for word in program:
        xs = {"cut": xs[1:], "inc": [x + 1 for x in xs], "rev": xs[::-1]}[word]
    return xs


def test_a_state_that_only_begins_as_an_input_is_told_from_it_and_may_be_empty():
    """All that is deduced is of programs of one word, in which the state is `xs` and has a number to cut."""
    words = [["cut"], ["inc"], ["rev"], ["cut", "cut"], ["inc", "rev"], ["cut", "rev"], ["rev", "cut"], ["inc", "cut", "cut"]]
    words += [["rev", "inc", "rev", "cut"], ["inc", "rev", "cut", "inc"]]
    rows: list[tuple[Any, ...]] = [(program, [3, 8, 5, 1, 6][:count]) for program in words for count in range(1, 6)]
    found = find(WORDS, said, SAID, rows)
    assert found.program is not None
    assert found.program(["inc", "cut", "rev", "cut", "cut"], [4, 9, 2]) == []
    assert found.program(["rev", "inc", "inc"], [4, 9, 2]) == [4, 11, 6]


@pytest.mark.parametrize("state", [0, 1])
@pytest.mark.parametrize("letters", range(1, 8))
def test_a_body_is_told_apart_on_the_smallest_states_beside_every_element(state: int, letters: int):
    params = [(70 + x, x) if state == 0 else (x, 70 + x) for x in range(letters)]
    _, rows = mixed(params, state, [900, 3, 0, 1, 2, 0, 500], count=56)
    small = {(row[state], row[1 - state]) for row in rows[:28]}
    assert small == {(value, x) for value in (0, 1, 2, 3) for x in range(letters)}
    assert {value for row in rows[28:] for value in row} <= {value for one in params for value in one}


def test_a_repetition_starts_from_constants_and_variables_alone():
    schemes = told([([3, 1], 1), ([3], 2), ([2, 2], 3)], [5, 5, 7], enumerated=10, most=18)
    starts = {shown(scheme.arguments[1:2])[0] for scheme in schemes if scheme.primitive.name.startswith("fold")}
    assert {"k", "0"} <= starts
    assert not [start for start in starts if "xs" in start or ("k" in start and start != "k")]


SAME = [(0, (1,), 5), (1, (1,), 5), (2, (2,), 6)]


def test_results_that_come_again_speak_for_a_scheme_and_contradictions_against_it():
    inputs = ["a", "b", "c", "d"]
    confirmed = doubt_about(SAME, 3, True, inputs)
    assert confirmed < doubt_about([*SAME[:1], *SAME[2:]], 3, True, inputs)
    assert doubt_about([*SAME, (3, (2,), 7)], 4, True, inputs) == STATE_CONFLICT
    assert doubt_about([*SAME, (3, (2,), 7)], 4, False, inputs) == CONFLICT


def test_a_result_that_is_one_of_the_parameters_confirms_nothing_when_it_comes_again():
    same = [(0, (1, 5), 5), (1, (1, 5), 5), (2, (2, 6), 6)]
    assert doubt_about(same, 3, True, ["a", "b", "c"]) == 0


def test_the_same_inputs_again_confirm_nothing_and_silent_rows_are_doubtful():
    assert doubt_about(SAME, 3, True, ["a", "a", "c"]) == 0
    assert doubt_about(SAME, 24, True, ["a", "a", "c"]) == 3


def test_numbers_of_elements_that_agree_speak_for_a_scheme():
    even = [(0, (1,), 5), (1, (2,), 6), (2, (3,), 7)]
    uneven = [*even, (2, (4,), 8), (2, (6,), 1)]
    assert doubt_about(even, 3, False, "abc") == 0
    assert doubt_about(uneven, 3, False, "abc") < 0
    assert doubt_about(uneven, 3, True, "abc") == 0


def test_a_fold_within_a_fold_counts_as_more_work_than_a_fold():
    program = "fold(lambda a, b: add(a, b), 0, xs)"
    nested = f"fold(lambda c, d: add(c, {program}), 0, xs)"
    spent = []
    for text in (program, nested):
        before = EFFORT.total
        run_batch(parse(text, lists.VOCABULARY, XS, int), [pack(list[int], [[1, 2, 3, 4, 5]])], 1)
        spent.append(EFFORT.total - before)
    assert spent[1] > 3 * spent[0] > 0


def test_the_work_of_a_search_is_the_same_each_time():
    runs = [searching(WHOLES, second_largest, XS, DISTINCT, Budget(candidates=3_000)) for _ in range(2)]
    works = []
    for run in runs:
        list(run.programs())
        works.append((run.meter.candidates, run.meter.work))
    assert works[0] == works[1]

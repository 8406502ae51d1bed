"""Programs drawn from a grammar: counted exactly, drawn with equal chances, cut short without a change of behaviour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from contrast.census.grammar import RandomPrograms
from contrast.census.shrink import shrunk
from contrast.dsl import DSL, Grammar, Program, Var, parse, primitive
from contrast.dsl.program import walk
from contrast.vocab import lists

XS = Var("xs", list[int])


@primitive
def double(x: int) -> int:
    """Twice."""
    return 2 * x


@primitive
def plus(x: int, y: int) -> int:
    """The sum."""
    return x + y


@primitive
def each(f: Callable[[int], int], x: int) -> int:
    """`f` of a number."""
    return f(x)


SMALL = DSL.of(double, plus, each, constants=(1,))
X = Var("x", int)
LISTS = RandomPrograms(lists.VOCABULARY, [XS], list[int], 40)


def texts(cost: int, scope: tuple[str, ...], depth: int) -> Iterator[str]:
    """All programs of SMALL of this cost, by plain recursion."""
    grammar = Grammar(SMALL, [int])
    symbol = {name: grammar.cost(name, int) for name in ("double", "plus", "each", "1", "variable")}
    yield from (name for name in scope if symbol["variable"] == cost)
    yield from ["1"] if symbol["1"] == cost else []
    yield from (f"double({a})" for a in texts_below(cost - symbol["double"], scope, depth))
    for left in range(1, cost):
        for a in texts_below(left, scope, depth):
            yield from (f"plus({a}, {b})" for b in texts_below(cost - symbol["plus"] - left, scope, depth))
        if depth < 2:
            name = f"b{depth}"
            for body in texts_below(left, (*scope, name), depth + 1):
                rest = texts_below(cost - symbol["each"] - left, scope, depth)
                yield from (f"each(lambda {name}: {body}, {b})" for b in rest)


def texts_below(cost: int, scope: tuple[str, ...], depth: int) -> list[str]:
    return list(texts(cost, scope, depth)) if cost > 0 else []


@pytest.mark.parametrize("cost", range(1, 15))
def test_programs_are_counted_as_plain_recursion_counts_them(cost: int):
    programs = RandomPrograms(SMALL, [X], int, 14)
    assert programs.counts.totals[programs.top][cost] == len(texts_below(cost, ("x",), 0))


def test_programs_of_one_cost_are_drawn_with_equal_chances():
    programs, rng = RandomPrograms(SMALL, [X], int, 12), np.random.default_rng(0)
    cost = next(c for c in range(12, 0, -1) if 20 < programs.counts.totals[programs.top][c] < 200)
    number = int(programs.counts.totals[programs.top][cost])
    drawn = Counter(str(programs.draw(rng, cost, cost)) for _ in range(40 * number))
    assert len(drawn) == number
    assert chisquare(list(drawn.values())).pvalue > 1e-4


def test_in_a_band_each_bit_more_makes_a_program_half_as_likely():
    programs, rng = RandomPrograms(SMALL, [X], int, 12), np.random.default_rng(1)
    totals = programs.counts.totals[programs.top]
    shares = {cost: totals[cost] * 0.5**cost for cost in range(2, 13) if totals[cost]}
    drawn = Counter(cost_of(programs, programs.draw(rng, 2, 12)) for _ in range(4000))
    expected = [4000 * share / sum(shares.values()) for share in shares.values()]
    assert len(shares) > 2
    assert chisquare([drawn[cost] for cost in shares], expected).pvalue > 1e-4


def cost_of(programs: RandomPrograms, program: Program) -> int:
    return sum(programs.grammar.node_cost(node) for node in walk(program.body))


@given(st.integers(0, 10_000))
def test_a_drawn_program_reads_back_from_its_text(seed: int):
    program = LISTS.draw(np.random.default_rng(seed), 10, 40)
    assert parse(str(program), lists.VOCABULARY, program.inputs, list[int]) == program


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("concat(map(lambda a: a, xs), [])", "xs"),
        ("cons(head(xs), tail(cons(min(0, 1), xs)))", "cons(head(xs), xs)"),
        ("fold(lambda a, b: cons(b, tail(cons(2, a))), [], xs)", "fold(lambda a, b: cons(b, a), [], xs)"),
    ],
)
def test_parts_that_change_nothing_are_cut_away(long: str, short: str):
    rows = [([1, 2],), ([3, 1, 2],), ([5],)]
    program = parse(long, lists.VOCABULARY, [XS], list[int])
    wanted = program.predict(rows)
    assert str(shrunk(program, LISTS.dsl, LISTS.grammar, lambda other: other.predict(rows) == wanted)) == short


@given(st.integers(0, 10_000), st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=5), min_size=1, max_size=5))
def test_cutting_short_keeps_the_behaviour_and_never_adds_bits(seed: int, rows: list[list[int]]):
    program, inputs = LISTS.draw(np.random.default_rng(seed), 10, 40), [(row,) for row in rows]
    wanted = program.predict(inputs)
    short = shrunk(program, LISTS.dsl, LISTS.grammar, lambda other: other.predict(inputs) == wanted)
    assert short.predict(inputs) == wanted
    assert LISTS.grammar.bits(short.body) <= LISTS.grammar.bits(program.body)

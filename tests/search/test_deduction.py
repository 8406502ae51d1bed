"""Deduction: what the examples tell of a scheme's body, what they refute, and how much of the search that saves."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from contrast.catalog import vocabulary
from contrast.dsl import DSL, Grammar, Program, Var
from contrast.dsl.batched.columns import pack
from contrast.search.enumeration.engine import Engine
from contrast.search.goal import Goal
from contrast.search.limits import Meter
from contrast.search.strategies.backwards import Backwards
from contrast.search.strategies.schemes.scheme import Scheme
from contrast.search.strategies.schemes.schemes import Schemes
from contrast.solver import Budget
from contrast.vocab import lists
from contrast.vocab.primitives.lists import sequences
from contrast.vocab.primitives.numbers import integers
from tests.search.finding import XS, find, without

SUFFIXES: list[tuple[Any, ...]] = [([3, 1, 4, 1][k:],) for k in range(5)] + [([2, 7, 5][k:],) for k in range(4)]
PREFIXES: list[tuple[Any, ...]] = [([3, 1, 4, 1][:k],) for k in range(5)] + [([2, 7, 5][:k],) for k in range(4)]
PLAIN: list[tuple[Any, ...]] = [([3, 1, 4, 1, 6],), ([2, 7, 5],), ([8, 8, 0, 3],), ([9, 4],), ([5, 2, 6, 7],)]
PAIRS = [(xs, ys) for (xs,), (ys,) in zip(PLAIN, PLAIN[::-1], strict=True)]
TWO = [Var("xs", list[int]), Var("ys", list[int])]


def horner(xs: list[int]) -> int:
    """The digits as a number in base 3, with a one in front."""
    state = 1
    for x in xs:
        state = state + state + state + x
    return state


def from_behind(xs: list[int]) -> int:
    """Twice the rest less the element, from the last to the first."""
    state = 0
    for x in reversed(xs):
        state = state + state - x + 1
    return state


def largest_less(xs: list[int], ys: list[int]) -> int:
    """The larger of state and element, then less what stands beside the element, from one step to the next."""
    state = 0
    for x, y in zip(xs, ys, strict=True):
        state = max(state, x) - y
    return state


BOTH_PREFIXES = [([3, 1, 4, 1][:k], [2, 7, 1, 8][:k]) for k in range(5)] + [([2, 7, 5][:k], [6, 6, 2][:k]) for k in range(4)]
BOTH_SUFFIXES = [([3, 1, 4, 1][k:], [2, 7, 1, 8][k:]) for k in range(5)] + [([2, 7, 5][k:], [6, 6, 2][k:]) for k in range(4)]

SCHEMES: dict[str, tuple[Callable[..., Any], list[Var], list[tuple[Any, ...]]]] = {
    "map": (lambda xs: [3 * x - 2 for x in xs], XS, PLAIN),
    "filter": (lambda xs: [x for x in xs if x % 3 == 1], XS, PLAIN),
    "scan": (lambda xs: list(itertools.accumulate(xs, lambda a, b: a + a - b + 2)), XS, PLAIN),
    "zip_with": (lambda xs, ys: [x + x - y - 2 for x, y in zip(xs, ys, strict=False)], TWO, PAIRS),
    "fold": (horner, XS, PREFIXES),
    "fold_right": (from_behind, XS, SUFFIXES),
    "fold_with": (largest_less, TWO, BOTH_PREFIXES),
    "fold_right_with": (lambda xs, ys: largest_less(xs[::-1], ys[::-1]), TWO, BOTH_SUFFIXES),
}


LOOPS = DSL.of(
    *[p for p in lists.VOCABULARY.primitives if not p.chooses],
    constants=(0, 1, 2, []),
    kinds=(bool, int, list[int]),
    weights={"variable": 4.0},
)
"""No conditionals, which could tell the examples apart one by one."""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_without_deduction_a_body_takes_more_than_three_times_the_candidates(scheme: str):
    reference, inputs, rows = SCHEMES[scheme]
    found = find(LOOPS, reference, inputs, rows, candidates=100_000)
    assert found.fits
    assert str(found.program).startswith(f"{scheme}(")
    blind = find(without(LOOPS, deduce=None, inverses={}), reference, inputs, rows, 3 * found.candidates)
    assert not blind.fits


def schemes(dsl: DSL, rows: list[tuple[Any, ...]], outputs: list[Any], most: int) -> list[Scheme]:
    """What is deduced for these outputs by schemes that cost up to `most` without their bodies."""
    columns = [pack(list[int], [xs for (xs,) in rows])]
    grammar = Grammar(dsl, [list[int]])
    engine = Engine(dsl, grammar, XS, columns, pack(list[int], outputs), list[int], Meter(Budget()))
    for cost in range(1, most + 1):
        list(engine.level(cost))
    return list(told(engine, columns, outputs, most))


def told(engine: Engine, columns: list[Any], outputs: list[Any], most: int) -> Iterator[Scheme]:
    """All schemes for these outputs that cost up to `most` without their bodies, the least handicapped first."""
    rows = np.arange(len(outputs))
    goal = Goal(engine.goal, outputs)
    schemes = Schemes(engine, goal, Backwards(engine, goal), columns, outputs, rows, steps=True)
    while (level := schemes.level) is not None and level <= most:
        list(schemes.more())
    while schemes.waiting:
        scheme = schemes.take()
        if scheme.cost <= most:
            yield scheme


MAPS = DSL.of(sequences.map_, integers.add, kinds=(int, list[int]))
FILTERS = DSL.of(sequences.filter_, integers.less, integers.add, kinds=(bool, int, list[int]))


def test_a_map_tells_what_its_body_does_with_each_element():
    (scheme,) = schemes(MAPS, [([3, 1],), ([3],)], [[6, 2], [6]], most=4)
    assert scheme.examples == ((0, (3,), 6), (0, (1,), 2), (1, (3,), 6))


def test_a_filter_tells_which_elements_its_body_holds_for():
    (scheme,) = schemes(FILTERS, [([3, 1, 3],), ([5],)], [[3, 3], []], most=4)
    assert scheme.examples == ((0, (3,), True), (0, (1,), False), (1, (5,), False))


@pytest.mark.parametrize(
    ("dsl", "outputs"),
    [(MAPS, [[6, 2, 1]]), (MAPS, [[6, 2]]), (FILTERS, [[3, 1]]), (FILTERS, [[3, 4, 3]])],
    ids=["one element, two results", "another length", "one of two equals kept", "an element from elsewhere"],
)
def test_a_contradiction_refutes_a_scheme(dsl: DSL, outputs: list[list[int]]):
    assert schemes(dsl, [([3, 1, 3],)], outputs, most=4) == []


TEXT = vocabulary("text")


def text_schemes(texts: list[str], outputs: list[str], most: int) -> list[str]:
    """The arguments of what is deduced on texts by schemes that cost up to `most` without their bodies, a scheme a line."""
    columns, inputs = [pack(str, texts)], (Var("s", str),)
    engine = Engine(TEXT, Grammar(TEXT, [str]), inputs, columns, pack(str, outputs), str, Meter(Budget()))
    found = []
    for scheme in told(engine, columns, outputs, most):
        arguments = [str(Program(inputs, argument)) for argument in scheme.arguments if argument is not None]
        found.append(f"{scheme.primitive.name} {', '.join(arguments)}")
    return found


def test_a_function_on_strings_counts_as_work_for_each_of_them():
    columns = [pack(str, ["ab cd", "e"])]
    engine = Engine(TEXT, Grammar(TEXT, [str]), (Var("s", str),), columns, pack(str, ["x", "y"]), str, Meter(Budget()))
    for cost in range(1, 21):
        list(engine.level(cost))
    assert engine.meter.toil >= 5  # at least one fold over the characters


def test_no_scheme_leaves_the_whole_problem_to_its_body():
    found = text_schemes(["ab cd", "ef gh", "i"], ["Ab Cd", "Ef Gh", "I"], most=19)
    assert "join_each split(s, ' '), ' '" in found
    assert not [scheme for scheme in found if "split(s, '')" in scheme]  # one element in every row
    assert not [scheme for scheme in found if "split(s, s)" in scheme]  # the same two everywhere


def test_schemes_that_most_rows_tell_of_come_first():
    found = text_schemes(["ab cd", "ef gh", "ij"], ["Ab Cd", "Ef Gh", "Ij"], most=19)
    assert found.index("join_each split(s, ' '), ' '") < found.index("join_each split(s, ' '), ''")


def test_sort_is_found_from_suffixes_and_sorts_longer_lists():
    rng = np.random.default_rng(0)
    samples = [rng.integers(0, 9, 6).tolist() for _ in range(10)]
    rows: list[tuple[Any, ...]] = [(xs[k:],) for xs in samples for k in range(7)]
    found = find(vocabulary("sorting"), sorted, XS, rows)
    longer = [rng.integers(0, 9, 60).tolist() for _ in range(20)]
    assert found.program is not None
    assert [found.program(xs) for xs in longer] == [sorted(xs) for xs in longer]

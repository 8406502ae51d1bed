"""The language of public list benchmarks says what their tasks ask for; its places, parts and quotients follow Python."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import sympy

from contrast.catalog import vocabulary
from contrast.dsl import Var, parse
from contrast.dsl.batched.columns import pack
from contrast.vocab.primitives.numbers.divisors import is_prime
from tests.vocab.test_kernels import batched

LISTS_FULL = vocabulary("lists_full")
INPUTS = (Var("xs", list[int]), Var("n", int))

MEANINGS: list[tuple[str, list[int], int, Any]] = [
    ("take(n, xs)", [4, 5, 6], 2, [4, 5]),
    ("take(n, xs)", [4, 5, 6], 9, [4, 5, 6]),
    ("take(n, xs)", [4, 5, 6], -1, [4, 5]),
    ("drop(n, xs)", [4, 5, 6], 2, [6]),
    ("drop(n, xs)", [4, 5, 6], 9, []),
    ("drop(n, xs)", [4, 5, 6], -1, [6]),
    ("slice(1, n, xs)", [4, 5, 6, 7], 3, [5, 6]),
    ("slice(1, n, xs)", [4, 5, 6, 7], -1, [5, 6]),
    ("slice(n, 1, xs)", [4, 5, 6, 7], 3, []),
    ("at(n, xs)", [4, 5, 6], 0, 4),
    ("at(n, xs)", [4, 5, 6], -1, 6),
    ("at(n, xs)", [4, 5, 6], 3, None),
    ("at(n, xs)", [], -1, None),
    ("last(xs)", [4, 5], 0, 5),
    ("minimum(xs)", [], 0, None),
    ("maximum(xs)", [-4, -5], 0, -4),
    ("sum(xs)", [], 0, 0),
    ("sum(xs)", [2**31, 1], 0, None),
    ("reverse(xs)", [4, 5, 6], 0, [6, 5, 4]),
    ("sort(xs)", [6, -4, 5, 6], 0, [-4, 5, 6, 6]),
    ("range(n)", [], 3, [0, 1, 2]),
    ("range(n)", [], -1, None),
    ("repeat(7, n)", [], 2, [7, 7]),
    ("repeat(7, n)", [], 5000, None),
    ("div(n, 2)", [], -3, -2),
    ("div(n, 0)", [], 3, None),
    ("mod(n, 2)", [], -3, 1),
    ("is_empty(xs)", [], 0, True),
    ("is_odd(n)", [], -3, True),
    ("is_square(n)", [], 49, True),
    ("is_square(n)", [], -4, False),
    ("is_prime(n)", [], 2**31 - 1, True),
    ("is_prime(n)", [], 1, False),
    ("is_prime(n)", [], 2**31 + 11, None),
    ("iterate_n(lambda a: mul(a, 2), n, 1)", [], 10, 1024),
    ("iterate_n(lambda a: a, n, 1)", [], 65, None),
    ("iterate_n(lambda a: a, n, 1)", [], -1, None),
    ("until(lambda a: less(n, a), lambda a: mul(a, 2), 1)", [], 100, 128),
    ("until(lambda a: less(a, 0), lambda a: add(a, n), 64)", [], -1, None),
    ("until(lambda a: less(a, 1), lambda a: add(a, n), 64)", [], -1, 0),
    ("any_of(lambda a: equal(a, n), xs)", [], 1, False),
    ("all_of(lambda a: equal(a, n), xs)", [], 1, True),
    ("any_of(lambda a: less(div(n, a), n), xs)", [2, 0], 9, None),
]


@pytest.mark.parametrize(("text", "xs", "n", "wanted"), MEANINGS)
def test_a_word_means_what_python_means(text: str, xs: list[int], n: int, wanted: Any) -> None:
    program = parse(text, LISTS_FULL, INPUTS)
    assert program.predict([(xs, n)]) == [wanted]
    assert batched(program, [(xs, n)]) == [wanted]


TASKS: list[tuple[str, list[int], Any]] = [
    ("map(lambda a: mod(add(a, 1), 5), xs)", [4, 0, 2], [0, 1, 3]),
    ("concat(take(2, xs), drop(3, xs))", [7, 8, 9, 6], [7, 8, 6]),
    ("fold(lambda a, b: concat(a, repeat(b, 2)), [], xs)", [1, 2], [1, 1, 2, 2]),
    ("map(lambda a: is_prime(a), xs)", [1, 2, 9, 11], [False, True, False, True]),
    ("at(2, reverse(sort(xs)))", [3, 13, 12, 5], 5),
    ("any_of(lambda a: equal(a, head(xs)), tail(xs))", [2, 1, 2], True),
    ("repeat(last(xs), head(xs))", [3, 8], [8, 8, 8]),
    ("map(lambda a: at(1, xs), xs)", [4, 6, 8], [6, 6, 6]),
    ("concat(drop(sub(length(xs), 2), xs), take(sub(length(xs), 2), xs))", [1, 2, 3, 4, 5], [4, 5, 1, 2, 3]),
    ("zip_with(lambda a, b: mul(a, b), xs, range(length(xs)))", [5, 6, 7], [0, 6, 14]),
    ("reduce(lambda a, b: mul(a, b), xs)", [2, 3, 4], 24),
    ("scan(lambda a, b: max(a, b), xs)", [2, 5, 4], [2, 5, 5]),
    ("choose(is_empty(xs), 0, count_if(lambda a: is_even(a), xs))", [2, 5, 4], 2),
    ("choose(is_empty(xs), 0, head(xs))", [], 0),
]


@pytest.mark.parametrize(("text", "xs", "wanted"), TASKS)
def test_tasks_of_the_published_kinds_can_be_said(text: str, xs: list[int], wanted: Any) -> None:
    assert parse(text, LISTS_FULL, INPUTS[:1]).predict([(xs,)]) == [wanted]


WIDE = [
    "concat(take(n, xs), drop(n, xs))",
    "concat(xs, concat(reverse(xs), filter(lambda a: less(a, n), xs)))",
    "slice(n, sub(length(xs), n), sort(xs))",
    "tail(cons(n, tail(cons(n, xs))))",
    "zip_with(lambda a, b: sub(a, b), xs, drop(n, xs))",
    "fold(lambda a, b: choose(less(b, n), cons(b, a), concat(a, repeat(b, 1))), [], xs)",
    "fold_right(lambda a, b: choose(less(a, n), cons(a, b), concat(b, repeat(a, 1))), [], xs)",
]


@pytest.mark.parametrize("text", WIDE)
def test_kernels_mean_the_same_on_many_long_lists(text: str) -> None:
    rng = np.random.default_rng(5)
    rows = [(rng.integers(-9, 40, rng.integers(0, 33)).tolist(), int(rng.integers(-4, 30))) for _ in range(60)]
    program = parse(text, LISTS_FULL, INPUTS)
    assert batched(program, rows) == program.predict(rows)


def test_primes_are_sympys_primes() -> None:
    numbers = [*range(-5, 3000), 2047, 1373653, 25326001, 46337**2, 2**31 - 19, 2**31 - 3]
    assert is_prime.kernel is not None
    found, _ = is_prime.kernel(pack(int, numbers))
    assert found.tolist() == [sympy.isprime(number) for number in numbers]


def test_lists_of_truth_values_are_made_but_not_taken_apart() -> None:
    takes = {p.name for p in LISTS_FULL.instances if list[bool] in p.parameters and p.result != list[bool]}
    assert takes == set()
    assert {"map", "zip_with"} <= {p.name for p in LISTS_FULL.instances if p.result == list[bool]}


def test_every_weight_is_of_a_word_of_the_language() -> None:
    words = {p.name for p in LISTS_FULL.primitives} | {repr(c.value) for c in LISTS_FULL.constants} | {"variable"}
    assert set(LISTS_FULL.weights) - words == set()

"""Names of constants: which number each stands for, and that a name is never dearer than a free constant."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from contrast.dsl.constants import FREE_CONSTANT_BITS, constant_bits, name_of, names_near


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.0, "2"), (-0.5, "-1/2"), (1 / 3, "1/3"), (9.81, "981/100"), (1 / (4 * math.pi), "1/(4*pi)"),
        (-8 * math.pi / 3, "-8*pi/3"), (1 / math.sqrt(2 * math.pi), "sqrt(2)/(2*sqrt(pi))"), (6.674e-11, "3337/50000000000000"),
    ],
)  # fmt: skip
def test_a_number_has_the_name_that_people_give_it(value: float, text: str):
    assert str(name_of(value).to_sympy()) == text


@pytest.mark.parametrize("value", [0.123456789, 1203.4563240748175, math.inf, math.nan])
def test_other_numbers_have_none_and_cost_a_free_constant(value: float):
    assert name_of(value) is None
    assert constant_bits(value) == FREE_CONSTANT_BITS


@given(st.floats(1e-8, 1e8), st.sampled_from([1e-12, 1e-6, 1e-3, 0.1]))
@settings(max_examples=200, deadline=None, database=None, derandomize=True)
def test_every_name_lies_near_and_stands_for_its_own_number(value: float, within: float):
    for name in names_near(value, within):
        assert abs(name.value - value) <= within * value * (1 + 1e-9)
        assert float(name.to_sympy()) == pytest.approx(name.value, rel=1e-14)
        assert name.bits < FREE_CONSTANT_BITS


@given(st.integers(1, 400), st.integers(1, 64))
@settings(max_examples=100, deadline=None, database=None, derandomize=True)
def test_small_fractions_are_found_and_exact(over: int, under: int):
    name = name_of(over / under)
    assert name is not None
    assert float(sympy.Rational(over, under)) == pytest.approx(name.value, rel=1e-13)
    assert name.bits <= 2 + 2 * 2 * 9 + 2
    assert name.fraction == Fraction(over, under) or name.factor != "1"


def test_shorter_numbers_cost_less():
    costs = [constant_bits(value) for value in (2.0, 12.0, 123.0, 1.2345, 1.234567891)]
    assert costs == sorted(costs)


def test_texts_are_charged_by_their_words_each_spelt_once():
    once, again = constant_bits(("a b",)), constant_bits(("a b", "a b"))
    assert once > 8 * 4
    assert 0 < again - once < 8 * 2
    assert constant_bits(("a b a",)) < constant_bits(("a b c",)) < constant_bits(("a b cc",))

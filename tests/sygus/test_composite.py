"""Primitives made from terms: kernels, inverses and choices follow from those inside."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contrast.dsl import Primitive, Var
from contrast.dsl.batched.columns import pack, unpack
from contrast.errors import Undefined
from contrast.sygus.grammar.composite import composite
from contrast.sygus.sexpr import read_all
from contrast.sygus.sorts import INT, STRING, Place, Sort, bit_vector
from contrast.sygus.terms import Scope, Term

BYTE = bit_vector(8)


def made(text: str, **parameters: Sort) -> Primitive:
    """The primitive with these parameters whose body the text writes."""
    slots = [Var(name, sort.kind) for name, sort in parameters.items()]
    bound = {var.name: Term(var, sort) for var, sort in zip(slots, parameters.values(), strict=True)}
    return composite("made", slots, Scope(Place("a test")).term(read_all(text)[0], bound).node)


def column(chosen: Primitive, *columns: np.ndarray) -> list[object]:
    """The kernel's values, None where it says undefined."""
    assert chosen.kernel is not None
    result = chosen.kernel(*columns)
    values, mask = result if isinstance(result, tuple) else (result, np.ones(result.shape, bool))
    return [value if ok else None for value, ok in zip(unpack(values), mask.tolist(), strict=True)]


def test_an_operator_on_the_parameters_in_order_keeps_all_that_is_known_of_it():
    chosen = made("(bvadd x y)", x=BYTE, y=BYTE)
    assert chosen.commutes
    assert set(chosen.inverses) == {0, 1}


def test_in_another_order_it_is_composed():
    chosen = made("(bvsub y x)", x=BYTE, y=BYTE)
    assert (chosen(1, 3), column(chosen, np.array([1]), np.array([3]))) == (2, [2])


@settings(max_examples=50, deadline=None, database=None, derandomize=True)
@given(x=st.integers(0, 255), y=st.integers(0, 255))
def test_the_inverse_goes_back_through_every_step(x: int, y: int):
    chosen = made("(bvxor (bvadd (bvnot x) #x07) (bvlshr y #x01))", x=BYTE, y=BYTE)
    found, mask = chosen.inverses[0](np.array([chosen(x, y)]), np.array([y]))
    assert (found.tolist(), mask.tolist()) == ([x], [True])


def test_there_is_no_inverse_through_a_step_that_has_none_or_for_what_occurs_twice():
    chosen = made("(bvadd (bvlshr x #x01) (bvxor y y))", x=BYTE, y=BYTE)
    assert not chosen.inverses


def test_an_inverse_says_where_there_is_none():
    chosen = made('(str.++ s "-")', s=STRING)
    found, mask = chosen.inverses[0](pack(str, ["ab-", "ab"]))
    assert mask.tolist() == [True, False]
    assert unpack(found)[0] == "ab"


def test_where_a_step_inside_is_undefined_the_whole_is():
    chosen = made("(+ x (div 6 y))", x=INT, y=INT)
    assert column(chosen, np.array([1, 1]), np.array([2, 0])) == [4, None]
    with pytest.raises(Undefined):
        chosen(1, 0)


def test_only_the_chosen_branch_of_a_choice_needs_a_value():
    chosen = made("(ite (= y 0) 9 (div 6 y))", y=INT)
    assert column(chosen, np.array([0, 2])) == [9, 3] == [chosen(0), chosen(2)]


def test_a_body_without_parameters_has_a_value_in_every_row():
    assert column(made("#x07", x=BYTE), np.array([1, 2, 3])) == [7, 7, 7]


def test_columns_broadcast_along_leading_axes():
    chosen = made("(bvadd (bvadd x y) #x01)", x=BYTE, y=BYTE)
    assert chosen.kernel is not None
    found = chosen.kernel(np.array([[10], [20]]), np.array([[1, 2]]))
    assert found.tolist() == [[12, 13], [22, 23]]


def test_a_choice_by_a_test_of_the_first_parameter_says_what_it_chooses_by():
    chosen = made("(ite (= x #x01) y z)", x=BYTE, y=BYTE, z=BYTE)
    assert chosen.condition(np.array([0, 1, 2])).tolist() == [False, True, False]
    assert [chosen.condition(value) for value in (0, 1)] == [False, True]
    assert [chosen(0, 5, 6), chosen(1, 5, 6)] == [6, 5]


@pytest.mark.parametrize(
    "text", ["(ite (= x #x01) z y)", "(ite (= x y) y z)", "(ite (= x #x01) y (bvnot z))", "(bvadd x (bvadd y z))"]
)
def test_what_is_no_choice_between_the_last_two_does_not_choose(text: str):
    assert not made(text, x=BYTE, y=BYTE, z=BYTE).chooses

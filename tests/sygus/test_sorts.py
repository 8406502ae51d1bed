"""Sorts and literals: which value a literal has, and how a value is written."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contrast.errors import BadProblem
from contrast.sygus.sexpr import read_all, write
from contrast.sygus.sorts import BOOL, INT, STRING, Place, Sort, bit_vector, literal, read_literal, read_sort
from contrast.vocab.primitives.numbers.bitvectors import Width
from tests.sygus import smtlib

PLACE = Place("problem.sl")
TEXTS = st.text(st.characters(max_codepoint=0x2FFFF), max_size=8)
TYPED = (
    st.booleans().map(lambda value: (value, BOOL))
    | st.integers(-(2**63), 2**63 - 1).map(lambda value: (value, INT))
    | TEXTS.map(lambda value: (value, STRING))
    | st.integers(1, 64).flatmap(lambda bits: st.integers(0, 2**bits - 1).map(lambda n: (Width(bits).value(n), bit_vector(bits))))
)


def value_of(text: str) -> tuple[Any, Sort] | None:
    return read_literal(read_all(text)[0], PLACE)


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(typed=TYPED)
def test_reading_a_written_literal_gives_the_value_back(typed: tuple[Any, Sort]):
    value, sort = typed
    assert value_of(write(literal(value, sort))) == (value, sort)


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(text=TEXTS)
def test_a_written_string_is_printable_ascii_that_means_the_string(text: str):
    written = write(literal(text, STRING))
    assert written.isascii()
    assert written.isprintable()
    assert smtlib.literal(written, {}) == text


@pytest.mark.parametrize(
    ("text", "value", "sort"),
    [
        ("true", True, BOOL),
        ("12", 12, INT),
        ("-5", -5, INT),
        ("(- 5)", -5, INT),
        ("#xFf", 255, bit_vector(8)),
        ("#b101", 5, bit_vector(3)),
        ("#xffffffffffffffff", -1, bit_vector(64)),
        ("(_ bv5 64)", 5, bit_vector(64)),
        ('"a\\u{e9}\\u00e9\\n"', "aéé\\n", STRING),
    ],
)
def test_a_literal_has_the_value_of_the_standard(text: str, value: Any, sort: Sort):
    assert value_of(text) == (value, sort)


@pytest.mark.parametrize("text", ["x", "(f 1)", "(- x)", "(- 1 2)", "()"])
def test_other_terms_are_no_literals(text: str):
    assert value_of(text) is None


@pytest.mark.parametrize(
    ("value", "sort", "text"),
    [
        (-1, INT, "(- 1)"),
        ('say "hi"', STRING, '"say ""hi"""'),
        ("é\n", STRING, '"\\u{e9}\\u{a}"'),
        ("\\u{41}", STRING, '"\\u{5c}u{41}"'),
        (10, bit_vector(8), "#x0a"),
        (5, bit_vector(5), "#b00101"),
        (-1, bit_vector(64), "#xffffffffffffffff"),
    ],
)
def test_a_value_is_written_as_the_standard_has_it(value: Any, sort: Sort, text: str):
    assert write(literal(value, sort)) == text


def test_both_versions_of_a_bit_vectors_sort_are_read():
    assert read_sort(read_all("(_ BitVec 8)")[0], PLACE) == read_sort(read_all("(BitVec 8)")[0], PLACE) == bit_vector(8)


@pytest.mark.parametrize("text", ["Real", "(Array Int Int)", "(_ BitVec 65)", "(_ BitVec 0)", "(BitVec x)", '"Int"'])
def test_other_sorts_are_refused(text: str):
    with pytest.raises(BadProblem, match=r"problem\.sl, line 1: .*handled"):
        read_sort(read_all(text)[0], PLACE)


@pytest.mark.parametrize("text", ["1.5", "9223372036854775808", "#x0123456789abcdef0", '"\U00030000"'])
def test_a_literal_beyond_what_is_handled_is_refused(text: str):
    with pytest.raises(BadProblem, match=r"problem\.sl, line 1: .*handled"):
        value_of(text)

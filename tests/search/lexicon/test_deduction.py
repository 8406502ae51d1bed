"""What an example tells of an operator: the values of its parts, what it must give, and the templates that give that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contrast.search.lexicon.demands import demand, solved
from contrast.search.lexicon.lexicon import Lexicon, Operator, Reader, filled
from contrast.search.lexicon.phrases import Phrases
from contrast.search.lexicon.templates import LONGEST_TEMPLATE, explanations, short_templates

WORDS = st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(tuple)


def said(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


@given(template=st.lists(st.sampled_from("XYa"), min_size=2, max_size=LONGEST_TEMPLATE).map(tuple), x=WORDS, y=WORDS)
def test_the_template_that_made_an_output_is_among_its_explanations(template: tuple[str, ...], x, y):
    if {"X", "Y"} <= set(template) and template.count("a") <= 3:
        assert template in set(explanations(filled(template, [x, y]), {"X": x, "Y": y}, {"a"}))


@given(template=st.lists(st.sampled_from("XYa"), min_size=1, max_size=6).map(tuple), x=WORDS, y=WORDS)
def test_the_value_of_a_part_is_solved_for(template: tuple[str, ...], x, y):
    if "X" in template:
        assert solved(template, {"Y": y}, "X", filled(template, [x, y])) == x


def test_an_empty_value_explains_nothing_since_it_may_stand_anywhere():
    assert list(explanations(("a",), {"X": ("a",), "Y": ()}, ())) == []


def test_short_templates_use_every_variable_and_change_something():
    assert short_templates(("X",)) == [("X", "X"), ("X", "X", "X")]
    assert short_templates(("X", "Y"))[:2] == [("X", "Y"), ("Y", "X")]
    assert all(set(template) == {"X", "Y"} for template in short_templates(("X", "Y")))


def test_what_an_inner_operator_must_give_is_read_through_the_outer_ones():
    known = Lexicon(
        {"walk": ("W",), "left": ("L",)}, (Operator("and", "X w Y", ("X", "Y")), Operator("twice", "X w", ("X", "X")))
    )
    reader = Reader(known.with_operator(Operator("round", "X w Y"), 2), longest=20)
    asked = demand(reader, said("walk round left twice and walk"), said("L W W L W W W"), "round")
    assert asked == ({"X": ("W",), "Y": ("L",)}, ("L", "W", "W"))


@pytest.mark.parametrize(("wanted", "why"), [("L W W L W W", "no walk at the end"), ("L W L W W W", "the halves differ")])
def test_an_output_that_the_outer_operators_cannot_give_asks_for_nothing(wanted: str, why: str):
    known = Lexicon(
        {"walk": ("W",), "left": ("L",)}, (Operator("and", "X w Y", ("X", "Y")), Operator("twice", "X w", ("X", "X")))
    )
    reader = Reader(known.with_operator(Operator("round", "X w Y"), 2), longest=20)
    assert demand(reader, said("walk round left twice and left"), said(wanted), "round") is None, why


def test_the_companions_of_a_word_stand_in_all_its_phrases():
    rows = [(("red",), ("R",)), (("red", "blue"), ("R", "B")), (("blue", "red"), ("B", "R"))]
    assert set(Phrases(rows).companions("red")) == {("R",)}


def test_where_a_word_stands_bars_forms():
    rows = [(("a", "op", "b"), ()), (("a", "op"), ())]
    assert Phrases(rows).forms("op") == ["X w"]
    assert Phrases(rows).forms("a") == ["w X"]

"""Strings taken apart and put together: what is meant, on columns of any form as on single values."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contrast.dsl import Primitive
from contrast.dsl.batched.application import apply
from contrast.dsl.batched.columns import pack, reshape, unpack
from contrast.vocab.primitives.texts.words import chars, join, join_each, split
from tests.vocab.test_strings import TEXTS, columns, meaning

LISTS = st.lists(TEXTS, max_size=4)
VALUES = {str: TEXTS, list[str]: LISTS}

BY_HAND: list[tuple[Primitive, tuple[Any, ...], Any]] = [
    (split, ("a, b", ", "), ["a", "b"]),
    (split, ("--a-", "-"), ["", "", "a", ""]),
    (split, ("aaa", "aa"), ["", "a"]),
    (split, ("abc", ""), ["abc"]),
    (split, ("", ""), [""]),
    (split, ("", "a"), [""]),
    (chars, ("aλa",), ["a", "λ", "a"]),
    (chars, ("",), []),
    (join, (["a", "", "b"], "-"), "a--b"),
    (join, (["a"], "-"), "a"),
    (join, ([], "-"), ""),
    (join_each, (str.upper, ["a", "b"], ", "), "A, B"),
]


@pytest.mark.parametrize(("chosen", "arguments", "expected"), BY_HAND)
def test_a_primitive_gives_what_is_meant(chosen: Primitive, arguments: tuple[Any, ...], expected: Any) -> None:
    assert chosen(*arguments) == expected


@pytest.mark.parametrize("chosen", [split, chars, join], ids=lambda p: p.name)
@settings(max_examples=80, deadline=None, database=None, derandomize=True)
@given(drawn=st.data())
def test_columns_of_every_form_give_the_scalar_meaning(chosen: Primitive, drawn: st.DataObject) -> None:
    choices = [drawn.draw(st.lists(VALUES[kind], min_size=1, max_size=5)) for kind in chosen.parameters]
    batch = tuple(map(len, choices))
    column, mask = apply(chosen, columns(chosen, choices), batch)
    assert mask is None or mask.all()
    assert unpack(reshape(column, (-1,))) == [meaning(chosen, row) for row in itertools.product(*choices)]


@given(TEXTS, TEXTS)
def test_joining_undoes_splitting(s: str, t: str) -> None:
    assert join(split(s, t), t) == s
    assert join(chars(s), "") == s


def test_what_would_outgrow_the_width_is_undefined_and_is_not_built() -> None:
    lists = pack(list[str], [["a"] * 50, ["a", "b"]])
    column, mask = apply(join, [lists, pack(str, ["-" * 30])], (2,), width=100)
    assert mask is not None
    assert mask.tolist() == [False, True]
    assert unpack(column)[1] == "a" + "-" * 30 + "b"


def test_the_strings_of_a_list_have_no_more_room_than_the_longest_needs() -> None:
    column, _ = apply(split, [pack(str, ["a" * 20 + " b", "c d"]), pack(str, [" "])], (2,))
    assert column.values.dtype == np.dtype("S20")  # type: ignore[union-attr]
    short, _ = apply(chars, [pack(str, ["abcdef"])], (1,))
    assert short.values.dtype == np.dtype("S1")  # type: ignore[union-attr]

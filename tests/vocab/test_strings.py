"""Strings mean what SMT-LIB says, on columns of any form as on single values, and backwards where that is unique."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contrast import search
from contrast.dsl import Primitive
from contrast.dsl.batched.application import apply
from contrast.dsl.batched.columns import pack, reshape, shape, unpack
from contrast.errors import Undefined
from contrast.vocab.strings import STRINGS, VOCABULARY, str_concat, str_from_int, str_replace, str_to_int

ALPHABETS = ["ab", "a 0", "019", "aé\xff", "aλ→", "ab\0", "Az_ßİ\xa0", " \t\na"]
TEXTS = st.sampled_from(ALPHABETS).flatmap(lambda letters: st.text(letters, max_size=7))
INTS = st.integers(-3, 9) | st.sampled_from([-(2**63), 2**63 - 1, 2**31, 9_999, 10_000, 123_456_789])
VALUES = {str: TEXTS, int: INTS, bool: st.booleans()}
OURS = [p for p in VOCABULARY.primitives if p.name.startswith("str_")] + [STRINGS["str.<="]]


def columns(chosen: Primitive, choices: Sequence[Sequence[Any]]) -> list[Any]:
    """One column an argument, each along an axis of its own."""
    made = []
    for place, (kind, values) in enumerate(zip(chosen.parameters, choices, strict=True)):
        axes = [1] * len(choices)
        axes[place] = len(values)
        made.append(reshape(pack(kind, values), tuple(axes)))
    return made


def meaning(chosen: Primitive, row: Sequence[Any]) -> Any:
    try:
        return chosen.meaning(*row)
    except Undefined:
        return None


@pytest.mark.parametrize("chosen", OURS, ids=lambda p: p.name)
@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(drawn=st.data())
def test_columns_of_every_form_give_the_scalar_meaning(chosen: Primitive, drawn: st.DataObject) -> None:
    choices = [drawn.draw(st.lists(VALUES[kind], min_size=1, max_size=5)) for kind in chosen.parameters]
    batch = tuple(map(len, choices))
    column, mask = apply(chosen, columns(chosen, choices), batch)
    defined = np.ones(batch, bool) if mask is None else np.broadcast_to(mask, batch)
    found = [v if ok else None for v, ok in zip(unpack(reshape(column, (-1,))), defined.flat, strict=True)]
    assert found == [meaning(chosen, row) for row in itertools.product(*choices)]


# What SMT-LIB says, by hand.

BY_HAND = [
    ("str.++", ("ab", "c"), "abc"),
    ("str.++", ("", ""), ""),
    ("str.replace", ("banana", "an", "x"), "bxana"),
    ("str.replace", ("abc", "", "x"), "xabc"),
    ("str.replace", ("", "", "x"), "x"),
    ("str.replace", ("abc", "d", "x"), "abc"),
    ("str.replace_all", ("banana", "an", "x"), "bxxa"),
    ("str.replace_all", ("aaa", "aa", "b"), "ba"),
    ("str.replace_all", ("abc", "", "x"), "abc"),
    ("str.at", ("abc", 2), "c"),
    ("str.at", ("abc", 3), ""),
    ("str.at", ("abc", -1), ""),
    ("str.substr", ("abcde", 1, 3), "bcd"),
    ("str.substr", ("abcde", 3, 99), "de"),
    ("str.substr", ("abcde", 5, 1), ""),
    ("str.substr", ("abcde", -1, 3), ""),
    ("str.substr", ("abcde", 1, -1), ""),
    ("str.substr", ("abcde", 1, 2**63 - 1), "bcde"),
    ("str.len", ("aλ→",), 3),
    ("str.indexof", ("banana", "an", 0), 1),
    ("str.indexof", ("banana", "an", 2), 3),
    ("str.indexof", ("banana", "x", 0), -1),
    ("str.indexof", ("banana", "an", -1), -1),
    ("str.indexof", ("abc", "", 3), 3),
    ("str.indexof", ("abc", "", 4), -1),
    ("str.prefixof", ("ab", "abc"), True),
    ("str.prefixof", ("abc", "ab"), False),
    ("str.suffixof", ("bc", "abc"), True),
    ("str.suffixof", ("abc", "bc"), False),
    ("str.contains", ("abc", "b"), True),
    ("str.contains", ("b", "abc"), False),
    ("str.<", ("Z", "a"), True),
    ("str.<", ("a", "a"), False),
    ("str.<=", ("a", "a"), True),
    ("str.<=", ("a", "ab"), True),
    ("str.is_digit", ("7",), True),
    ("str.is_digit", ("77",), False),
    ("str.is_digit", ("²",), False),
    ("str.to_int", ("007",), 7),
    ("str.to_int", ("",), -1),
    ("str.to_int", ("-7",), -1),
    ("str.to_int", ("٣",), -1),
    ("str.to_int", ("1 ",), -1),
    ("str.from_int", (10,), "10"),
    ("str.from_int", (0,), "0"),
    ("str.from_int", (-1,), ""),
    ("=", ("a", "a"), True),
    ("ite", (True, "a", "b"), "a"),
    ("+", (1, 2), 3),
    ("-", (1, 2), -1),
]


@pytest.mark.parametrize(("operator", "arguments", "expected"), BY_HAND)
def test_an_operator_gives_what_the_standard_says(operator: str, arguments: tuple[Any, ...], expected: Any) -> None:
    assert STRINGS[operator](*arguments) == expected


# The standard's own definitions, over positions and decompositions, by trying them all.


def places(s: str, t: str) -> list[int]:
    return [k for k in range(len(s) - len(t) + 1) if all(s[k + j] == t[j] for j in range(len(t)))]


@given(TEXTS, TEXTS, st.integers(-2, 9))
def test_the_place_of_a_text_is_the_least_one_from_the_start_on(s: str, t: str, i: int) -> None:
    expected = min([k for k in places(s, t) if k >= i], default=-1) if i >= 0 else -1
    assert STRINGS["str.indexof"](s, t, i) == expected


@given(TEXTS, st.integers(-2, 9), st.integers(-2, 9))
def test_a_part_is_the_characters_at_its_places(s: str, i: int, n: int) -> None:
    expected = [c for k, c in enumerate(s) if i <= k < i + n] if i >= 0 else []
    assert list(STRINGS["str.substr"](s, i, n)) == expected


@given(TEXTS, TEXTS, TEXTS)
def test_replacing_splits_at_the_shortest_front_before_the_pattern(s: str, t: str, u: str) -> None:
    fronts = [s[:k] + u + s[k + len(t) :] for k in places(s, t)]
    assert STRINGS["str.replace"](s, t, u) == (fronts or [s])[0]


@given(TEXTS, TEXTS, TEXTS)
def test_replacing_all_goes_on_behind_each_replacement(s: str, t: str, u: str) -> None:
    def expected(rest: str) -> str:
        where = places(rest, t)
        return rest[: where[0]] + u + expected(rest[where[0] + len(t) :]) if t and where else rest

    assert STRINGS["str.replace_all"](s, t, u) == expected(s)


@given(TEXTS, TEXTS)
def test_order_is_by_the_first_code_point_that_differs(s: str, t: str) -> None:
    assert STRINGS["str.<"](s, t) == (list(map(ord, s)) < list(map(ord, t)))


@given(st.integers(0, 10**18 - 1), st.integers(0, 9))
def test_reading_a_number_undoes_writing_it_with_zeros_in_front(number: int, zeros: int) -> None:
    assert STRINGS["str.to_int"]("0" * zeros + str_from_int(number)) == number


def test_a_number_beyond_eighteen_digits_is_undefined() -> None:
    texts = ["0" * 30 + "9" * 18, "1" + "0" * 18]
    column, mask = apply(str_to_int, [pack(str, texts)], (2,))
    assert mask is not None
    assert mask.tolist() == [True, False]
    assert unpack(column)[0] == 10**18 - 1


def test_a_replacement_that_would_outgrow_the_width_is_undefined_and_is_not_built() -> None:
    many = pack(str, ["a" * 4000, "aa"])
    column, mask = apply(STRINGS["str.replace_all"], [many, pack(str, ["a"]), pack(str, ["b" * 1000])], (2,), width=2000)
    assert mask is not None
    assert mask.tolist() == [False, True]
    assert unpack(column)[1] == "b" * 2000


def test_a_string_beyond_the_limit_is_undefined_for_columns_and_values_alike() -> None:
    column, mask = apply(str_concat, [pack(str, ["a" * 4096]), pack(str, ["", "b"])], (2,))
    assert mask is not None
    assert mask.tolist() == [True, False]
    assert unpack(column)[0] == str_concat("a" * 4096, "")
    with pytest.raises(Undefined, match="4096"):
        str_concat("a" * 4096, "b")


# Backwards.

INVERSES = [(p, place) for p in OURS for place in p.inverses]


def backwards(chosen: Primitive, place: int, wanted: str, others: Sequence[Any]) -> Any:
    kinds = [k for at, k in enumerate(chosen.parameters) if at != place]
    given_columns = [pack(kind, [value]) for kind, value in zip(kinds, others, strict=True)]
    column, mask = chosen.inverses[place](pack(chosen.result, [wanted]), *given_columns)
    assert shape(column) == np.shape(mask) == (1,)
    return unpack(column)[0] if mask[0] else None


def forwards(chosen: Primitive, place: int, value: Any, others: Sequence[Any]) -> Any:
    return meaning(chosen, [*others[:place], value, *others[place:]])


PLAIN = st.sampled_from(ALPHABETS).flatmap(lambda letters: st.text(letters.replace("\0", ""), max_size=7))


@pytest.mark.parametrize(("chosen", "place"), INVERSES, ids=[f"{p.name} {place}" for p, place in INVERSES])
@settings(max_examples=150, deadline=None, database=None, derandomize=True)
@given(drawn=st.data())
def test_an_inverse_is_the_one_value_that_gives_what_is_wanted(chosen: Primitive, place: int, drawn: st.DataObject) -> None:
    kinds = [k for at, k in enumerate(chosen.parameters) if at != place]
    others = [drawn.draw(PLAIN if kind is str else VALUES[kind]) for kind in kinds]
    hidden = drawn.draw(PLAIN if chosen.parameters[place] is str else VALUES[chosen.parameters[place]])
    wanted = drawn.draw(st.just(forwards(chosen, place, hidden, others)) | PLAIN)
    parts: list[Any] = [wanted[i:j] for i in range(len(wanted) + 1) for j in range(i, len(wanted) + 1)]
    candidates = parts if chosen.parameters[place] is str else [*range(-3, 200), hidden]
    fitting = {c for c in candidates if forwards(chosen, place, c, others) == wanted}
    found = backwards(chosen, place, wanted, others)
    if found is not None:
        assert forwards(chosen, place, found, others) == wanted
        assert fitting <= {found}
    elif not (chosen is str_replace and others[1] not in others[0]) and wanted:
        assert {c for c in fitting if not isinstance(c, int) or c < 10**18} == set()


def test_what_replaces_nothing_and_what_spells_nothing_is_not_unique() -> None:
    assert backwards(str_replace, 2, "abc", ["abc", "x"]) is None
    assert backwards(str_from_int, 0, "", []) is None


@example("ab", "λ")
@given(PLAIN, PLAIN)
def test_prefix_and_rest_may_be_of_different_forms(s: str, t: str) -> None:
    assert backwards(str_concat, 1, s + t, [s]) == t
    assert backwards(str_concat, 0, s + t, [t]) == s


@pytest.mark.parametrize(("chosen", "place"), INVERSES, ids=[f"{p.name} {place}" for p, place in INVERSES])
def test_an_inverse_says_nothing_of_texts_with_nul(chosen: Primitive, place: int) -> None:
    others = ["\0" if kind is str else 1 for at, kind in enumerate(chosen.parameters) if at != place]
    assert backwards(chosen, place, "a\0", others) is None


# Search.


def test_search_finds_a_program_on_strings() -> None:
    found = search(["ann chang", "bobby smith", "cy li"], ["ann", "bobby", "cy"], "strings")
    assert found.fits
    assert found.program is not None
    assert found.program.predict([("dora blum",)]) == ["dora"]


def test_search_tells_texts_of_both_forms_apart() -> None:
    found = search([("a", "λ"), ("é", "b")], ["λa", "bé"], "strings")
    assert str(found.program) == "str_concat(y, x)"

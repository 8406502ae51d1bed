"""Columns hold plain values exactly, text among them, whatever they are joined or cut with."""

from __future__ import annotations

import itertools
from typing import Any, NewType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contrast.dsl import primitive
from contrast.dsl.batched.application import apply, pack_partial
from contrast.dsl.batched.columns import (
    Ragged,
    blank,
    broadcast,
    compacted,
    concatenate,
    differing,
    expanded,
    has_arrays,
    nbytes,
    pack,
    reshape,
    select,
    shape,
    take,
    trail,
    unpack,
    value_width,
)
from contrast.dsl.batched.text import alike, clipped, longest, resized, same_text
from contrast.errors import Undefined
from contrast.values import Kind

ASCII, LATIN, WIDE, NUL = st.text("ab ", max_size=9), st.text("aé\xff", max_size=9), st.text("aλ😀", max_size=9), st.text("a\0")
ANY = ASCII | LATIN | WIDE | NUL
FORMS = ["ab", "é", "λ→", "a\0"]
"""A value that makes a column bytes, bytes, characters, objects."""

Name = NewType("Name", str)
VALUES: list[tuple[Kind, list[Any]]] = [
    (bool, [True, False, True]),
    (int, [3, -(2**63), 0]),
    (float, [0.5, float("inf"), -0.0]),
    (str, ["", "a b", "c"]),
    (str, ["é", "", "ÿÿ"]),
    (str, ["λ", "a", ""]),
    (str, ["a\0", "\0\0", ""]),
    (Name, ["first", "", "last"]),
    (list[int], [[1, 2], [], [3]]),
    (list[str], [["a", ""], [], ["λ\0"]]),
    (list[str], [["ab", ""], [], ["é", "a", "bcd"]]),
    (list[str], [["λ", ""], [], ["é"]]),
    (tuple[int, str], [(1, "a"), (2, ""), (3, "b")]),
]


@pytest.mark.parametrize(("kind", "values"), VALUES)
def test_what_is_packed_comes_out_again(kind: Kind, values: list[Any]) -> None:
    assert unpack(pack(kind, values)) == values


@given(st.lists(ANY))
def test_text_of_any_characters_comes_out_again(values: list[str]) -> None:
    assert unpack(pack(str, values)) == values


@pytest.mark.parametrize(
    ("values", "dtype"),
    [(["ab", ""], "S2"), (["é"], "S1"), (["aλ", "b"], "<U2"), (["a\0"], "O"), ([""], "S1"), ([], "S1")],
)
def test_text_takes_the_narrowest_form_that_holds_it(values: list[str], dtype: str) -> None:
    assert pack(str, values).dtype == np.dtype(dtype)  # type: ignore[union-attr]


def test_a_kind_made_of_str_is_text_too() -> None:
    assert (pack(Name, ["ab"]).dtype, blank(Name, (2,)).dtype) == (np.dtype("S2"), np.dtype("S1"))  # type: ignore[union-attr]


@given(st.lists(st.lists(ANY, max_size=4), min_size=1, max_size=4))
def test_joined_text_is_the_texts_in_order_whatever_their_forms(parts: list[list[str]]) -> None:
    assert unpack(concatenate([pack(str, part) for part in parts])) == [value for part in parts for value in part]


@given(st.lists(st.tuples(st.booleans(), ANY, ANY), min_size=1, max_size=6))
def test_selecting_takes_each_value_whole_whatever_the_forms(rows: list[tuple[bool, str, str]]) -> None:
    mask, yes, no = zip(*rows, strict=True)
    assert unpack(select(np.array(mask), pack(str, yes), pack(str, no))) == [y if m else n for m, y, n in rows]


@given(ANY, ANY)
def test_text_is_equal_to_equal_text_of_another_form_and_width(first: str, second: str) -> None:
    padded = [first, "λ" * 12], [second, "b" * 20]
    assert same_text(pack(str, padded[0]), pack(str, padded[1])).tolist() == [first == second, False]


@pytest.mark.parametrize("value", FORMS)
@pytest.mark.parametrize("other", FORMS)
def test_arrays_made_alike_keep_their_values_and_numbers_stay(value: str, other: str) -> None:
    first, number, second = alike(pack(str, [value]), np.array([7]), pack(str, [other]))  # type: ignore[arg-type]
    assert first.dtype.kind == second.dtype.kind
    assert (unpack(first), number.tolist(), unpack(second)) == ([value], [7], [other])


@pytest.mark.parametrize(("kind", "values"), VALUES)
def test_reshaping_and_broadcasting_move_values_about(kind: Kind, values: list[Any]) -> None:
    column = pack(kind, values)
    assert shape(trail(column, 2)) == (3, 1, 1)
    wide = broadcast(reshape(column, (3, 1)), (3, 2))
    assert unpack(reshape(take(wide, slice(None, None, -1)), (6,))) == [v for v in values[::-1] for _ in range(2)]


@pytest.mark.parametrize(("kind", "value"), [(bool, False), (int, 0), (float, 0.0), (str, ""), (Name, ""), (list[int], [])])
def test_a_blank_column_is_zeros_or_empty(kind: Kind, value: Any) -> None:
    assert unpack(blank(kind, (2,))) == [value, value]


@pytest.mark.parametrize(("values", "size"), [(["abc", "d"], 6), (["λ→x", "d"], 24), (["", ""], 2)])
def test_text_takes_one_byte_a_character_or_four(values: list[str], size: int) -> None:
    assert nbytes(pack(str, values)) == size


def test_lists_are_counted_with_their_padding_and_lengths() -> None:
    assert nbytes(pack(list[int], [[1, 2], [3]])) == 2 * 2 * 8 + 2 * 8


@pytest.mark.parametrize(
    ("kind", "values", "room"), [(str, ["abc", ""], 3), (str, ["λ"], 1), (list[int], [[1, 2], []], 2), (int, [5], 0)]
)
def test_the_width_of_a_column_is_the_room_of_a_value(kind: Kind, values: list[Any], room: int) -> None:
    assert value_width(pack(kind, values)) == room


@given(st.lists(ASCII | LATIN | WIDE, max_size=200), st.integers(0, 5))
def test_the_longest_value_is_found_in_any_room(values: list[str], more: int) -> None:
    column = pack(str, values)
    assert longest(resized(column, value_width(column) + more)) == max(map(len, values), default=0)  # type: ignore[arg-type]


@given(st.lists(ANY, min_size=1, max_size=200), st.integers(1, 9))
def test_clipping_blanks_what_is_too_long_and_leaves_no_room_unused(values: list[str], width: int) -> None:
    column, short = clipped(pack(str, values), width)  # type: ignore[arg-type]
    kept = [value if len(value) <= width else "" for value in values]
    assert unpack(column) == kept
    assert (np.ones(len(values), bool) if short is None else short).tolist() == [len(value) <= width for value in values]
    assert value_width(column) <= width


def test_a_clipped_column_is_as_wide_as_its_longest_value() -> None:
    assert value_width(clipped(np.array([b"ab", b"c"], "S40"), 10)[0]) == 2


# Applied primitives.


@primitive(kernel=np.strings.add)
def joined(s: str, t: str) -> str:
    """The two joined."""
    return s + t


@primitive
def halves(n: int) -> str:
    """As many letters as half of an even number."""
    if n % 2:
        raise Undefined("odd")
    return "h" * (n // 2)


@primitive(kernel=np.strings.str_len)
def size(s: str) -> int:
    """How long it is."""
    return len(s)


@pytest.mark.parametrize("value", ["abc", "é" * 3, "λλλ", "a\0a"])
def test_a_result_beyond_the_width_is_undefined_and_empty(value: str) -> None:
    column, mask = apply(joined, [pack(str, ["a", value])] * 2, (2,), width=4)
    assert unpack(column) == ["aa", ""]
    assert mask is not None
    assert mask.tolist() == [True, False]


def test_a_primitive_without_a_kernel_gives_text_with_its_undefined_values_empty() -> None:
    column, mask = apply(halves, [np.array([4, 3, 10])], (3,))
    assert unpack(column) == ["hh", "", "hhhhh"]
    assert mask is not None
    assert mask.tolist() == [True, False, True]


def test_text_with_nul_is_computed_value_by_value() -> None:
    assert unpack(apply(size, [pack(str, ["a\0", "\0\0\0"])], (2,))[0]) == [2, 3]


@pytest.mark.parametrize(
    ("kind", "answers", "values"),
    [
        (str, ["long enough", None, "é"], ["long enough", "", "é"]),
        (list[int], [[1, 2, 3], None], [[1, 2, 3], []]),
        (int, [None, None], [0, 0]),
        (list[str], [["a"], None, ["é"]], [["a"], [], ["é"]]),
        (tuple[int, str], [(1, "a"), None], [(1, "a"), None]),
    ],
)
def test_answers_that_are_missing_are_blank(kind: Kind, answers: list[Any], values: list[Any]) -> None:
    assert unpack(pack_partial(kind, answers)) == values


def test_strings_and_lists_of_strings_have_arrays_and_lists_of_lists_do_not() -> None:
    kinds = (str, Name, list[int], int, list[str], list[list[int]], list[list[str]])
    assert [has_arrays(kind) for kind in kinds] == [True] * 5 + [False] * 2


def test_lists_of_strings_of_any_forms_can_be_joined_and_selected() -> None:
    values: list[list[list[str]]] = [[["ab", ""]], [["é"]], [["λ", "c", ""]], [["a\0"]], [[]]]
    columns = [pack(list[str], value) for value in values]
    assert unpack(concatenate(columns)) == [value for (value,) in values]
    for yes, no in itertools.product(range(5), repeat=2):
        assert unpack(select(np.array([True]), columns[yes], columns[no])) == values[yes]
        assert differing(columns[yes], columns[no]).tolist() == [yes != no]


def test_lists_joined_or_selected_are_padded_to_the_widest() -> None:
    short, long = pack(list[int], [[1]]), pack(list[int], [[2, 3, 4]])
    both, chosen = concatenate([short, long]), select(np.array([True]), short, long)
    assert isinstance(both, Ragged)
    assert (both.width, unpack(both), unpack(chosen)) == (3, [[1], [2, 3, 4]], [[1]])


@pytest.mark.parametrize(("kind", "values"), VALUES)
def test_a_packed_column_has_the_same_values_and_is_unpacked_to_the_same_arrays(kind: Kind, values: list[Any]) -> None:
    column = pack(kind, values)
    assert unpack(compacted(column)) == values
    again = expanded(compacted(column))
    assert all(a.dtype == b.dtype for a, b in zip(arrays(again), arrays(column), strict=True))
    assert unpack(again) == values


def arrays(column: Any) -> list[np.ndarray]:
    return [column.values, column.length] if isinstance(column, Ragged) else [column]


@pytest.mark.parametrize(
    ("values", "bits"), [([-128, 127], 8), ([128], 16), ([-129], 16), ([2**15], 32), ([-(2**31)], 32), ([2**31], 64), ([], 64)]
)
def test_whole_numbers_are_kept_in_the_narrowest_type_that_holds_them(values: list[int], bits: int) -> None:
    kept = compacted(pack(int, values))
    assert (kept.dtype, unpack(expanded(kept))) == (np.dtype(f"int{bits}"), values)  # type: ignore[union-attr]


@given(st.lists(st.tuples(st.lists(st.integers(0, 1), max_size=3), st.lists(st.integers(0, 1), max_size=3)), min_size=1))
def test_lists_differ_where_python_says_so(pairs: list[tuple[list[int], list[int]]]) -> None:
    first, second = (pack(list[int], values) for values in zip(*pairs, strict=True))
    assert differing(first, second).tolist() == [a != b for a, b in pairs]


@given(st.lists(st.tuples(ASCII | WIDE, ASCII | WIDE), min_size=1))
def test_texts_differ_where_python_says_so(pairs: list[tuple[str, str]]) -> None:
    first, second = (pack(str, values) for values in zip(*pairs, strict=True))
    assert differing(first, second).tolist() == [a != b for a, b in pairs]

"""The set of row hashes against Python's own set, and hashes against equality of values."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from contrast.dsl.batched.columns import Ragged, pack, reshape, widen
from contrast.dsl.batched.text import resized
from contrast.search.enumeration.hashing import row_hashes
from contrast.search.enumeration.hashset import HashSet

BLOCKS = st.lists(st.lists(st.integers(1, 40), max_size=30), max_size=8)


@given(BLOCKS, st.sampled_from([1, 1 << 58, 0x9E3779B97F4A7C15]))
def test_a_hash_set_tells_new_from_seen_like_a_set(blocks: list[list[int]], spread: int):
    ours, theirs = HashSet(capacity=4), set()
    for block in blocks:
        hashes = np.array([(value * spread) % 2**64 or 1 for value in block], np.uint64)
        expected = []
        for position, value in enumerate(hashes.tolist()):
            if value not in theirs:
                theirs.add(value)
                expected.append(position)
        assert ours.add(hashes).tolist() == expected
    assert ours.size == len(theirs)


@given(st.lists(st.lists(st.integers(-(2**31), 2**31), min_size=3, max_size=3), min_size=2, max_size=20))
def test_int_rows_have_equal_hashes_exactly_when_they_are_equal(rows: list[list[int]]):
    hashes = row_hashes(np.array(rows, np.int64)).tolist()
    assert len(set(hashes)) == len(set(map(tuple, rows)))


@given(st.lists(st.lists(st.integers(0, 3), max_size=4), min_size=2, max_size=20))
def test_list_rows_have_equal_hashes_exactly_when_they_are_equal_whatever_the_padding(rows: list[list[int]]):
    column = pack(list[int], rows)
    assert isinstance(column, Ragged)
    one_example = Ragged(column.values[:, None], column.length[:, None])
    hashes = row_hashes(one_example)
    assert len(set(hashes.tolist())) == len(set(map(tuple, rows)))
    assert (row_hashes(widen(one_example, 9)) == hashes).all()


def test_floats_that_differ_by_rounding_alone_are_equal():
    rows = np.array([[0.1 + 0.2, 1.0], [0.3, 1.0], [0.3000001, 1.0]])
    hashes = row_hashes(rows).tolist()
    assert hashes[0] == hashes[1] != hashes[2]


def test_where_a_value_is_undefined_is_part_of_the_hash():
    rows = np.zeros((2, 2), np.int64)
    hashes = row_hashes(rows, np.array([[True, False], [True, True]])).tolist()
    assert hashes[0] != hashes[1]


@given(st.lists(st.lists(st.integers(-8, 8).map(float), min_size=8, max_size=8), min_size=2, max_size=30))
def test_whole_numbers_as_floats_are_told_apart(rows: list[list[float]]):
    assert len(set(row_hashes(np.array(rows)).tolist())) == len(set(map(tuple, rows)))


def test_a_million_rows_of_small_whole_floats_lose_none():
    rows = np.random.default_rng(0).integers(1, 17, (10**6, 8)).astype(float)
    assert len(np.unique(row_hashes(rows))) == len(np.unique(rows, axis=0))


def test_there_may_be_more_rows_than_multipliers_so_far():
    rows = np.arange(2 * 9000).reshape(2, 9000)
    assert len(set(row_hashes(rows, np.array([[True] * 9000, [False] * 9000])).tolist())) == 2


TEXTS = st.text("ab", max_size=20) | st.text("é\xff", max_size=9) | st.text("aλ😀", max_size=9) | st.text("a\0", max_size=3)


@given(st.lists(TEXTS, min_size=1, max_size=20))
def test_texts_have_equal_hashes_exactly_when_they_are_equal(values: list[str]):
    hashes = row_hashes(reshape(pack(str, values), (len(values), 1))).tolist()
    assert len(set(hashes)) == len(set(values))


@given(st.lists(st.text("abé", max_size=20), min_size=1, max_size=5), st.integers(0, 20))
def test_the_hash_of_a_text_depends_neither_on_its_room_nor_on_the_form_of_its_column(values: list[str], more: int):
    bytes_ = np.asarray(pack(str, values))[:, None]
    forms = [bytes_, np.array(values)[:, None], np.array(values, object)[:, None]]
    forms += [resized(form, bytes_.itemsize + more) for form in forms[:2]]
    assert len({tuple(row_hashes(form).tolist()) for form in forms}) == 1


@given(st.text("ab\0", max_size=5), st.text("ab\0", max_size=5))
def test_characters_that_text_arrays_cannot_hold_count(first: str, second: str):
    hashes = row_hashes(np.array([[first], [second]], object)).tolist()
    assert (hashes[0] == hashes[1]) == (first == second)


def test_texts_that_differ_in_the_same_way_in_two_words_are_told_apart():
    letters = [f"{a}{b}" for a in "abcdefghijklmnopqrstuvwxyz" for b in "abcdefghijklmnopqrstuvwxyz0123456789"]
    rows = np.array([f"---{p}--{p}--{q}--{q}" for p in letters for q in letters[:200]])[:, None].astype("S")
    assert len(np.unique(row_hashes(rows))) == len(np.unique(rows)) == len(rows)


def test_a_row_of_texts_counts_with_the_places_of_its_texts():
    hashes = row_hashes(np.array([["ab", "c"], ["c", "ab"], ["a", "bc"]], "S2")).tolist()
    assert len(set(hashes)) == 3

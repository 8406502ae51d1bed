"""The set of hashes against Python's own: whatever the hashes have in common, however it grows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contrast.search.enumeration.hashset import CLAIMS, FULLEST, PART, SPARE, HashSet

LAST = 2**64 - 1
SHAPES = {
    "equal high bits": lambda value: (0xABCDEF12 << 32) | value,
    "equal low bits": lambda value: (value << 32) | 7,
    "at the end of the table": lambda value: LAST - value,
    "at its beginning": lambda value: value + 1,
}


@pytest.mark.parametrize("shape", SHAPES)
@given(blocks=st.lists(st.lists(st.integers(0, 60), max_size=40), max_size=8))
def test_the_new_ones_are_told_in_order_as_by_a_set(shape: str, blocks: list[list[int]]):
    ours, theirs = HashSet(capacity=4), set()
    for block in blocks:
        values = [SHAPES[shape](value) for value in block]
        new = [k for k, value in enumerate(values) if value not in theirs and value not in values[:k]]
        theirs |= set(values)
        assert ours.add(np.array(values, np.uint64)).tolist() == new
    assert ours.size == len(theirs)
    assert ours.contains(np.array([SHAPES[shape](value) for value in range(99)], np.uint64)).tolist() == [
        SHAPES[shape](value) in theirs for value in range(99)
    ]


@pytest.mark.parametrize("shape", SHAPES)
def test_all_stay_while_the_table_grows_block_by_block(shape: str):
    values = [SHAPES[shape](value) for value in range(400)]
    ours = HashSet(capacity=2)
    for first in range(0, 400, 7):
        ours.add(np.array(values[first : first + 7], np.uint64))
    assert ours.size == 400
    assert ours.contains(np.array(values, np.uint64)).all()
    assert not ours.contains(np.array([SHAPES[shape](value) for value in range(400, 500)], np.uint64)).any()


def test_a_block_with_more_hashes_than_places_to_settle_in_loses_none():
    values = np.random.default_rng(0).integers(1, LAST, 2 * CLAIMS, dtype=np.uint64)
    twice = np.concatenate([values, values[::-1]])
    ours = HashSet()
    assert len(ours.add(twice)) == len(np.unique(values))
    assert len(ours.add(twice)) == 0


def test_it_tells_beforehand_what_growing_takes():
    ours = HashSet(capacity=1 << 12)
    ours.add(np.arange(1, 2000, dtype=np.uint64) << np.uint64(33))
    assert ours.growing(int(FULLEST * (1 << 12)) - 1999) == 0
    coming = 5000
    told, before = ours.growing(coming), ours.nbytes
    ours.add(np.arange(1, coming + 1, dtype=np.uint64) << np.uint64(40))
    assert ours.nbytes > before
    assert told >= ours.nbytes


def test_a_table_that_is_moved_in_parts_loses_none():
    values = np.random.default_rng(1).integers(1, LAST, 2 * PART, dtype=np.uint64)
    ours = HashSet()
    for block in np.array_split(values, 9):
        ours.add(block)
    assert ours.size == len(np.unique(values))
    assert ours.contains(values).all()
    assert not ours.contains(values ^ np.uint64(1)).any()


def test_more_hashes_of_one_home_than_there_are_spare_slots_are_all_kept():
    values = np.arange(1, 4 * SPARE, dtype=np.uint64) | np.uint64(0xFFFFFFFF << 32)
    ours = HashSet(capacity=4)
    assert len(ours.add(values)) == len(values)
    assert len(ours.add(values)) == 0

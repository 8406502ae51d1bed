"""Drawing inputs: seeds follow from names, default samplers from kinds, and a quarter of all inputs is reserved."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contrast.sampling import RESERVED_SHARE, bit_lists, default_sampler, equal_starts, int_lists, is_reserved, seeded
from contrast.values import Graph, Grid, conforms

KINDS: list[Any] = [
    bool, int, float, str, list[int], list[bool], list[float], list[str], list[list[int]], Grid, Graph,
    tuple[int, str], list[tuple[int, bool]],
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=str)
@given(size=st.integers(1, 12), seed=st.integers(0, 99))
def test_default_samplers_draw_the_kind_they_are_asked_for(kind: Any, size: int, seed: int) -> None:
    first, second = default_sampler([kind, int])(seeded(seed), size)
    assert conforms(first, kind)
    assert conforms(second, int)


@pytest.mark.parametrize("kind", [list[int], str, Graph, Grid], ids=str)
def test_default_samplers_follow_the_size(kind: Any) -> None:
    assert [len(default_sampler([kind])(seeded(0), size)[0]) for size in (1, 5, 40)] == [1, 5, 40]


def test_default_graphs_have_no_loops_and_some_missing_edges() -> None:
    ((graph,),) = (default_sampler([Graph])(seeded(0), 20),)
    assert (np.diag(graph) == 0).all()
    assert 0.4 < np.isinf(graph).mean() < 0.8


def test_seeded_depends_on_its_names_and_nothing_else() -> None:
    assert seeded("a", "b", 1).integers(10**9) == seeded("a", "b", 1).integers(10**9)
    assert len({seeded(*names).integers(10**9) for names in [("a", "b", 1), ("a", "b", 2), ("ab", 1), ("a", 1, "b")]}) == 4


def test_a_quarter_of_all_inputs_is_reserved() -> None:
    share = np.mean([is_reserved("lists/sort", ([k, k + 1],)) for k in range(4000)])
    assert abs(share - RESERVED_SHARE) < 4 * np.sqrt(0.25 * 0.75 / 4000)


def test_reservation_belongs_to_the_task() -> None:
    inputs = [([k],) for k in range(200)]
    assert [is_reserved("a", x) for x in inputs] != [is_reserved("b", x) for x in inputs]
    assert [is_reserved("a", x) for x in inputs] == [is_reserved("a", x) for x in inputs]


@given(low=st.integers(-5, 5), span=st.integers(0, 5), size=st.integers(0, 30))
def test_int_lists_stay_in_their_range(low: int, span: int, size: int) -> None:
    (xs,) = int_lists(low, low + span)(seeded("range"), size)
    assert len(xs) == size
    assert conforms(xs, list[int])
    assert all(low <= x <= low + span for x in xs)


def test_int_lists_include_both_ends() -> None:
    assert set(int_lists(3, 5)(seeded(0), 200)[0]) == {3, 4, 5}


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 1.0])
def test_bit_lists_hold_their_share_of_set_bits(share: float) -> None:
    (bits,) = bit_lists(share)(seeded(share), 2000)
    assert conforms(bits, list[bool])
    assert abs(np.mean(bits) - share) < 0.05


@given(size=st.integers(4, 40), seed=st.integers(0, 99))
def test_equal_starts_reach_as_far_as_asked_and_belong_to_two_lists_of_one_size(size: int, seed: int) -> None:
    xs, ys = equal_starts(int_lists(0, 9), 0.75)(seeded(seed), size)
    assert len(xs) == len(ys) == size
    assert xs[: 3 * size // 4] == ys[: 3 * size // 4]

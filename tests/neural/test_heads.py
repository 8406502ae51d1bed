"""What the networks write."""

import math
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from contrast.errors import BadTask
from contrast.neural.encoding.head import Head
from contrast.neural.encoding.heads import head_for
from contrast.values import Graph, Grid


def perfect(head: Head, outputs: list[Any], places: int) -> torch.Tensor:
    """What a network that is always right would give."""
    target = head.target(outputs, places)
    scores = torch.zeros(*target.classes.shape, head.width)
    scores.scatter_(2, target.classes.clamp(min=0)[..., None], 10.0)
    if head.scale is not None:
        scores[..., -1] = target.amounts
    return scores


def head_of(kind: Any, outputs: list[Any]) -> Head:
    return head_for(kind, [], [((), output) for output in outputs])


CASES = [
    (bool, [True, False]),
    (int, [3, 5, -2]),
    (int, [0, 100_000, 7]),
    (float, [0.5, 2.0, 8.0]),
    (float, [-0.5, math.inf, 8.0]),
    (list[int], [[], [1, 2, 3], [2]]),
    (list[bool], [[True], []]),
    (list[float], [[1.5, math.inf], [2.5]]),
    (str, ["", "abc", "ca"]),
    (list[str], [["ab"], ["ab", "c"]]),
]


@pytest.mark.parametrize(("kind", "outputs"), CASES)
def test_a_perfect_network_writes_the_outputs_in_their_kind(kind: Any, outputs: list[Any]) -> None:
    head = head_of(kind, outputs)
    answers = head.decode(perfect(head, outputs, 4))
    assert [type(answer) for answer in answers] == [type(output) for output in outputs]
    assert answers == [pytest.approx(output, rel=1e-5) if kind in (float, list[float]) else output for output in outputs]


@pytest.mark.parametrize(("kind", "outputs"), CASES)
def test_a_perfect_network_has_next_to_no_loss(kind: Any, outputs: list[Any]) -> None:
    head = head_of(kind, outputs)
    assert float(head.loss(perfect(head, outputs, 4), head.target(outputs, 4))) < 1e-3


@given(st.lists(st.floats(1e-3, 1e3), min_size=1))
def test_positive_real_numbers_are_fitted_in_logarithms(values: list[float]) -> None:
    scale = head_of(float, values).scale
    assert scale is not None
    assert scale.logarithmic


def test_an_output_that_was_never_seen_has_no_target() -> None:
    head = head_of(int, [1, 2])
    assert head.target([7], 1).classes.tolist() == [[-100]]


def test_a_list_too_long_for_its_places_is_cut() -> None:
    head = head_of(list[int], [[1, 2, 3]])
    assert head.target([[1, 2, 3]], 2).classes.tolist() == [[0, 1]]


def test_a_number_that_is_none_gives_no_answer() -> None:
    head = head_of(float, [1.0, 2.0])
    assert head.decode(torch.full((1, 1, head.width), math.nan)) == [None]


def test_few_distinct_real_numbers_in_lists_are_classes() -> None:
    assert head_of(list[float], [[1.0, 2.0]] * 20).classes == (1.0, 2.0)


@pytest.mark.parametrize("kind", [tuple[int, int], Grid, Graph, list[list[int]]])
def test_kinds_that_no_network_writes_are_refused(kind: Any) -> None:
    with pytest.raises(BadTask, match="no head for outputs of kind"):
        head_of(kind, [])

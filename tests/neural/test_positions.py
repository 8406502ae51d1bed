"""Positional encodings."""

import pytest
import torch

from contrast.neural.nets.parts.positions import POSITIONS, encode_positions


@pytest.mark.parametrize("name", POSITIONS)
def test_every_token_has_a_vector_of_the_width(name: str) -> None:
    assert encode_positions(name, tokens=9, end=7, width=64).shape == (9, 64)


def test_both_ends_gives_the_distance_from_the_end_at_any_length() -> None:
    short, long = encode_positions("both_ends", 5, 4, 64), encode_positions("both_ends", 50, 49, 64)
    assert torch.equal(short[-3:, 32:], long[-3:, 32:])
    assert torch.equal(short[:3, :32], long[:3, :32])


def test_sinusoidal_does_not_depend_on_the_length() -> None:
    assert torch.equal(encode_positions("sinusoidal", 5, 4, 64), encode_positions("sinusoidal", 50, 49, 64)[:5])


def test_none_gives_no_position() -> None:
    assert encode_positions("none", 5, 4, 64).abs().sum() == 0

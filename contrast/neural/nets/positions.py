"""Positional encodings: none, sinusoidal from the left, or from both ends."""

from __future__ import annotations

import math

import torch
from torch import Tensor

POSITIONS = ("none", "sinusoidal", "both_ends")


def encode_positions(name: str, tokens: int, end: int, width: int) -> Tensor:
    """(tokens, width) float32 for the tokens 0 … tokens - 1, of which `end` is the END token.

    `sinusoidal`: the distance from the left (Vaswani et al. 2017, section 3.5). `both_ends`: half the width for the distance
    from the left, half for that from END, negative behind it; "the third from the end" is then the same vector at any length.
    """
    left = torch.arange(tokens, dtype=torch.float32)
    if name == "none":
        return torch.zeros(tokens, width)
    if name == "sinusoidal":
        return sinusoids(left, width)
    return torch.cat([sinusoids(left, width // 2), sinusoids(end - left, width - width // 2)], dim=1)


def sinusoids(places: Tensor, width: int) -> Tensor:
    """Sines and cosines of `places` (n,) at wavelengths from 2 pi to 20,000 pi, as (n, width)."""
    rates = torch.exp(-math.log(10_000.0) * torch.arange(0, width, 2) / width)
    angles = places[:, None] * rates
    return torch.stack([angles.sin(), angles.cos()], dim=-1).flatten(1)[:, :width]

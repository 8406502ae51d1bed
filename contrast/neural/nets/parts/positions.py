"""Positional encodings: added to the tokens (sinusoidal, randomised, both ends), or turning queries and keys (rotary)."""

from __future__ import annotations

import math
from functools import lru_cache

import torch
from torch import Tensor

POSITIONS = ("none", "sinusoidal", "rope", "randomised", "both_ends")

RANDOMISED_TO = 2048
"""Randomised positions are a sorted sample of the whole numbers below this (Ruoss et al. 2023, section 3; their `L`)."""


def encode_positions(name: str, tokens: int, end: int, width: int, training: bool = False) -> Tensor:
    """(tokens, width) float32 for the tokens 0 … tokens - 1, of which `end` is the END token.

    `none` and `rope` add nothing. `sinusoidal`: the distance from the left (Vaswani et al. 2017, section 3.5). `randomised`:
    the same of a sorted random sample of larger positions, drawn anew for each batch in training and spread evenly
    otherwise, so that no position of a longer input is new. `both_ends`: half the width for the distance from the left, half
    for that from END, negative behind it; "the third from the end" is then the same vector at any length.
    """
    if name in ("none", "rope"):
        return torch.zeros(tokens, width)
    if name == "randomised":
        return sinusoids(_sampled(tokens) if training else _spread(tokens), width)
    return _fixed(name, tokens, end, width)


@lru_cache(maxsize=1024)
def _fixed(name: str, tokens: int, end: int, width: int) -> Tensor:
    left = torch.arange(tokens, dtype=torch.float32)
    if name == "sinusoidal":
        return sinusoids(left, width)
    return torch.cat([sinusoids(left, width // 2), sinusoids(end - left, width - width // 2)], dim=1)


def _sampled(tokens: int) -> Tensor:
    """From torch's own generator."""
    return torch.randperm(max(RANDOMISED_TO, tokens))[:tokens].sort().values.float()


def _spread(tokens: int) -> Tensor:
    return torch.linspace(0, max(RANDOMISED_TO, tokens) - 1, tokens).round()


def sinusoids(places: Tensor, width: int) -> Tensor:
    """Sines and cosines of `places` (n,) at wavelengths from 2 pi to 20,000 pi, as (n, width)."""
    rates = torch.exp(-math.log(10_000.0) * torch.arange(0, width, 2) / width)
    angles = places[:, None] * rates
    return torch.stack([angles.sin(), angles.cos()], dim=-1).flatten(1)[:, :width]


def rotate(x: Tensor, turns: Tensor) -> Tensor:
    """Each pair of features turned by an angle that grows with its place (Su et al. 2021, section 3.2).

    x: (…, tokens, features).  turns: `sinusoids(places, features)`.  Products of turned queries and keys depend on the
    distance of their places alone.
    """
    sine, cosine = turns[:, 0::2], turns[:, 1::2]
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack([even * cosine - odd * sine, even * sine + odd * cosine], dim=-1).flatten(-2)

"""The block of a pre-norm Transformer: self-attention, rotary where asked, with edge features for graphs, then feed-forward."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from contrast.neural.nets.parts.positions import rotate, sinusoids

HEADS = 4


class Attention(nn.Module):
    """Self-attention of HEADS heads (Vaswani et al. 2017). With edges, a learned linear function of each pair's features is
    added to its score, and another to the value that is passed along it (as relations in Shaw et al. 2018)."""

    def __init__(self, width: int, edges: int = 0, rotary: bool = False) -> None:
        super().__init__()
        self.rotary = rotary
        self.project = nn.Linear(width, 3 * width)
        self.merge = nn.Linear(width, width)
        self.bias = nn.Linear(edges, HEADS, bias=False) if edges else None
        self.carry = nn.Linear(HEADS * edges, width, bias=False) if edges else None

    def forward(self, x: Tensor, edges: Tensor | None = None) -> Tensor:
        """x: (batch, tokens, width); edges: (batch, tokens, tokens, edge features). Returns the shape of x."""
        query, key, value = self.project(x).unflatten(2, (3, HEADS, -1)).permute(2, 0, 3, 1, 4)
        if self.rotary:
            turns = sinusoids(torch.arange(x.shape[1], dtype=torch.float32), query.shape[-1]).to(x.device)
            query, key = rotate(query, turns), rotate(key, turns)
        scores = query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1])
        if self.bias is not None:
            scores = scores + self.bias(edges).permute(0, 3, 1, 2)
        weights = scores.softmax(-1)
        mixed: Tensor = self.merge((weights @ value).transpose(1, 2).flatten(2))
        if self.carry is not None and edges is not None:
            passed = weights.transpose(1, 2) @ edges
            mixed = mixed + self.carry(passed.flatten(2))
        return mixed


class Block(nn.Module):
    """x + attention(norm(x)), then x + feed-forward(norm(x)) with four times the width inside (Xiong et al. 2020, pre-norm)."""

    def __init__(self, width: int, edges: int = 0, rotary: bool = False) -> None:
        super().__init__()
        self.before_attention = nn.LayerNorm(width)
        self.attention = Attention(width, edges, rotary)
        self.feed_forward = nn.Sequential(
            nn.LayerNorm(width), nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width)
        )

    def forward(self, x: Tensor, edges: Tensor | None = None) -> Tensor:
        """(batch, tokens, width) to the same."""
        x = x + self.attention(self.before_attention(x), edges)
        x = x + self.feed_forward(x)
        return x

"""A pre-norm Transformer encoder over tokens, with edge weights as attention biases for graphs."""

from __future__ import annotations

import math

from torch import Tensor, nn

from contrast.neural.encoding.batch import Batch
from contrast.neural.nets.embedding import TokenEmbedding
from contrast.neural.nets.positions import encode_positions

HEADS = 4


class Attention(nn.Module):
    """Self-attention of HEADS heads (Vaswani et al. 2017). With edges, a learned linear function of each pair's features is
    added to its score, and another to the value that is passed along it (as relations in Shaw et al. 2018)."""

    def __init__(self, width: int, edges: int) -> None:
        super().__init__()
        self.project = nn.Linear(width, 3 * width)
        self.merge = nn.Linear(width, width)
        self.bias = nn.Linear(edges, HEADS, bias=False) if edges else None
        self.carry = nn.Linear(HEADS * edges, width, bias=False) if edges else None

    def forward(self, x: Tensor, edges: Tensor | None) -> Tensor:
        """x: (batch, tokens, width); edges: (batch, tokens, tokens, edge features). Returns the shape of x."""
        query, key, value = self.project(x).unflatten(2, (3, HEADS, -1)).permute(2, 0, 3, 1, 4)
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

    def __init__(self, width: int, edges: int) -> None:
        super().__init__()
        self.before_attention = nn.LayerNorm(width)
        self.attention = Attention(width, edges)
        self.feed_forward = nn.Sequential(
            nn.LayerNorm(width), nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width)
        )

    def forward(self, x: Tensor, edges: Tensor | None) -> Tensor:
        """(batch, tokens, width) to the same."""
        x = x + self.attention(self.before_attention(x), edges)
        x = x + self.feed_forward(x)
        return x


class Transformer(nn.Module):
    """`depth` blocks of `width`. A single output is read at END, a list from every token after BEGIN, or from the nodes."""

    def __init__(
        self,
        symbols: int,
        numbers: int,
        segments: int,
        outputs: int,
        edges: int,
        positions: str,
        *,
        width: int = 64,
        depth: int = 2,
    ) -> None:
        super().__init__()
        self.positions, self.width = positions, width
        self.embed = TokenEmbedding(symbols, numbers, segments, width)
        self.blocks = nn.ModuleList(Block(width, edges) for _ in range(depth))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, outputs)

    def forward(self, batch: Batch) -> Tensor:
        """Tokens (batch, tokens) to (batch, places, outputs)."""
        x = self.embed(batch) + encode_positions(self.positions, batch.symbols.shape[1], batch.end, self.width)
        for block in self.blocks:
            x = block(x, batch.edges)
        given: Tensor = self.head(self.norm(x[:, batch.read]))
        return given

"""A Transformer that applies one block again and again, as often as the input is long, with the input recalled each time."""

from __future__ import annotations

from torch import Tensor, nn

from contrast.neural.encoding.batch import Batch
from contrast.neural.encoding.form import Form
from contrast.neural.nets.parts.block import Block
from contrast.neural.nets.parts.embedding import TokenEmbedding
from contrast.neural.nets.parts.positions import encode_positions

MOST_ROUNDS = 64
"""Rounds at most, so that a list of 200 costs no more than three times one of 64 for each token."""


class LoopedTransformer(nn.Module):
    """`depth` blocks of `width`, repeated once for each token between BEGIN and END, up to MOST_ROUNDS, so that a longer input
    gets more steps (Fan et al. 2025, section 3). Before each round the embedded input is added anew: "recall" in Bansal et al.
    2022, section 3, "input injection" in Fan et al."""

    def __init__(self, form: Form, width: int = 64, depth: int = 1, positions: str = "both_ends") -> None:
        super().__init__()
        self.positions, self.width = positions, width
        self.embed = TokenEmbedding(form, width)
        self.blocks = nn.ModuleList(Block(width, form.edges, positions == "rope") for _ in range(depth))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, form.outputs)

    def forward(self, batch: Batch) -> Tensor:
        """Tokens (batch, tokens) to (batch, places, outputs)."""
        given = self.embed(batch)
        given = given + encode_positions(self.positions, given.shape[1], batch.end, self.width, self.training).to(given.device)
        x = given
        for turn in range(min(MOST_ROUNDS, max(1, batch.end - 1))):
            x = x + given if turn else x
            for block in self.blocks:
                x = block(x, batch.edges)
        read: Tensor = self.head(self.norm(x[:, batch.read]))
        return read

"""A pre-norm Transformer encoder over tokens, with edge weights as attention biases for graphs."""

from __future__ import annotations

from torch import Tensor, nn

from contrast.neural.encoding.batch import Batch
from contrast.neural.encoding.form import Form
from contrast.neural.nets.parts.block import Block
from contrast.neural.nets.parts.embedding import TokenEmbedding
from contrast.neural.nets.parts.positions import encode_positions


class Transformer(nn.Module):
    """`depth` blocks of `width`. A single output is read at END, a list from every token after BEGIN, or from the nodes."""

    def __init__(self, form: Form, width: int = 64, depth: int = 2, positions: str = "both_ends") -> None:
        super().__init__()
        self.positions, self.width = positions, width
        self.embed = TokenEmbedding(form, width)
        self.blocks = nn.ModuleList(Block(width, form.edges, positions == "rope") for _ in range(depth))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, form.outputs)

    def forward(self, batch: Batch) -> Tensor:
        """Tokens (batch, tokens) to (batch, places, outputs)."""
        x = self.embed(batch)
        x = x + encode_positions(self.positions, x.shape[1], batch.end, self.width, self.training).to(x.device)
        for block in self.blocks:
            x = block(x, batch.edges)
        given: Tensor = self.head(self.norm(x[:, batch.read]))
        return given

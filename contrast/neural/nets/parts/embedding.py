"""From a batch's tokens to vectors: symbols, number features and segment, added."""

from __future__ import annotations

from torch import Tensor, nn

from contrast.neural.encoding.batch import Batch
from contrast.neural.encoding.form import Form


class TokenEmbedding(nn.Module):
    """The sum of the embeddings of a token's symbols, a linear map of its number features, and the embedding of the input that
    it is part of."""

    def __init__(self, form: Form, width: int) -> None:
        super().__init__()
        self.symbol = nn.Embedding(form.symbols, width)
        self.number = nn.Linear(form.numbers, width, bias=False) if form.numbers else None
        self.segment = nn.Embedding(form.segments + 1, width) if form.segments > 1 else None

    def forward(self, batch: Batch) -> Tensor:
        """To (batch, tokens, width)."""
        found: Tensor = self.symbol(batch.symbols)
        total = found.sum(2) if found.dim() == 4 else found
        if self.number is not None:
            total = total + self.number(batch.numbers)
        if self.segment is not None:
            total = total + self.segment(batch.segments)
        return total

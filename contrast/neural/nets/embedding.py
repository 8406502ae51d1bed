"""From a batch's tokens to vectors: symbol, number features and segment, added."""

from __future__ import annotations

from torch import Tensor, nn

from contrast.neural.encoding.batch import Batch


class TokenEmbedding(nn.Module):
    """The sum of a symbol's embedding, a linear map of the number features, and the embedding of the input it is part of."""

    def __init__(self, symbols: int, numbers: int, segments: int, width: int) -> None:
        super().__init__()
        self.symbol = nn.Embedding(symbols, width)
        self.number = nn.Linear(numbers, width, bias=False) if numbers else None
        self.segment = nn.Embedding(segments + 1, width) if segments > 1 else None

    def forward(self, batch: Batch) -> Tensor:
        """To (batch, tokens, width)."""
        total: Tensor = self.symbol(batch.symbols)
        if self.number is not None:
            total = total + self.number(batch.numbers)
        if self.segment is not None:
            total = total + self.segment(batch.segments)
        return total

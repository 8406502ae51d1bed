"""A long short-term memory over tokens (Hochreiter & Schmidhuber 1997); in both directions for sequence to sequence."""

from __future__ import annotations

from torch import Tensor, nn

from contrast.neural.encoding.batch import Batch
from contrast.neural.nets.embedding import TokenEmbedding


class LSTM(nn.Module):
    """`depth` layers of `width` units. A single output is read at END, a list from every token after BEGIN."""

    def __init__(
        self, symbols: int, numbers: int, segments: int, outputs: int, both_ways: bool, width: int = 64, depth: int = 1
    ) -> None:
        super().__init__()
        self.embed = TokenEmbedding(symbols, numbers, segments, width)
        self.cells = nn.LSTM(width, width, depth, batch_first=True, bidirectional=both_ways)
        self.head = nn.Linear(width * (2 if both_ways else 1), outputs)

    def forward(self, batch: Batch) -> Tensor:
        """Tokens (batch, tokens) to (batch, places, outputs)."""
        states, _ = self.cells(self.embed(batch))
        given: Tensor = self.head(states[:, batch.read])
        return given

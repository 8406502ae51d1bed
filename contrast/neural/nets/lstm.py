"""A long short-term memory from left to right over tokens (Hochreiter & Schmidhuber 1997)."""

from __future__ import annotations

from torch import Tensor, nn

from contrast.neural.encoding.batch import Batch
from contrast.neural.encoding.form import Form
from contrast.neural.nets.parts.embedding import TokenEmbedding


class LSTM(nn.Module):
    """`depth` layers of `width` units. A single output is read at END, a list from slots behind it."""

    both_ways = False

    def __init__(self, form: Form, width: int = 64, depth: int = 1) -> None:
        super().__init__()
        self.embed = TokenEmbedding(form, width)
        self.cells = nn.LSTM(width, width, depth, batch_first=True, bidirectional=self.both_ways)
        self.head = nn.Linear(width * (1 + self.both_ways), form.outputs)

    def forward(self, batch: Batch) -> Tensor:
        """Tokens (batch, tokens) to (batch, places, outputs)."""
        states, _ = self.cells(self.embed(batch))
        given: Tensor = self.head(states[:, batch.read])
        return given

"""A recurrent net of rectified units (Elman 1990; Le, Jaitly and Hinton 2015, who start it from the identity)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from contrast.neural.encoding.batch import Batch
from contrast.neural.encoding.form import Form
from contrast.neural.nets.parts.embedding import TokenEmbedding


class RNN(nn.Module):
    """`depth` layers of `width` units, from left to right: h' = relu(W x + U h + b). A single output is read at END, a list
    behind it."""

    def __init__(self, form: Form, width: int = 64, depth: int = 1) -> None:
        super().__init__()
        self.embed = TokenEmbedding(form, width)
        self.cells = nn.RNN(width, width, depth, nonlinearity="relu", batch_first=True)
        self.head = nn.Linear(width, form.outputs)
        for layer in range(depth):
            with torch.no_grad():
                getattr(self.cells, f"weight_hh_l{layer}").copy_(torch.eye(width))
                getattr(self.cells, f"bias_hh_l{layer}").zero_()

    def forward(self, batch: Batch) -> Tensor:
        """Tokens (batch, tokens) to (batch, places, outputs)."""
        states, _ = self.cells(self.embed(batch))
        given: Tensor = self.head(states[:, batch.read])
        return given

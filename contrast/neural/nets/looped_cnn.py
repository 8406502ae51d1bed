"""A convolutional net that applies one block again and again, more often to a larger grid, which it sees anew each time."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from contrast.neural.encoding.batch import Batch
from contrast.neural.encoding.form import Form
from contrast.neural.nets.parts.pooled import KERNEL, Pooled

MOST_ROUNDS = 64
"""Rounds at most."""


class LoopedCNN(Pooled):
    """A block of `depth` + 1 convolutions of `width` channels with a residual connection, repeated once for each row and each
    column, up to MOST_ROUNDS, so that a larger grid gets more steps and what happens at one end can reach the other. Each time
    the block sees the grid beside its state ("recall", Bansal et al. 2022, section 3). Read like a CNN."""

    def __init__(self, form: Form, width: int = 32, depth: int = 1) -> None:
        super().__init__()
        self.first = nn.Conv2d(form.numbers, width, KERNEL, padding=KERNEL // 2)
        layers: list[nn.Module] = []
        for size in (width + form.numbers, *[width] * depth):
            layers += [nn.ReLU(), nn.Conv2d(size, width, KERNEL, padding=KERNEL // 2)]
        self.block = nn.Sequential(*layers[1:])
        self._make_reader(form, width, 2 * width)

    def forward(self, batch: Batch) -> Tensor:
        """Cells (batch, channels, height, width) to (batch, places, outputs)."""
        given = batch.numbers
        state = torch.relu(self.first(given))
        for _ in range(min(MOST_ROUNDS, given.shape[2] + given.shape[3])):
            state = torch.relu(state + self.block(torch.cat([state, given], dim=1)))
        return self._read(state, given.shape[2:])

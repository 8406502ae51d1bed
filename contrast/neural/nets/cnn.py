"""A small convolutional net for grids (LeCun et al. 1998)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from contrast.errors import Unsupported
from contrast.neural.encoding.batch import Batch
from contrast.neural.encoding.form import Form

KERNEL = 3


class CNN(nn.Module):
    """`depth` pairs of convolutions, `width` channels in the first and twice as many in each next, halved in size after each but
    the last; then the mean and the maximum over all places, and one hidden layer."""

    def __init__(self, form: Form, width: int = 16, depth: int = 2) -> None:
        super().__init__()
        if form.grid is None:
            raise Unsupported("a CNN reads one grid and nothing else; use mlp, or a net for sequences")
        self.grid = form.grid
        self.places = form.places
        layers: list[nn.Module] = []
        last = 1
        for level in range(depth):
            wide = width * 2**level
            layers += [nn.MaxPool2d(2, ceil_mode=True)] if level else []
            for size in (last, wide):
                layers += [nn.Conv2d(size, wide, KERNEL, padding=KERNEL // 2), nn.GELU()]
            last = wide
        self.layers = nn.Sequential(*layers)
        self.hidden = nn.Sequential(nn.Linear(2 * last, 4 * width), nn.GELU())
        self.head = nn.Linear(4 * width, form.places * form.outputs)

    def forward(self, batch: Batch) -> Tensor:
        """Cells (batch, height * width) to (batch, places, outputs)."""
        x = self.layers(batch.numbers.view(-1, 1, *self.grid)).flatten(2)
        pooled = torch.cat([x.mean(2), x.amax(2)], dim=1)
        given: Tensor = self.head(self.hidden(pooled))
        return given.view(len(batch), self.places, -1)

"""Outputs read from all places of a grid together."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from contrast.neural.encoding.form import Form

KERNEL = 3
"""The height and width of every convolution."""


class Pooled(nn.Module):
    """A net whose outputs come from the mean and the maximum over all places, through one hidden layer, so that grids may be of
    any size."""

    hidden: nn.Module
    head: nn.Module
    places: int

    def _make_reader(self, form: Form, channels: int, hidden: int) -> None:
        self.hidden = nn.Sequential(nn.Linear(2 * channels, hidden), nn.GELU())
        self.head = nn.Linear(hidden, form.places * form.outputs)
        self.places = form.places

    def _read(self, state: Tensor) -> Tensor:
        """(batch, channels, height, width) to (batch, places, outputs)."""
        x = state.flatten(2)
        pooled = torch.cat([x.mean(2), x.amax(2)], dim=1)
        given: Tensor = self.head(self.hidden(pooled))
        return given.view(len(state), self.places, -1)

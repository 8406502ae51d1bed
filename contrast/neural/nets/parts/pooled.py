"""Outputs read from all places of a grid together, or at each cell."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate

from contrast.neural.encoding.form import Form

KERNEL = 3
"""The height and width of every convolution."""


class Pooled(nn.Module):
    """A net whose outputs come from the mean and the maximum over all places, through one hidden layer, so that grids may be of
    any size. Where each cell has an output, the same layers read it from the cell's own state and from these."""

    hidden: nn.Module
    head: nn.Module
    places: int
    by_cell: bool

    def _make_reader(self, form: Form, channels: int, hidden: int) -> None:
        self.by_cell = form.reading == "cells"
        self.hidden = nn.Sequential(nn.Linear((3 if self.by_cell else 2) * channels, hidden), nn.GELU())
        self.head = nn.Linear(hidden, form.places * form.outputs)
        self.places = form.places

    def _read(self, state: Tensor, size: torch.Size) -> Tensor:
        """(batch, channels, height, width) to (batch, places, outputs); size: the grid's own height and width."""
        x = state.flatten(2)
        pooled = torch.cat([x.mean(2), x.amax(2)], dim=1)
        if self.by_cell:
            cells = interpolate(state, tuple(size)).flatten(2).transpose(1, 2)
            around = pooled[:, None].expand(-1, cells.shape[1], -1)
            each: Tensor = self.head(self.hidden(torch.cat([cells, around], dim=2)))
            return each
        given: Tensor = self.head(self.hidden(pooled))
        return given.view(len(state), self.places, -1)

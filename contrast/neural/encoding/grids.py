"""Grids at their real size, for nets that pass over the cells: each cell's number, and its code where there are few of them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from contrast.errors import Unsupported
from contrast.neural.encoding.batch import Batch, Inputs, float_tensor
from contrast.neural.encoding.form import Form
from contrast.neural.encoding.head import Head
from contrast.neural.encoding.parts.scale import Scale
from contrast.neural.encoding.parts.symbols import Numbers
from contrast.values import Grid, Kind

MOST_CODES = 12
"""Cells that hold more different numbers than this hold amounts; from 3 up to this many they may as well be names."""


@dataclass(frozen=True)
class GridEncoder:
    """One grid.  scale: of the cells' numbers.  codes: the numbers that have a channel of their own, in ascending order."""

    scale: Scale
    codes: tuple[int, ...]
    head: Head

    @classmethod
    def fit(cls, kinds: Sequence[Kind], inputs: Sequence[Inputs], head: Head, numbers: Numbers | None = None) -> GridEncoder:
        """From training inputs. `numbers`: "scalar" for amounts alone, "symbol" for codes however many there are.

        Raises `Unsupported` unless the input is one grid.
        """
        if tuple(kinds) != (Grid,):
            raise Unsupported("a net for grids reads one grid and nothing else; use mlp, or a net for sequences")
        cells = np.concatenate([grid.ravel() for (grid,) in inputs])
        found = np.unique(cells).tolist()
        few = 2 < len(found) <= MOST_CODES if numbers is None else numbers == "symbol"
        return cls(Scale.fit(cells.astype(float)), tuple(found) if few else (), head)

    @property
    def form(self) -> Form:
        """Numbers: channels of a cell."""
        places = self.head.longest + 1 if self.head.reading == "places" else 1
        return Form(self.head.width, self.head.reading, numbers=1 + len(self.codes), grid=True, places=places)

    def shape(self, inputs: Inputs) -> Hashable:
        """Grids of one height and width go together."""
        return tuple(inputs[0].shape)

    def encode(self, inputs: Sequence[Inputs]) -> Batch:
        """numbers: (batch, channels, height, width), the standardised number first, then 1 in the channel of the cell's code."""
        cells = np.stack([grid for (grid,) in inputs])
        channels = [self.scale.forward(cells.astype(float)), *[(cells == code).astype(float) for code in self.codes]]
        nothing = torch.zeros((len(inputs), 0), dtype=torch.int64)
        places = cells[0].size if self.head.reading == "cells" else self.form.places
        return Batch(nothing, float_tensor(np.stack(channels, axis=1)), nothing, window=(0, places))

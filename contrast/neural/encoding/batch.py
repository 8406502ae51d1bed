"""What a network is given: encoded inputs of one shape, so that no padding or masking is needed."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import torch
from torch import Tensor

from contrast.neural.encoding.form import Form
from contrast.task import Example

Inputs = tuple[Any, ...]


@dataclass(frozen=True)
class Batch:
    """Inputs of one shape.

    symbols: (batch, tokens) int64 ids, (batch, tokens, channels) if several stand side by side; for fixed vectors (batch, slots).
    numbers: (batch, tokens, features) float32, 0 where a token has none; for fixed vectors (batch, features), for grids
    (batch, channels, height, width).
    segments: (batch, tokens) int64, the number of the input that a token belongs to; for fixed vectors (batch, 0).
    edges: (batch, tokens, tokens, edge features) float32 for graphs, else None.
    end: the place of the END token.  window: the first token from which outputs are read, and the first that is not.
    """

    symbols: Tensor
    numbers: Tensor
    segments: Tensor
    edges: Tensor | None = None
    end: int = 0
    window: tuple[int, int] = (0, 1)

    def __len__(self) -> int:
        return len(self.symbols)

    @property
    def read(self) -> slice:
        """The tokens from which outputs are read."""
        return slice(*self.window)

    @property
    def places(self) -> int:
        """How many outputs are read from each item."""
        return self.window[1] - self.window[0]

    def to(self, device: torch.device) -> Batch:
        """The same on a device."""
        edges = None if self.edges is None else self.edges.to(device)
        moved = {name: getattr(self, name).to(device) for name in ("symbols", "numbers", "segments")}
        return replace(self, edges=edges, **moved)

    def take(self, rows: Tensor) -> Batch:
        """The items at these rows."""
        edges = None if self.edges is None else self.edges[rows]
        return replace(self, symbols=self.symbols[rows], numbers=self.numbers[rows], segments=self.segments[rows], edges=edges)


class Encoder(Protocol):
    """Turns input tuples into batches. It is fitted to training inputs and never fails on others."""

    @property
    def form(self) -> Form:
        """What the batches hold, and what is to be written."""
        ...

    def shape(self, inputs: Inputs) -> Hashable:
        """What the inputs of one batch must have in common."""
        ...

    def encode(self, inputs: Sequence[Inputs]) -> Batch:
        """Inputs of one shape as a batch."""
        ...


def by_shape(encoder: Encoder, inputs: Sequence[Inputs]) -> dict[Hashable, list[int]]:
    """The row numbers of the inputs, grouped by shape in order of first appearance."""
    groups: dict[Hashable, list[int]] = {}
    for row, item in enumerate(inputs):
        groups.setdefault(encoder.shape(item), []).append(row)
    return groups


def inputs_of(examples: Sequence[Example]) -> list[Inputs]:
    return [example.inputs for example in examples]


def float_tensor(values: Any) -> Tensor:
    """A float32 tensor."""
    return torch.as_tensor(values, dtype=torch.float32)

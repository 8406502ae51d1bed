"""A multi-layer perceptron over fixed vectors, its symbols' embeddings summed."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from contrast.neural.encoding.batch import Batch
from contrast.neural.encoding.form import Form

FREQUENCIES = 16
"""Periodic features of each number."""


class MLP(nn.Module):
    """`depth` hidden layers of `width` units with GELU.

    The first layer adds the embeddings of all symbol slots to a linear map of the numbers: summed embeddings generalise
    where concatenated ones memorise (modular addition, held-out pairs: .999 against .44, `networks.md`, section 6).
    """

    def __init__(self, form: Form, width: int = 128, depth: int = 3, features: str = "plain") -> None:
        super().__init__()
        self.places = form.places
        self.embed = nn.EmbeddingBag(form.symbols, width, mode="sum") if form.symbols else None
        self.periodic = Periodic(form.numbers) if features == "periodic" and form.numbers else None
        numbers = form.numbers * (1 if self.periodic is None else 1 + 2 * FREQUENCIES)
        self.read = nn.Linear(numbers, width) if numbers else None
        layers: list[nn.Module] = []
        for _ in range(depth - 1):
            layers += [nn.Linear(width, width), nn.GELU()]
        self.hidden = nn.Sequential(nn.GELU(), *layers)
        self.head = nn.Linear(width, form.places * form.outputs)

    def forward(self, batch: Batch) -> Tensor:
        """Symbols (batch, slots) and numbers (batch, features) to (batch, places, outputs)."""
        total = self.embed(batch.symbols) if self.embed is not None else 0.0
        if self.read is not None:
            numbers = batch.numbers if self.periodic is None else self.periodic(batch.numbers)
            total = total + self.read(numbers)
        given: Tensor = self.head(self.hidden(total))
        return given.view(len(batch), self.places, -1)


class Periodic(nn.Module):
    """Each number beside its sines and cosines at learned frequencies (Gorishniy, Rubachev and Babenko 2022, section 3.3)."""

    def __init__(self, numbers: int) -> None:
        super().__init__()
        self.rates = nn.Parameter(torch.randn(numbers, FREQUENCIES))

    def forward(self, x: Tensor) -> Tensor:
        """(batch, numbers) to (batch, numbers * (1 + 2 FREQUENCIES))."""
        angles = (2 * math.pi * x[..., None] * self.rates).flatten(1)
        return torch.cat([x, angles.sin(), angles.cos()], dim=1)

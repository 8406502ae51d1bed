"""A recurrent net with differentiable stacks (Joulin & Mikolov 2015, section 3.2), from left to right over tokens."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from contrast.neural.encoding.batch import Batch
from contrast.neural.encoding.form import Form
from contrast.neural.nets.parts.embedding import TokenEmbedding

CONTROLLERS = ("plain", "lstm")
STACKS = 2
CELL = 16
"""Numbers in one cell of a stack."""


class StackRNN(nn.Module):
    """`width` units and STACKS stacks, each as deep as the input is long. `depth` controllers lie above one another.

    At each token the controller sees the stacks' tops; then each stack is a mixture, by a softmax over three actions, of
    itself pushed, popped and left alone. A single output is read at END, a list from slots behind it.

    controller: `plain`, without gates as in the reference, but with tanh for its sigmoid; or `lstm`. Measured on development
    seeds: lists reversed at twice and ten times the length are all right with `plain`; with `lstm` 0 to .55 and none, but more
    lists of other tasks are right inside the range (after 20 core-seconds: rotate .32 for .13, odds first .27 for .10).
    """

    def __init__(self, form: Form, width: int = 64, depth: int = 1, controller: str = "plain") -> None:
        super().__init__()
        self.embed = TokenEmbedding(form, width)
        sizes = [width + STACKS * CELL] + [width] * (depth - 1)
        cell = {"plain": nn.RNNCell, "lstm": nn.LSTMCell}[controller]
        self.cells = nn.ModuleList(cell(size, width) for size in sizes)
        self.act = nn.Linear(width, STACKS * 3)
        self.push = nn.Linear(width, STACKS * CELL)
        self.head = nn.Linear(width + STACKS * CELL, form.outputs)

    def forward(self, batch: Batch) -> Tensor:
        """Tokens (batch, tokens) to (batch, places, outputs)."""
        x = self.embed(batch)
        stacks = x.new_zeros(len(x), STACKS, x.shape[1] + 1, CELL)
        states: list[Any] = [None] * len(self.cells)
        seen = []
        for token in x.unbind(1):
            here = torch.cat([token, stacks[:, :, 0].flatten(1)], dim=1)
            for level, cell in enumerate(self.cells):
                states[level] = cell(here, states[level])
                here = states[level][0] if isinstance(cell, nn.LSTMCell) else states[level]
            stacks = self._moved(stacks, here)
            seen.append(torch.cat([here, stacks[:, :, 0].flatten(1)], dim=1))
        given: Tensor = self.head(torch.stack(seen[batch.read], dim=1))
        return given

    def _moved(self, stacks: Tensor, state: Tensor) -> Tensor:
        """stacks: (batch, STACKS, depth, CELL), the top first.  state: (batch, width)."""
        push, pop, keep = self.act(state).view(-1, STACKS, 3, 1, 1).softmax(2).unbind(2)
        new = self.push(state).sigmoid().view(-1, STACKS, 1, CELL)
        pushed = torch.cat([new, stacks[:, :, :-1]], dim=2)
        popped = torch.cat([stacks[:, :, 1:], torch.zeros_like(new)], dim=2)
        moved: Tensor = push * pushed + pop * popped + keep * stacks
        return moved

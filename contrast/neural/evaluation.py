"""Predictions of a model, and how well it does on items encoded once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from contrast.neural.encoding.batch import Encoder, Inputs, by_shape, inputs_of
from contrast.neural.encoding.head import Head
from contrast.neural.feed import Coded, code
from contrast.task import Example
from contrast.values import same_value

ROOM = 2**20
"""Pairs of tokens in one forward pass, which bounds the memory of attention."""

CPU = torch.device("cpu")

MOST_ITEMS = 512
"""Items in one forward pass."""


@dataclass(frozen=True)
class Evaluation:
    """exact_match: share of right predictions; loss: mean over items."""

    exact_match: float
    loss: float

    @property
    def rank(self) -> tuple[float, float]:
        """Larger is better; a loss that is not a number is worst."""
        return self.exact_match, -self.loss if self.loss == self.loss else -float("inf")


class Exam:
    """Items to be predicted again and again during training."""

    def __init__(
        self, encoder: Encoder, head: Head, examples: Sequence[Example], tolerance: float, device: torch.device = CPU
    ) -> None:
        self._head, self._tolerance = head, tolerance
        self._parts: list[tuple[Coded, list[Any]]] = []
        for rows in by_shape(encoder, inputs_of(examples)).values():
            part = [examples[row] for row in rows]
            batch, target = code(encoder, head, part)
            self._parts.append(((batch.to(device), target.to(device)), [example.output for example in part]))

    @torch.no_grad()
    def take(self, model: nn.Module) -> Evaluation:
        """The model's result."""
        model.eval()
        right, loss, count = 0, 0.0, 0
        for (batch, target), outputs in self._parts:
            given = model(batch)
            loss += float(self._head.loss(given, target)) * len(outputs)
            answers = self._head.decode(given)
            right += sum(same_value(answer, wanted, self._tolerance) for answer, wanted in zip(answers, outputs, strict=True))
            count += len(outputs)
        model.train()
        return Evaluation(right / count, loss / count)


@torch.no_grad()
def predict(model: nn.Module, encoder: Encoder, head: Head, device: torch.device, inputs: Sequence[Inputs]) -> list[Any]:
    """One output, of the task's output kind, for each input tuple."""
    model.eval()
    found: list[Any] = [None] * len(inputs)
    for rows in by_shape(encoder, inputs).values():
        tokens = encoder.encode([inputs[rows[0]]]).symbols.shape[1]
        size = max(1, min(MOST_ITEMS, ROOM // max(1, tokens) ** 2))
        for start in range(0, len(rows), size):
            part = rows[start : start + size]
            answers = head.decode(model(encoder.encode([inputs[row] for row in part]).to(device)))
            for row, answer in zip(part, answers, strict=True):
                found[row] = answer
    return found

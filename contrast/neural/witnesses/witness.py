"""A witness: which net, and the weights that make it right. What its weights claim is believed only when it is executed."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from contrast.neural.encoding.head import Head, Number
from contrast.neural.encoding.parts.leaves import Mark
from contrast.neural.encoding.tokens import TokenEncoder

SURE = 10_000.0
"""A logit that outweighs the others."""

Write = Callable[[Any, Any, Head], None]
"""Sets the weights of a model, given its encoder and head; all weights are 0 before."""


@dataclass(frozen=True)
class Witness:
    """net: the architecture's name.  options: those that it needs, such as its width.  write: sets the weights, from 0.
    idea: how it computes, in a sentence.  grown: for weights that inputs of other sizes outgrow, the witness for inputs of so
    many times the size; None if one set of weights is for all sizes."""

    net: str
    write: Write
    idea: str
    options: Mapping[str, str] = field(default_factory=dict)
    grown: Callable[[int], Witness] | None = None


@torch.no_grad()
def install(witness: Witness, model: nn.Module, encoder: Any, head: Head) -> None:
    """Put the witness's weights into a model of its architecture."""
    for weights in model.parameters():
        weights.zero_()
    witness.write(model, encoder, head)


@torch.no_grad()
def disturb(model: nn.Module, noise: float, random: Sequence[Tensor]) -> None:
    """Add Gaussian noise to all weights, of `noise` times the root mean square of the non-zero ones in each tensor, or, where
    all are 0, of the tensor's random start.  random: the weights of such a start, in the order of the model's."""
    for weights, start in zip(model.parameters(), random, strict=True):
        own = weights[weights != 0]
        size = own if own.numel() else start[start != 0]
        scale = size.square().mean().sqrt() if size.numel() else torch.zeros(())
        weights.add_(noise * scale * torch.randn_like(weights))


def put(weights: Tensor, entries: Mapping[Any, float]) -> None:
    """Set single entries: index → value."""
    for index, value in entries.items():
        weights[index] = value


def read_out(linear: nn.Linear, head: Head, units: Mapping[int, float], constant: float = 0.0) -> None:
    """Let a last layer write the number r = constant + sum of `units` (unit → factor).

    As classes, logit k is 2 k r - k^2, which is linear in r and largest at the k nearest to r; as an amount, r standardised.
    """
    if head.scale is not None:
        linear.weight[-1] = 0.0
        put(linear.weight, {(-1, unit): factor / head.scale.deviation for unit, factor in units.items()})
        linear.bias[-1] = (constant - head.scale.mean) / head.scale.deviation
    for number, value in enumerate(head.classes):
        if value is not Number and isinstance(value, bool | int | float) and math.isfinite(value):
            put(linear.weight, {(number, unit): 2 * value * factor for unit, factor in units.items()})
            linear.bias[number] = 2 * value * constant - value * value


def numbers_into(model: Any, encoder: TokenEncoder, unit: int) -> None:
    """Let the embedding hold, in one unit, the number that a token stands for; 0 for marks."""
    features = 0
    for channel, source in encoder.sources.items():
        offset = encoder.form.symbols // len(encoder.sources) * channel if encoder.stacked else 0
        if source.scales:
            scale = source.scales[0]
            model.embed.number.weight[unit, features] = scale.deviation
            model.embed.symbol.weight[offset + encoder.id(Mark.NUMBER), unit] = scale.mean
            features += len(source.scales)
            continue
        for value in encoder.symbols.values:
            model.embed.symbol.weight[offset + encoder.id(value), unit] = float(value)

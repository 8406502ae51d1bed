"""Counting in a deep set: the pooled sum holds how often each value occurs, and a list is written from the counts."""

from __future__ import annotations

from typing import Any

import torch

from contrast.neural.encoding.head import Head
from contrast.neural.encoding.tokens import TokenEncoder
from contrast.neural.nets.parts.positions import sinusoids
from contrast.neural.witnesses.witness import read_out

AMPLE = 1000.0
"""How much larger the counts are written than the encoding of the place that is added to them."""

SHARP = 4.0


def sort_by_counting(model: Any, encoder: TokenEncoder, head: Head) -> None:
    """Place p holds the value v for which no more than p elements are smaller, and more than p are at most v: as many values
    have at most p elements up to them as v is above the smallest. The place is read from its slowest sine, which is
    nearly straight."""
    values = sorted(encoder.symbols.values)
    count = len(values)
    for unit, value in enumerate(values):
        model.embed.symbol.weight[encoder.id(value), unit] = 1.0
    for layers in (model.each, model.after):
        for layer in layers[::2]:
            layer.weight[: 2 * count, : 2 * count] = torch.eye(2 * count)
    model.pool.weight[:count, :count] = 10 * AMPLE * torch.ones(count, count).tril()
    slowest = 2 * ((model.width - 1) // 2)
    straight = 1 / float(sinusoids(torch.ones(1), model.width)[0, slowest])
    first = model.after[0]
    first.weight.zero_()
    for unit in range(count):  # p - (elements up to this value) + 1/2, as a step from 0 to 1
        for half, shift in ((unit, 0.5), (count + unit, -0.5)):
            first.weight[half, unit] = -SHARP / AMPLE
            first.weight[half, slowest] = SHARP * straight
            first.bias[half] = SHARP / 2 + shift
    units = dict.fromkeys(range(count), 1.0) | {count + unit: -1.0 for unit in range(count)}
    read_out(model.head, head, units, constant=float(values[0]))
    end = values[0] + count  # the "value" behind the largest stands for STOP
    for unit, factor in units.items():
        model.head.weight[head.stop, unit] = 2 * end * factor
    model.head.bias[head.stop] = 2 * end * values[0] - end * end

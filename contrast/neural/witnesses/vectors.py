"""Perceptrons: sums of the inputs, cut by units that are driven so far that GELU is a rectifier."""

from __future__ import annotations

from typing import Any

from contrast.neural.encoding.head import Head
from contrast.neural.encoding.vectors import NumberSlot, VectorEncoder
from contrast.neural.witnesses.witness import Write, read_out

DRIVE = 10.0
"""GELU of ten times a whole number is the number's positive part times ten, as exactly as single precision holds it."""


def remainder_of_sum(modulus: int, multiples: int) -> Write:
    """The remainder of a sum s: s less the modulus for each of its `multiples` m that is reached, relu(s - m + 1) -
    relu(s - m). Two units a multiple, so the size grows with the largest sum."""

    def write(model: Any, encoder: VectorEncoder, head: Head) -> None:
        shifts = [0.0, *(modulus * turn - less for turn in range(1, multiples + 1) for less in (1, 0))]
        column, constant = 0, 0.0
        for slot in encoder.slots:
            assert isinstance(slot, NumberSlot)
            model.read.weight[: len(shifts), column] = DRIVE * slot.scales[0].deviation
            constant += slot.scales[0].mean
            column += len(slot.scales)
        for unit, shift in enumerate(shifts):
            model.read.bias[unit] = DRIVE * (constant - shift)
        factors = {unit: (-1.0 if unit % 2 else 1.0) * modulus / DRIVE for unit in range(1, len(shifts))}
        read_out(model.head, head, {0: 1 / DRIVE} | factors)

    return write

"""Counting with rectified units: a ReLU net from left to right adds, takes maxima and keeps what it has."""

from __future__ import annotations

from typing import Any

from contrast.neural.encoding.head import Head
from contrast.neural.encoding.parts.leaves import Mark
from contrast.neural.encoding.tokens import TokenEncoder
from contrast.neural.witnesses.witness import SURE, numbers_into, put, read_out


def parity(model: Any, encoder: TokenEncoder, head: Head) -> None:
    """a = relu(p + x), b = relu(p + x - 1), the parity being p = a - 2 b."""
    numbers_into(model, encoder, 0)
    put(model.cells.weight_ih_l0, {(0, 0): 1.0, (1, 0): 1.0})
    put(model.cells.weight_hh_l0, {(0, 0): 1.0, (0, 1): -2.0, (1, 0): 1.0, (1, 1): -2.0})
    model.cells.bias_hh_l0[1] = -1.0
    read_out(model.head, head, {0: 1.0, 1: -2.0})


def majority(model: Any, encoder: TokenEncoder, head: Head) -> None:
    """Two counters: of the tokens that are set, and of those that are not."""
    for value, unit in ((True, 0), (False, 1)):
        model.embed.symbol.weight[encoder.id(value), unit] = 1.0
    put(model.cells.weight_ih_l0, {(0, 0): 1.0, (1, 1): 1.0})
    put(model.cells.weight_hh_l0, {(0, 0): 1.0, (1, 1): 1.0})
    read_out(model.head, head, {0: 1.0, 1: -1.0})


def balanced(model: Any, encoder: TokenEncoder, head: Head) -> None:
    """Depth = p - m, each of them rectified; f adds up how far the depth has been below zero. Right if p, m and f are 0."""
    for value, sign in ((True, 1.0), (False, -1.0)):
        model.embed.symbol.weight[encoder.id(value), 0] = sign
    put(model.cells.weight_ih_l0, {(0, 0): 1.0, (1, 0): -1.0})
    put(model.cells.weight_hh_l0, {(0, 0): 1.0, (0, 1): -1.0, (1, 0): -1.0, (1, 1): 1.0, (2, 1): 1.0, (2, 2): 1.0})
    read_out(model.head, head, {0: -1.0, 1: -1.0, 2: -1.0}, constant=1.0)


def total(model: Any, encoder: TokenEncoder, head: Head) -> None:
    """s = relu(s + x), for numbers from 0 up; behind the input, a list stops."""
    numbers_into(model, encoder, 0)
    model.embed.symbol.weight[encoder.id(Mark.END), 1] = 1.0
    put(model.cells.weight_ih_l0, {(0, 0): 1.0, (1, 1): 1.0})
    put(model.cells.weight_hh_l0, {(0, 0): 1.0})
    read_out(model.head, head, {0: 1.0})
    if head.reading == "places":
        put(model.head.weight, {(head.stop, 1): SURE, (0, 1): -SURE})
        model.head.bias[head.stop] = -SURE / 2


def largest(model: Any, encoder: TokenEncoder, head: Head) -> None:
    """m = u + v, where u = relu(m) keeps the largest number so far and v = relu(x - m) is what a larger one adds."""
    numbers_into(model, encoder, 0)
    put(model.cells.weight_ih_l0, {(1, 0): 1.0})
    put(model.cells.weight_hh_l0, {(0, 0): 1.0, (0, 1): 1.0, (1, 0): -1.0, (1, 1): -1.0})
    read_out(model.head, head, {0: 1.0, 1: 1.0})


def second_largest(model: Any, encoder: TokenEncoder, head: Head) -> None:
    """Two layers. The first has the largest before this token, m, and by how much the token is above or below it, both also
    less 1, so that "not equal" is linear in them. The second has the largest of the min(m, x) where x is not m."""
    numbers_into(model, encoder, 0)
    first_in, first_back = model.cells.weight_ih_l0, model.cells.weight_hh_l0
    # units: 0 m before this token, 1 above, 2 above less 1, 3 below, 4 below less 1
    put(first_back, {(0, 0): 1.0, (0, 1): 1.0})
    for unit, sign, less in ((1, 1.0, 0.0), (2, 1.0, -1.0), (3, -1.0, 0.0), (4, -1.0, -1.0)):
        first_in[unit, 0] = sign
        put(first_back, {(unit, 0): -sign, (unit, 1): -sign})
        model.cells.bias_hh_l0[unit] = less
    # candidate = m - below, less a lot if x is m; units: 0 the second largest so far, 1 what is added to it
    differs = {1: 1.0, 2: -1.0, 3: 1.0, 4: -1.0}
    second_in = model.cells.weight_ih_l1
    put(second_in, {(1, unit): SURE * factor for unit, factor in differs.items()})
    second_in[1, 0] += 1.0
    second_in[1, 3] -= 1.0
    put(model.cells.weight_hh_l1, {(0, 0): 1.0, (0, 1): 1.0, (1, 0): -1.0, (1, 1): -1.0})
    model.cells.bias_hh_l1[1] = -SURE
    read_out(model.head, head, {0: 1.0, 1: 1.0})

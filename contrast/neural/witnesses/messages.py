"""Paths by message passing: each step takes the best that comes along an edge, and keeps it if it is better."""

from __future__ import annotations

from typing import Any

from contrast.neural.encoding.head import Head, Number
from contrast.neural.encoding.tokens import TokenEncoder
from contrast.neural.witnesses.witness import put, read_out

FAR = 2.0**14
"""Larger than any distance; single precision holds whole numbers and halves beside it exactly."""


def _edge(encoder: TokenEncoder) -> tuple[int, int, float]:
    """The features "there is an edge from sender to receiver" and "its weight", and the weight's unit."""
    assert encoder.edges is not None
    back = (encoder.edges.count - 1) // 2
    return back, back + 1, encoder.edges.unit


def _keep_larger(model: Any) -> None:
    """State unit 0 becomes the larger of itself and what arrived: 0 + relu(arrived - state)."""
    width = model.width
    put(model.update[0].weight, {(0, 2 * width): 1.0, (0, 0): -1.0})
    put(model.update[2].weight, {(0, 0): 1.0})


def shortest(model: Any, encoder: TokenEncoder, head: Head) -> None:
    """State p = FAR - distance, 0 where none is known; along an edge goes p less its weight."""
    there, weight, unit = _edge(encoder)
    model.embed.number.weight[0, 0] = FAR
    put(model.from_sender.weight, {(0, 0): 1.0})
    put(model.from_edge.weight, {(0, weight): -unit, (0, there): 2 * FAR})
    model.from_sender.bias[0] = -2 * FAR
    put(model.message[1].weight, {(0, 0): 1.0})
    _keep_larger(model)
    read_out(model.head, head, {0: -1.0}, constant=FAR)
    _endless(model, head, {0: 1.0}, 0.5)


def widest(model: Any, encoder: TokenEncoder, head: Head) -> None:
    """State: the width so far, FAR at the source; along an edge goes min(width, weight) = width - relu(width - weight)."""
    there, weight, unit = _edge(encoder)
    model.embed.number.weight[0, 0] = FAR
    put(model.from_sender.weight, {(0, 0): 1.0, (1, 0): 1.0})
    put(model.from_edge.weight, {(1, weight): -unit, (2, there): -2 * FAR})
    model.from_sender.bias[2] = 2 * FAR
    put(model.message[1].weight, {(0, 0): 1.0, (0, 1): -1.0, (0, 2): -1.0})
    _keep_larger(model)
    read_out(model.head, head, {0: 1.0})
    _endless(model, head, {0: -1.0}, -FAR / 2)


def reachable(model: Any, encoder: TokenEncoder, head: Head) -> None:
    """State: 1 where a way leads; it goes along every edge."""
    there, _, _ = _edge(encoder)
    model.embed.number.weight[0, 0] = 1.0
    put(model.from_sender.weight, {(0, 0): 1.0})
    put(model.from_edge.weight, {(0, there): 1.0})
    model.from_sender.bias[0] = -1.0
    put(model.message[1].weight, {(0, 0): 1.0})
    _keep_larger(model)
    read_out(model.head, head, {0: 1.0})


def heaviest(model: Any, encoder: TokenEncoder, head: Head) -> None:
    """State: the largest weight known in the component; along an edge goes max(state, weight) = state + relu(weight - state)."""
    _, weight, unit = _edge(encoder)
    put(model.from_sender.weight, {(0, 0): 1.0, (1, 0): -1.0})
    put(model.from_edge.weight, {(1, weight): unit})
    put(model.message[1].weight, {(0, 0): 1.0, (0, 1): 1.0})
    _keep_larger(model)
    read_out(model.head, head, {0: 1.0})


def _endless(model: Any, head: Head, finite: dict[int, float], level: float) -> None:
    """The class of infinity, where `finite` units do not exceed a level."""
    number = head.classes.index(Number)
    put(model.head.weight, {(number, unit): factor for unit, factor in finite.items()})
    model.head.bias[number] = -level

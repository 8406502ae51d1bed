"""Finite automata in an LSTM: gates driven so far that each unit is a threshold of what it sees, 0 or 1."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

from contrast.neural.encoding.head import Head
from contrast.neural.encoding.parts.leaves import Mark
from contrast.neural.encoding.tokens import TokenEncoder
from contrast.neural.witnesses.witness import SURE, put, read_out

DRIVE = 40.0
"""Gates get this times a number of at least 1/2 in size: a sigmoid of 20 is 1 in single precision, one of -20 next to 0."""

ON = math.tanh(1.0)
"""What an LSTM unit gives whose cell holds 1."""

State = Any
BEGIN, END = "begin", "end"
"""The marks as an automaton reads them; no symbol of a task is called so."""


def thresholds(lstm: Any, layer_in: Tensor, layer_back: Tensor, levels: Tensor) -> None:
    """Let unit i be 1 (as ON) where `layer_in` x + `layer_back` h > levels, else 0, h being last token's units as 0 or 1.

    lstm: an `nn.LSTM` of one layer.  The input gate carries the threshold; the cell is 1 times it, and forgets all else.
    """
    units = len(levels)
    given, back, bias = lstm.weight_ih_l0, lstm.weight_hh_l0, lstm.bias_ih_l0
    width = lstm.hidden_size
    enter, forget, cell, leave = (slice(part * width, part * width + units) for part in range(4))
    given[enter, : layer_in.shape[1]] = DRIVE * layer_in
    back[enter, :units] = DRIVE * layer_back / ON
    bias[enter] = -DRIVE * levels
    bias[forget], bias[cell], bias[leave] = -DRIVE, DRIVE, DRIVE
    bias[width : 2 * width] = -DRIVE


def automaton(
    step: Callable[[State, Any], State], start: State, value: Callable[[State], float | None]
) -> Callable[[Any, TokenEncoder, Head], None]:
    """Weights of an automaton: a unit for each symbol and each state that it may lead to.

    step: the next state; a KeyError where a symbol cannot follow.  value: the number that a state stands for at END, None
    where no input ends.  The net's width must be at least the number of units and of symbols.
    """

    def write(model: Any, encoder: TokenEncoder, head: Head) -> None:
        symbols = [BEGIN, END, *encoder.symbols.values]
        for place, symbol in enumerate(symbols):
            token = {BEGIN: Mark.BEGIN, END: Mark.END}.get(symbol, symbol)
            model.embed.symbol.weight[encoder.id(token), place] = 1.0
        units = _units(step, start, value, encoder.symbols.values)
        reads, back = torch.zeros(len(units), len(symbols)), torch.zeros(len(units), len(units))
        for unit, ((symbol, _), before) in enumerate(units.items()):
            reads[unit, symbols.index(symbol)] = 1.0
            back[unit] = torch.tensor([float(after in before) for _, after in units])
        levels = torch.tensor([0.5 if symbol == BEGIN else 1.5 for symbol, _ in units])
        thresholds(model.cells, reads, back, levels)
        ends = {unit: value(after) for unit, (symbol, after) in enumerate(units) if symbol == END}
        read_out(model.head, head, {unit: number / ON for unit, number in ends.items() if number is not None})

    return write


def _units(
    step: Callable[[State, Any], State], start: State, value: Callable[[State], float | None], symbols: Sequence[Any]
) -> dict[tuple[Any, State], set[State]]:
    """(symbol, state after it) → the states before it. BEGIN leads to the start from nowhere, END changes nothing."""
    units: dict[tuple[Any, State], set[State]] = {(BEGIN, start): set()}
    waiting, seen = [start], {start}
    while waiting:
        state = waiting.pop()
        if value(state) is not None:
            units[END, state] = {state}
        for symbol in symbols:
            try:
                after = step(state, symbol)
            except KeyError:
                continue
            units.setdefault((symbol, after), set()).add(state)
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return units


def larger(model: Any, encoder: TokenEncoder, head: Head) -> None:
    """Whether the first of two numbers is larger, highest digits first: two units, "larger so far" and "smaller so far"."""
    _difference(model, encoder, (1.0, -1.0))
    most = max(abs(float(value)) for value in encoder.symbols.values) + 1
    kept = torch.tensor([[most, -most], [-most, most]])
    thresholds(model.cells, torch.tensor([[1.0], [-1.0]]), kept, torch.tensor([0.5, 0.5]))
    read_out(model.head, head, {0: 1 / ON})


def added(model: Any, encoder: TokenEncoder, head: Head) -> None:
    """The digits of a sum, lowest first: unit j is 1 where both digits and the carry make at least j; unit 10 is the carry."""
    _difference(model, encoder, (1.0, 1.0))
    levels = torch.arange(1, 20) - 0.5
    back = torch.zeros(20, 20)
    back[:19, 9] = 1.0
    reads = torch.zeros(20, 2)
    reads[:19, 0], reads[19, 1] = 1.0, 1.0
    _mark(model, encoder, Mark.SLOT, 1)
    thresholds(model.cells, reads, back, torch.cat([levels, torch.tensor([0.5])]))
    units = dict.fromkeys(range(19), 1 / ON)
    units[9] -= 10 / ON
    read_out(model.head, head, units)
    put(model.head.weight, {(head.stop, 19): SURE})
    model.head.bias[head.stop] = -SURE / 2


def _difference(model: Any, encoder: TokenEncoder, signs: Sequence[float]) -> None:
    """The sum of a token's numbers, with these signs, in unit 0."""
    alphabet = encoder.form.symbols // len(signs)
    for channel, sign in enumerate(signs):
        for value in encoder.symbols.values:
            model.embed.symbol.weight[channel * alphabet + encoder.id(value), 0] = sign * float(value)


def _mark(model: Any, encoder: TokenEncoder, mark: Mark, unit: int) -> None:
    """Whether a token is this mark, in a unit."""
    model.embed.symbol.weight[encoder.id(mark), unit] = 1.0

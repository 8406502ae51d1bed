"""The architectures by name: what each reads, how it is built, and the recipe it is trained with.

The learning rates are frozen here. They were chosen on development seeds (100 to 102) by the score on fresh training-range
items, at 16 core-seconds of unlimited draws: about 30 runs, 350 core-seconds. Measured (rate: exact match, core-seconds if
it stopped early):
MLP, symbols, modular addition, batch 512: 3e-3: .87; 1e-2: .999 in 3.2. Batch 32 or decay .3: below .01.
LSTM, prefix sums: 3e-3: .971; 1e-2: .988. Second largest, seed 101: 3e-3: .994 in 9.0; 1e-2: .995 in 5.6.
Transformer, sort: 3e-3: .998 in 9.8, seed 101 .998 in 12.1; 2e-3, seed 101: .988 in 11.6. Reverse: 1e-3: 1.0 in 4.2;
3e-3: 1.0 in 5.0. Shortest path, 2 blocks of 64, 3e-3: .60; 4 of 32: .84, seed 101 .89; 5 of 32 at 6e-3, seed 101: .89.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from torch import nn

from contrast.errors import Unsupported
from contrast.neural.encoding.batch import Encoder
from contrast.neural.encoding.heads import Head
from contrast.neural.encoding.tokens import TokenEncoder
from contrast.neural.encoding.vectors import VectorEncoder
from contrast.neural.nets.lstm import LSTM
from contrast.neural.nets.mlp import MLP
from contrast.neural.nets.transformer import Transformer
from contrast.neural.options import Options
from contrast.neural.training import Recipe
from contrast.task import Example, Task
from contrast.values import Graph

Built = tuple[Encoder, nn.Module, Recipe]
COMMON = ("lr", "width", "depth", "decay", "batch", "numbers")


@dataclass(frozen=True)
class Architecture:
    """options: the names of those that it takes. build: from a task's examples and options, the encoder, a fresh model (its
    weights from torch's generator) and the recipe."""

    options: tuple[str, ...]
    build: Callable[[Task, Sequence[Example], Head, Options], Built]


def _sizes(options: Options) -> dict[str, Any]:
    given = {"width": options.width, "depth": options.depth}
    return {name: size for name, size in given.items() if size is not None}


def _recipe(options: Options, rate: float, decay: float, batch: int = 32) -> Recipe:
    """The recipe of an architecture, with what the user set in place of it."""
    own: dict[str, Any] = {"rate": options.lr, "decay": options.decay, "batch": options.batch}
    return replace(Recipe(rate, decay, batch), **{name: value for name, value in own.items() if value is not None})


def _mlp(task: Task, examples: Sequence[Example], head: Head, options: Options) -> Built:
    encoder = VectorEncoder.fit(task.input_kinds, [example.inputs for example in examples], head, options.numbers)
    model = MLP(encoder.symbol_count, encoder.number_count, encoder.places, head.width, **_sizes(options))
    recipe = _recipe(options, 1e-2, 1.0, 512) if encoder.symbol_count else _recipe(options, 3e-3, 0.01)
    return encoder, model, recipe


def _tokens(task: Task, examples: Sequence[Example], head: Head, options: Options) -> TokenEncoder:
    pairs = [(example.inputs, example.output) for example in examples]
    return TokenEncoder.fit(task.input_kinds, pairs, head, options.numbers)


def _lstm(task: Task, examples: Sequence[Example], head: Head, options: Options) -> Built:
    if Graph in task.input_kinds:
        raise Unsupported("an LSTM reads sequences, and a graph has no order; use transformer?positions=none")
    encoder = _tokens(task, examples, head, options)
    sizes = (encoder.symbol_count, encoder.number_count, len(task.inputs), head.width)
    return encoder, LSTM(*sizes, both_ways=head.reading != "one", **_sizes(options)), _recipe(options, 1e-2, 0.01)


def _transformer(task: Task, examples: Sequence[Example], head: Head, options: Options) -> Built:
    encoder = _tokens(task, examples, head, options)
    sizes = (encoder.symbol_count, encoder.number_count, len(task.inputs), head.width)
    deep = {"width": 32, "depth": 5} if encoder.edge_count else {}
    model = Transformer(*sizes, encoder.edge_count, options.positions, **(deep | _sizes(options)))
    return encoder, model, _recipe(options, 6e-3 if encoder.edge_count else 3e-3, 0.01)


ARCHITECTURES = {
    "mlp": Architecture(COMMON, _mlp),
    "lstm": Architecture(COMMON, _lstm),
    "transformer": Architecture((*COMMON, "positions"), _transformer),
}

"""The architectures by name: what each reads, how it is built, and the recipe it is trained with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from torch import nn

from contrast.errors import BadTask
from contrast.neural.batch import Encoder
from contrast.neural.heads import Head
from contrast.neural.lstm import LSTM
from contrast.neural.mlp import MLP
from contrast.neural.options import Options
from contrast.neural.tokens import TokenEncoder
from contrast.neural.training import Recipe
from contrast.neural.transformer import Transformer
from contrast.neural.vectors import VectorEncoder
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
        raise BadTask("an LSTM reads sequences, and a graph has no order; use transformer?positions=none")
    encoder = _tokens(task, examples, head, options)
    sizes = (encoder.symbol_count, encoder.number_count, len(task.inputs), head.width)
    return encoder, LSTM(*sizes, both_ways=head.reading != "one", **_sizes(options)), _recipe(options, 3e-3, 0.01)


def _transformer(task: Task, examples: Sequence[Example], head: Head, options: Options) -> Built:
    encoder = _tokens(task, examples, head, options)
    sizes = (encoder.symbol_count, encoder.number_count, len(task.inputs), head.width)
    model = Transformer(*sizes, encoder.edge_count, options.positions, **_sizes(options))
    return encoder, model, _recipe(options, 1e-3, 0.01)


ARCHITECTURES = {
    "mlp": Architecture(COMMON, _mlp),
    "lstm": Architecture(COMMON, _lstm),
    "transformer": Architecture((*COMMON, "positions"), _transformer),
}

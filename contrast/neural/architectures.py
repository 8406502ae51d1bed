"""The architectures by name: what each reads, how large it is, and the recipe that it is trained with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from torch import nn

from contrast.errors import Unsupported
from contrast.neural.encoding.batch import Encoder
from contrast.neural.encoding.form import Form
from contrast.neural.encoding.grids import GridEncoder
from contrast.neural.encoding.head import Head
from contrast.neural.encoding.tokens import TokenEncoder, Writing
from contrast.neural.encoding.vectors import VectorEncoder
from contrast.neural.nets.bilstm import BiLSTM
from contrast.neural.nets.cnn import CNN
from contrast.neural.nets.deepsets import DeepSets
from contrast.neural.nets.looped_cnn import LoopedCNN
from contrast.neural.nets.looped_transformer import LoopedTransformer
from contrast.neural.nets.lstm import LSTM
from contrast.neural.nets.mlp import MLP
from contrast.neural.nets.mpnn import MPNN
from contrast.neural.nets.rnn import RNN
from contrast.neural.nets.stack_rnn import StackRNN
from contrast.neural.nets.transformer import Transformer
from contrast.neural.options import Options
from contrast.neural.training import Recipe
from contrast.neural.tuned import tuned
from contrast.task import Example, Task
from contrast.values import Graph

Reads = Literal["vectors", "grids", "sequences", "graphs"]
"""Fixed vectors; one grid of any size; sequences; sequences and graphs."""

COMMON = ("lr", "width", "depth", "decay", "batch", "numbers", "outputs", "device", "start", "noise")


@dataclass(frozen=True)
class Architecture:
    """module: made from a form, a width, a depth and its own options.  own: the names of these.  on_graphs: width and depth
    where the input is a graph, if others.  one_way: whether it goes from left to right, so that lists are written behind their
    inputs unless the user wants them beside."""

    module: Callable[..., nn.Module]
    reads: Reads
    width: int
    depth: int
    own: tuple[str, ...] = ()
    on_graphs: tuple[int, int] | None = None
    one_way: bool = False

    @property
    def options(self) -> tuple[str, ...]:
        """The names of all options that it takes."""
        one_way = ["places"] if self.one_way else []
        return (*COMMON, *([] if self.reads in ("vectors", "grids") else ["layout"]), *one_way, *self.own)

    def encoder(self, task: Task, examples: Sequence[Example], head: Head, options: Options) -> Encoder:
        """Fitted to training examples. Raises `Unsupported` for inputs that it does not read."""
        if Graph in task.input_kinds and self.reads != "graphs":
            raise Unsupported(
                "this net reads vectors or sequences, and a graph has no order; use mpnn or transformer?positions=none"
            )
        if self.reads == "vectors":
            numbers = options.numbers or ("scalar" if options.features == "periodic" else None)
            return VectorEncoder.fit(task.input_kinds, [example.inputs for example in examples], head, numbers)
        if self.reads == "grids":
            return GridEncoder.fit(task.input_kinds, [example.inputs for example in examples], head, options.numbers)
        pairs = [(example.inputs, example.output) for example in examples]
        behind = self.one_way and options.places == "behind"
        writing = Writing(options.numbers, options.layout, delayed=behind)
        return TokenEncoder.fit(task.input_kinds, pairs, head, writing)

    def build(self, form: Form, options: Options) -> nn.Module:
        """A fresh model, its weights from torch's generator."""
        width, depth = self.on_graphs if self.on_graphs and form.edges else (self.width, self.depth)
        width = width if options.width is None else options.width.of(width)
        depth = depth if options.depth is None else options.depth.of(depth)
        return self.module(form, width, depth, **{name: getattr(options, name) for name in self.own})


ARCHITECTURES = {
    "mlp": Architecture(MLP, "vectors", 128, 3, ("features",)),
    "cnn": Architecture(CNN, "grids", 16, 2),
    "looped_cnn": Architecture(LoopedCNN, "grids", 32, 1),
    "rnn": Architecture(RNN, "sequences", 64, 1, one_way=True),
    "lstm": Architecture(LSTM, "sequences", 64, 1, one_way=True),
    "bilstm": Architecture(BiLSTM, "sequences", 64, 1),
    "stack_rnn": Architecture(StackRNN, "sequences", 64, 1, ("controller",), one_way=True),
    "transformer": Architecture(Transformer, "graphs", 64, 2, ("positions",), on_graphs=(32, 5)),
    "looped_transformer": Architecture(LoopedTransformer, "graphs", 64, 1, ("positions",)),
    "deepsets": Architecture(DeepSets, "sequences", 64, 2),
    "mpnn": Architecture(MPNN, "graphs", 64, 1),
}


BATCH = 32
"""Items a step. Tokens a second do not depend on it, so small batches buy updates (networks.md, section 6)."""

SYMBOLS_BATCH = 512
"""Of a perceptron on symbols. Measured on modular addition, development seeds: at 32 held-out pairs stay below .01."""


def recipe_for(name: str, family: str, form: Form, options: Options) -> Recipe:
    """The recipe of an architecture: its tuned rate and decay, and what the user set in place of them."""
    rate, decay = tuned(name, family)
    base = Recipe(rate, decay, SYMBOLS_BATCH if name == "mlp" and form.symbols else BATCH)
    own: dict[str, Any] = {"rate": options.lr, "decay": options.decay, "batch": options.batch}
    return replace(base, **{name: value for name, value in own.items() if value is not None})

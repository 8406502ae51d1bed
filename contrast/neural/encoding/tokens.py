"""Sequences and graphs as tokens: BEGIN, the inputs one after another or side by side, END, and slots for longer outputs."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import torch

from contrast.errors import Unsupported
from contrast.neural.encoding.batch import Batch, Inputs, float_tensor
from contrast.neural.encoding.form import Form
from contrast.neural.encoding.head import Head
from contrast.neural.encoding.parts.digits import Digits
from contrast.neural.encoding.parts.graphs import Edges
from contrast.neural.encoding.parts.leaves import Mark, is_flat, leaf_count, leaves
from contrast.neural.encoding.parts.scale import Scale, reals, scales
from contrast.neural.encoding.parts.slots import Slots
from contrast.neural.encoding.parts.symbols import Numbers, Symbols, are_words, written
from contrast.values import Graph, Kind

Layout = Literal["joined", "stacked"]
"""Several sequences one after another, or side by side: token i is then made of the i-th part of each."""

LAYOUTS: tuple[Layout, ...] = ("joined", "stacked")


@dataclass(frozen=True)
class Writing:
    """How inputs are written; None leaves it to the training data. delayed: whether lists are read behind the input, as a net
    needs that goes from left to right, and not beside it."""

    numbers: Numbers | None = None
    layout: Layout | None = None
    delayed: bool = False


@dataclass(frozen=True)
class Source:
    """How one input is written: its numbers as digits, as amounts on these scales, or (without either) as symbols.

    words: the texts of a list are symbols, not their characters.
    """

    kind: Kind
    scales: tuple[Scale, ...] = ()
    digits: Digits | None = None
    words: bool = False

    @classmethod
    def fit(cls, kind: Kind, values: Sequence[Any], numbers: Numbers | None) -> Source:
        """From training values."""
        if kind == list[str] and are_words([text for value in values for text in value]):
            return cls(kind, words=True)
        amounts = [leaf for value in values for leaf in leaves(value, kind) if not isinstance(leaf, Mark | str)]
        how = written(amounts, numbers)
        if how == "scalar":
            return cls(kind, scales(amounts))
        return cls(kind, digits=None if how == "symbol" else Digits.fit(amounts, how == "digits_little"))

    def tokens(self, value: Any) -> list[Any]:
        """Marks, numbers, words, characters and truth values in a row."""
        found = list(value) if self.words else leaves(value, self.kind)
        if self.digits is None:
            return found
        return [part for leaf in found for part in ([leaf] if isinstance(leaf, Mark) else self.digits.write(leaf))]

    def count(self, value: Any) -> int:
        """How many tokens `tokens` gives."""
        return leaf_count(value, self.kind) if self.digits is None and not self.words else len(self.tokens(value))

    def symbols(self, values: Sequence[Any]) -> set[Any]:
        """What needs an id of its own."""
        if self.digits is not None:
            return set(self.digits.alphabet)
        found = {leaf for value in values for leaf in self.tokens(value) if not isinstance(leaf, Mark)}
        return {leaf for leaf in found if isinstance(leaf, str)} if self.scales else found


@dataclass(frozen=True)
class TokenEncoder:
    """Input tuples as token sequences.

    `sources` holds the inputs that are written, by number; their symbols are shared. A graph comes first, a token a node;
    `marks` are the whole-number inputs that name a node: they mark its token. Outputs that are lists are read from the
    token after BEGIN on, so place i of an output stands on place i of the first input, or behind END if `slots` are delayed.
    """

    kinds: tuple[Kind, ...]
    sources: dict[int, Source]
    symbols: Symbols
    marks: tuple[int, ...]
    edges: Edges | None
    head: Head
    slots: Slots
    stacked: bool = False

    @classmethod
    def fit(
        cls, kinds: Sequence[Kind], examples: Sequence[tuple[Inputs, Any]], head: Head, writing: Writing | None = None
    ) -> TokenEncoder:
        """From training examples (inputs, output). Raises `Unsupported` for several graphs, or a layout that is not possible."""
        asked = writing or Writing()
        inputs = [item for item, _ in examples]
        graphs = [number for number, kind in enumerate(kinds) if kind is Graph]
        if len(graphs) > 1:
            raise Unsupported("a network reads one graph; this task has several among its inputs")
        marks = _node_marks(kinds, inputs, graphs)
        numbers = asked.numbers or ("scalar" if head.smooth else None)
        found: dict[int, Source] = {}
        texts: set[Any] = set()
        for number in sorted(set(range(len(kinds))) - {*graphs, *marks}):
            column = [item[number] for item in inputs]
            found[number] = Source.fit(kinds[number], column, numbers)
            texts |= found[number].symbols(column)
        edges = Edges.fit([item[graphs[0]] for item in inputs]) if graphs else None
        made = cls(tuple(kinds), found, Symbols.of(texts), marks, edges, head, Slots(0, 0, asked.delayed))
        made = replace(made, stacked=made._is_stacked(inputs, asked.layout))
        if head.reading != "places":
            return made
        lengths = [(made._content(item), head.count(output)) for item, output in examples]
        return replace(made, slots=Slots.fit(lengths, asked.delayed))

    def _is_stacked(self, inputs: Sequence[Inputs], layout: Layout | None) -> bool:
        """As asked; else if there are several sequences, always of one length."""
        if layout == "joined":
            return False
        several = len(self.kinds) > 1 and all(number in self.sources and is_flat(kind) for number, kind in enumerate(self.kinds))
        level = several and all(len({source.count(item[k]) for k, source in self.sources.items()}) == 1 for item in inputs)
        if layout == "stacked" and not level:
            raise Unsupported("layout=stacked is for several sequences that are always of one length; leave it out")
        return level

    @property
    def form(self) -> Form:
        """Symbols: ids, marks and UNKNOWN included, in each channel."""
        numbers = sum(len(source.scales) for source in self.sources.values()) + len(self.marks)
        segments = 1 if self.stacked else len(self.kinds)
        edges = 0 if self.edges is None else self.edges.count
        return Form(self.head.width, self.head.reading, self._alphabet * self._channels, numbers, segments, edges)

    @property
    def _alphabet(self) -> int:
        return len(Mark) + self.symbols.count

    @property
    def _channels(self) -> int:
        return len(self.kinds) if self.stacked else 1

    @property
    def _graph(self) -> int | None:
        return self.kinds.index(Graph) if Graph in self.kinds else None

    def _order(self) -> list[int]:
        """The inputs in the order of their tokens: a graph first, node marks not at all."""
        order = [number for number in range(len(self.kinds)) if number not in self.marks]
        return sorted(order, key=lambda number: number != self._graph)

    def _content(self, inputs: Inputs) -> int:
        """Tokens between BEGIN and END."""
        lengths = [
            len(inputs[number]) if number == self._graph else self.sources[number].count(inputs[number])
            for number in self._order()
        ]
        return max(lengths) if self.stacked else sum(lengths) + len(lengths) - 1

    def shape(self, inputs: Inputs) -> Hashable:
        """Tokens between BEGIN and END, and nodes."""
        return self._content(inputs), 0 if self._graph is None else len(inputs[self._graph])

    def encode(self, inputs: Sequence[Inputs]) -> Batch:
        """symbols, segments: (batch, tokens), symbols (batch, tokens, channels) if stacked; numbers: (batch, tokens, features);
        edges: (batch, tokens, tokens, …)."""
        content, nodes = self._content(inputs[0]), 0 if self._graph is None else len(inputs[0][self._graph])
        tokens = content + 2 + (self.slots.count(content) if self.head.reading == "places" else 0)
        symbols = np.full((len(inputs), tokens, self._channels), int(Mark.SLOT))
        segments = np.zeros((len(inputs), tokens), dtype=np.int64)
        numbers = np.zeros((len(inputs), tokens, self.form.numbers), dtype=np.float32)
        symbols[:, 0], symbols[:, content + 1] = Mark.BEGIN, Mark.END
        for row, item in enumerate(inputs):
            self._write(item, symbols[row], segments[row], numbers[row])
        symbols += self._alphabet * np.arange(self._channels)
        first = content + 2 if self.slots.delayed else 1
        window = {"one": (content + 1, content + 2), "nodes": (1, 1 + nodes), "places": (first, tokens)}[self.head.reading]
        edges = None if self._graph is None else float_tensor(self._edges(inputs, tokens))
        ids = torch.from_numpy(symbols if self.stacked else symbols[..., 0])
        return Batch(ids, torch.from_numpy(numbers), torch.from_numpy(segments), edges, content + 1, window)

    def _write(self, inputs: Inputs, symbols: np.ndarray, segments: np.ndarray, numbers: np.ndarray) -> None:
        """One item's tokens, into the rows given."""
        at, column = 1, len(self.marks)
        for number in self._order():
            if at > 1:
                symbols[at], at = Mark.SEPARATOR, at + 1
            kind = self.kinds[number]
            source = self.sources.get(number, Source(kind))
            found = source.tokens(inputs[number])
            here = slice(at, at + len(found))
            segments[here] = number + 1
            channel = number if self.stacked else 0
            if source.scales:
                symbols[here, channel] = [leaf if isinstance(leaf, Mark) else int(Mark.NUMBER) for leaf in found]
                amounts = reals(0 if isinstance(leaf, Mark) else leaf for leaf in found)
                real = symbols[here, channel] == Mark.NUMBER
                for offset, scale in enumerate(source.scales):
                    numbers[here, column + offset] = np.where(real, scale.forward(amounts), 0.0)
                column += len(source.scales)
            else:
                symbols[here, channel] = [self.id(leaf) for leaf in found]
            at = 1 if self.stacked else at + len(found)
        for place, number in enumerate(self.marks):
            if self._graph is not None and 0 <= inputs[number] < len(inputs[self._graph]):
                numbers[1 + inputs[number], place] = 1.0

    def id(self, leaf: Any) -> int:
        """The id of a mark or a symbol, in the first channel."""
        return int(leaf) if isinstance(leaf, Mark) else len(Mark) + self.symbols.id(leaf)

    def _edges(self, inputs: Sequence[Inputs], tokens: int) -> np.ndarray:
        assert self.edges is not None
        found = self.edges.features(np.stack([item[self._graph] for item in inputs]))  # type: ignore[index]
        room = ((0, 0), (1, tokens - 1 - found.shape[1]), (1, tokens - 1 - found.shape[1]), (0, 0))
        return np.pad(found, room)


def _node_marks(kinds: Sequence[Kind], inputs: Sequence[Inputs], graphs: list[int]) -> tuple[int, ...]:
    """The whole-number inputs that are always the index of a node."""
    return tuple(
        number
        for number, kind in enumerate(kinds)
        if graphs and kind is int and all(0 <= item[number] < len(item[graphs[0]]) for item in inputs)
    )

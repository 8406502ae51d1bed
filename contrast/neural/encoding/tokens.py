"""Sequences and graphs as tokens: BEGIN, the inputs one after another, END, and slots for outputs longer than the input."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, get_args, get_origin

import numpy as np
import torch

from contrast.errors import Unsupported
from contrast.neural.encoding.batch import Batch, Inputs, float_tensor
from contrast.neural.encoding.graphs import Edges
from contrast.neural.encoding.heads import Head
from contrast.neural.encoding.scale import Scale, reals, scales
from contrast.neural.encoding.symbols import Numbers, Symbols, are_symbols
from contrast.values import Graph, Grid, Kind


class Mark(IntEnum):
    """The ids of tokens that stand for no value. Symbols come after them, UNKNOWN first."""

    BEGIN = 0
    END = 1
    SEPARATOR = 2
    SLOT = 3
    OPEN = 4
    CLOSE = 5
    NUMBER = 6
    NODE = 7


@dataclass(frozen=True)
class Slots:
    """How many places an output needs beyond those of its input: `extra` up to `longest` input tokens, then in proportion."""

    extra: int
    longest: int

    @classmethod
    def fit(cls, lengths: Sequence[tuple[int, int]]) -> Slots:
        """From pairs (input tokens, output values)."""
        return cls(max(0, max(after - before for before, after in lengths)), max(before for before, _ in lengths))

    def count(self, length: int) -> int:
        return self.extra if length <= self.longest else math.ceil(self.extra * length / max(1, self.longest))


@dataclass(frozen=True)
class TokenEncoder:
    """Input tuples as token sequences.

    Symbols are shared by all inputs; `scales` holds, by input, the scales of those whose numbers are scalars. A graph comes
    first, a token a node; `marks` are the whole-number inputs that name a node: they mark its token. Outputs that are
    lists are read from the token after BEGIN on, so place i of an output stands on place i of the first input.
    """

    kinds: tuple[Kind, ...]
    symbols: Symbols
    scales: dict[int, tuple[Scale, ...]]
    marks: tuple[int, ...]
    edges: Edges | None
    reading: str
    slots: Slots

    @classmethod
    def fit(
        cls, kinds: Sequence[Kind], examples: Sequence[tuple[Inputs, Any]], head: Head, numbers: Numbers | None = None
    ) -> TokenEncoder:
        """From training examples (inputs, output). `numbers` forces whole numbers to be symbols or scalars."""
        inputs = [item for item, _ in examples]
        graphs = [number for number, kind in enumerate(kinds) if kind is Graph]
        if len(graphs) > 1:
            raise Unsupported("a network reads one graph; this task has several among its inputs")
        marks = _node_marks(kinds, inputs, graphs)
        texts, found = set(), {}
        for number in sorted(set(range(len(kinds))) - {*graphs, *marks}):
            leaves = [leaf for item in inputs for leaf in _leaves(item[number], kinds[number]) if not isinstance(leaf, Mark)]
            texts |= {leaf for leaf in leaves if isinstance(leaf, str)}
            amounts = [leaf for leaf in leaves if not isinstance(leaf, str)]
            if are_symbols(amounts, numbers or ("scalar" if head.smooth else None)):
                texts |= set(amounts)
            else:
                found[number] = scales(amounts)
        edges = Edges.fit([item[graphs[0]] for item in inputs]) if graphs else None
        made = cls(tuple(kinds), Symbols.of(texts), found, marks, edges, head.reading, Slots(0, 0))
        if head.reading != "places":
            return made
        lengths = [(made._content(item), len(output)) for item, output in examples]
        return cls(made.kinds, made.symbols, found, marks, edges, head.reading, Slots.fit(lengths))

    @property
    def symbol_count(self) -> int:
        """Ids, marks and UNKNOWN included."""
        return len(Mark) + self.symbols.count

    @property
    def number_count(self) -> int:
        """Features of a token."""
        return sum(map(len, self.scales.values())) + len(self.marks)

    @property
    def edge_count(self) -> int:
        """Features of a pair of tokens; 0 without a graph."""
        return 0 if self.edges is None else self.edges.count

    @property
    def _graph(self) -> int | None:
        return self.kinds.index(Graph) if Graph in self.kinds else None

    def _order(self) -> list[int]:
        """The inputs in the order of their tokens: a graph first, node marks not at all."""
        order = [number for number in range(len(self.kinds)) if number not in self.marks]
        return sorted(order, key=lambda number: number != self._graph)

    def _content(self, inputs: Inputs) -> int:
        """Tokens between BEGIN and END."""
        lengths = [_length(inputs[number], self.kinds[number]) for number in self._order()]
        return sum(lengths) + len(lengths) - 1

    def shape(self, inputs: Inputs) -> Hashable:
        """Tokens between BEGIN and END, and nodes."""
        return self._content(inputs), 0 if self._graph is None else len(inputs[self._graph])

    def encode(self, inputs: Sequence[Inputs]) -> Batch:
        """symbols, segments: (batch, tokens); numbers: (batch, tokens, features); edges: (batch, tokens, tokens, …)."""
        content, nodes = self._content(inputs[0]), 0 if self._graph is None else len(inputs[0][self._graph])
        tokens = content + 2 + (self.slots.count(content) if self.reading == "places" else 0)
        symbols = np.full((len(inputs), tokens), int(Mark.SLOT))
        segments = np.zeros((len(inputs), tokens), dtype=np.int64)
        numbers = np.zeros((len(inputs), tokens, self.number_count), dtype=np.float32)
        symbols[:, 0], symbols[:, content + 1] = Mark.BEGIN, Mark.END
        for row, item in enumerate(inputs):
            self._write(item, symbols[row], segments[row], numbers[row])
        window = {"one": (content + 1, content + 2), "nodes": (1, 1 + nodes), "places": (1, tokens)}[self.reading]
        edges = None if self._graph is None else float_tensor(self._edges(inputs, tokens))
        return Batch(torch.from_numpy(symbols), torch.from_numpy(numbers), torch.from_numpy(segments), edges, content + 1, window)

    def _write(self, inputs: Inputs, symbols: np.ndarray, segments: np.ndarray, numbers: np.ndarray) -> None:
        """One item's tokens, into the rows given."""
        at, column = 1, len(self.marks)
        columns = {}
        for number, own in self.scales.items():
            columns[number], column = column, column + len(own)
        for number in self._order():
            if at > 1:
                symbols[at], at = Mark.SEPARATOR, at + 1
            leaves = _leaves(inputs[number], self.kinds[number])
            here = slice(at, at + len(leaves))
            segments[here] = number + 1
            if number not in self.scales:
                symbols[here] = [self._id(leaf) for leaf in leaves]
            else:
                symbols[here] = [leaf if isinstance(leaf, Mark) else int(Mark.NUMBER) for leaf in leaves]
                amounts = reals(0 if isinstance(leaf, Mark) else leaf for leaf in leaves)
                written = symbols[here] == Mark.NUMBER
                for offset, scale in enumerate(self.scales[number]):
                    numbers[here, columns[number] + offset] = np.where(written, scale.forward(amounts), 0.0)
            at += len(leaves)
        for place, number in enumerate(self.marks):
            if self._graph is not None and 0 <= inputs[number] < len(inputs[self._graph]):
                numbers[1 + inputs[number], place] = 1.0

    def _id(self, leaf: Any) -> int:
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


def _leaves(value: Any, kind: Kind) -> list[Any]:
    """A value's tokens: numbers, characters and truth values, inner lists between OPEN and CLOSE."""
    origin: Kind = get_origin(kind)
    if kind is Graph:
        return [Mark.NODE] * len(value)
    if kind is Grid:
        return _leaves(value.tolist(), list[list[int]])
    if kind is str:
        return list(value)
    if origin is tuple:
        return [leaf for part, inner in zip(value, get_args(kind), strict=True) for leaf in _leaves(part, inner)]
    if origin is not list:
        return [value]
    inner = get_args(kind)[0]
    if inner in (bool, int, float):
        return list(value)
    return [leaf for part in value for leaf in (Mark.OPEN, *_leaves(part, inner), Mark.CLOSE)]


def _length(value: Any, kind: Kind) -> int:
    """The number of a value's tokens."""
    origin: Kind = get_origin(kind)
    flat = kind is str or kind is Graph or (origin is list and get_args(kind)[0] in (bool, int, float))
    return len(value) if flat else len(_leaves(value, kind))

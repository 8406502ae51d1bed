"""Applying a primitive to blocks of arguments: every combination by broadcasting, or one row a combination."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from contrast.dsl.batch import Mask, ScalarAt, apply, both
from contrast.dsl.columns import Column, reshape
from contrast.dsl.forest import Forest, Operator
from contrast.dsl.plan import Closure, each_row
from contrast.search.bank import Block

Applied = tuple[Column, Mask, list[np.ndarray]]
"""A batch of (applications, rows), where it is defined, and for each argument the numbers of its nodes."""


def crossed(forest: Forest, symbol: Operator, blocks: Sequence[Block], rows: int) -> Applied:
    """Every combination of first-order arguments, by broadcasting."""
    args, masks, nodes = [], [], []
    for place, block in enumerate(blocks):
        axes = [1] * len(blocks)
        axes[place] = len(block)
        args.append(reshape(block.column, (*axes, rows)))
        masks.append(None if block.mask is None else block.mask.reshape(*axes, rows))
        nodes.append(block.nodes.reshape(axes))
    counts = tuple(len(block) for block in blocks)
    batch = (*counts, rows)
    column, mask = apply(symbol.primitive, args, batch, both(*masks), width=forest.width)
    flat = (int(np.prod(counts)), rows)
    children = [np.broadcast_to(numbers, counts).reshape(flat[0]) for numbers in nodes]
    return reshape(column, flat), None if mask is None else np.broadcast_to(mask, batch).reshape(flat), children


def aligned(forest: Forest, symbol: Operator, blocks: Sequence[Block], env: Mapping[str, Column], rows: int) -> Applied:
    """Applications some of whose arguments are functions: the k-th takes the k-th program of each block."""
    around = {name: each_row(column) for name, column in env.items()}
    args: list[Any] = []
    scalars: dict[int, ScalarAt] = {}
    masks = []
    for place, (block, params) in enumerate(zip(blocks, symbol.binders, strict=True)):
        if params:
            args.append(Closure(forest, block.nodes, params, around, (rows,)))
            scalars[place] = args[-1].scalar_at
        else:
            args.append(block.column)
            masks.append(block.mask)
    column, mask = apply(symbol.primitive, args, (len(blocks[0]), rows), both(*masks), scalars, forest.width)
    return column, mask, [block.nodes for block in blocks]


class Waiting:
    """Applications put aside until there are enough of them to be computed together."""

    def __init__(self, room: int):
        self.room = room
        self.count = 0
        self._picked: list[list[Block]] = []

    def add(self, blocks: Sequence[Block]) -> bool:
        """Put aside every combination of these blocks; whether there are enough now."""
        indices = [index.ravel() for index in np.meshgrid(*[np.arange(len(block)) for block in blocks], indexing="ij")]
        self._picked.append([block.pick(index) for block, index in zip(blocks, indices, strict=True)])
        self.count += len(indices[0])
        return self.count >= self.room

    def join(self) -> list[Block]:
        """All of them, one block an argument; nothing waits any more."""
        joined = [Block.join(list(blocks)) for blocks in zip(*self._picked, strict=True)]
        self._picked, self.count = [], 0
        return joined


def chunks(blocks: Sequence[Block], room: int) -> Iterator[list[Block]]:
    """The product of the blocks in parts of at most `room` combinations."""
    widths: list[int] = []
    for block in reversed(blocks):
        widths.append(min(len(block), room))
        room = max(1, room // widths[-1])
    parts = [
        [block.pick(slice(first, first + width)) for first in range(0, len(block), width)] if width < len(block) else [block]
        for block, width in zip(blocks, reversed(widths), strict=True)
    ]
    for combination in itertools.product(*parts):
        yield list(combination)


def compositions(total: int, least: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The ways to write `total` as an ordered sum of numbers that are each at least as large as given."""
    if not least:
        if total == 0:
            yield ()
        return
    if len(least) == 1:
        if total >= least[0]:
            yield (total,)
        return
    for first in range(least[0], total - sum(least[1:]) + 1):
        for others in compositions(total - first, least[1:]):
            yield (first, *others)

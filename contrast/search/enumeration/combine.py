"""Applying a primitive to blocks of arguments: every combination by broadcasting, or one row a combination."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from contrast.dsl.batched.application import Mask, ScalarAt, apply, argument_mask
from contrast.dsl.batched.columns import Column, reshape
from contrast.dsl.batched.forest import Forest, Operator
from contrast.dsl.batched.plan import Closure
from contrast.search.enumeration.bank import Block

Applied = tuple[Column, Mask, list[np.ndarray]]
"""A batch of (applications, rows), where it is defined, and for each argument the numbers of its nodes."""


def crossed(forest: Forest, symbol: Operator, blocks: Sequence[Block], env: Mapping[str, Column], rows: int) -> Applied:
    """Every combination of the arguments, by broadcasting; at most one of them is a function."""
    order = sorted(range(len(blocks)), key=lambda place: not symbol.binders[place])  # bodies come along the first axis
    axis = {place: k for k, place in enumerate(order)}
    counts = tuple(len(blocks[place]) for place in order)
    args: list[Any] = []
    masks, nodes = [], []
    scalars: dict[int, ScalarAt] = {}
    for place, (block, params) in enumerate(zip(blocks, symbol.binders, strict=True)):
        axes = [1] * len(blocks)
        axes[axis[place]] = len(block)
        nodes.append(np.broadcast_to(block.nodes.reshape(axes), counts).reshape(-1))
        if params:
            around = {name: reshape(column, (*[1] * len(counts), rows)) for name, column in env.items()}
            args.append(Closure(forest, block.nodes, params, around, (*counts[1:], rows)))
            scalars[place] = args[-1].scalar_at
            continue
        args.append(reshape(block.column, (*axes, rows)))
        masks.append(None if block.mask is None else block.mask.reshape(*axes, rows))
    defined = argument_mask(symbol.primitive, args, masks)
    column, mask = apply(symbol.primitive, args, (*counts, rows), defined, scalars, forest.width)
    flat = (int(np.prod(counts)), rows)
    return reshape(column, flat), None if mask is None else np.broadcast_to(mask, (*counts, rows)).reshape(flat), nodes


def aligned(forest: Forest, symbol: Operator, blocks: Sequence[Block], env: Mapping[str, Column], rows: int) -> Applied:
    """One application a row: the k-th takes the k-th program of each block."""
    around = {name: reshape(column, (1, rows)) for name, column in env.items()}
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
    defined = argument_mask(symbol.primitive, args, masks)
    column, mask = apply(symbol.primitive, args, (len(blocks[0]), rows), defined, scalars, forest.width)
    return column, mask, [block.nodes for block in blocks]


class Waiting:
    """Applications put aside until there are enough of them to be computed together."""

    def __init__(self) -> None:
        self.count = 0
        self._picked: list[list[Block]] = []

    def add(self, blocks: Sequence[Block]) -> None:
        """Put aside every combination of these blocks."""
        indices = [index.ravel() for index in np.meshgrid(*[np.arange(len(block)) for block in blocks], indexing="ij")]
        self._picked.append([block.pick(index) for block, index in zip(blocks, indices, strict=True)])
        self.count += len(indices[0])

    def join(self) -> list[Block]:
        """All of them, one block an argument; nothing waits any more."""
        joined = [Block.join(list(blocks)) for blocks in zip(*self._picked, strict=True)]
        self._picked, self.count = [], 0
        return joined


def chunks(blocks: Sequence[Block], room: int, half: bool = False) -> Iterator[list[Block]]:
    """The product of the blocks in parts of at most `room` combinations.

    half: both blocks are the same one and (b, a) need not come after (a, b).
    """
    widths: list[int] = []
    for block in reversed(blocks):
        widths.append(min(len(block), room))
        room = max(1, room // widths[-1])
    starts = [range(0, len(block), width) for block, width in zip(blocks, reversed(widths), strict=True)]
    for firsts in itertools.product(*starts):
        lasts = [first + width for first, width in zip(firsts, reversed(widths), strict=True)]
        if half and firsts[0] >= lasts[1]:
            continue
        yield [block.pick(slice(first, last)) for block, first, last in zip(blocks, firsts, lasts, strict=True)]


def compositions(total: int, known: Sequence[Sequence[int]]) -> Iterator[tuple[int, ...]]:
    """The ways to write `total` as an ordered sum, each part one of the numbers (ascending) that are given for its place."""
    if not known:
        if total == 0:
            yield ()
        return
    if not all(known):
        return
    if len(known) == 1:
        if total in known[0]:
            yield (total,)
        return
    least, most = sum(part[0] for part in known[1:]), sum(part[-1] for part in known[1:])
    for first in known[0]:
        if least <= total - first <= most:
            for others in compositions(total - first, known[1:]):
                yield (first, *others)

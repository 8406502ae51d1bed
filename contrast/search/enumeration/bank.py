"""The bank: for one kind of value, all distinct programs found so far, their values in contiguous rows, by cost level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from contrast.dsl.batched.columns import Column, compacted, concatenate, expanded, nbytes, shape, take
from contrast.search.enumeration.hashset import HashSet


@dataclass(frozen=True)
class Block:
    """Some programs of one kind and cost.  values: a column of batch (programs, rows), compacted or not.  mask: where defined,
    None if everywhere.  nodes: (programs,) their numbers in the forest."""

    values: Column
    mask: np.ndarray | None
    nodes: np.ndarray

    @property
    def column(self) -> Column:
        """The values as kernels take them."""
        return expanded(self.values)

    def __len__(self) -> int:
        return len(self.nodes)

    @property
    def nbytes(self) -> int:
        return nbytes(self.values) + self.nodes.nbytes + (0 if self.mask is None else self.mask.nbytes)

    def pick(self, index: np.ndarray | slice) -> Block:
        """The block of these programs, in this order."""
        return Block(take(self.values, index), None if self.mask is None else self.mask[index], self.nodes[index])

    @classmethod
    def join(cls, blocks: list[Block]) -> Block:
        """Blocks as one."""
        if len(blocks) == 1:
            return blocks[0]
        mask = None
        if any(block.mask is not None for block in blocks):
            mask = np.concatenate([np.ones(shape(b.values), bool) if b.mask is None else b.mask for b in blocks])
        return cls(concatenate([b.values for b in blocks]), mask, np.concatenate([b.nodes for b in blocks]))


class Bank:
    """The programs of one kind in one context."""

    def __init__(self) -> None:
        self.seen = HashSet()
        self._levels: dict[int, list[Block]] = {}
        self._stored = 0

    def __len__(self) -> int:
        return self.seen.size

    @property
    def nbytes(self) -> int:
        return self._stored + self.seen.nbytes

    @property
    def costs(self) -> list[int]:
        """The costs at which there are programs, ascending."""
        return sorted(self._levels)

    def put(self, cost: int, block: Block) -> None:
        """Store distinct programs of this cost."""
        if len(block):
            kept = Block(compacted(block.values), block.mask, block.nodes)
            self._levels.setdefault(cost, []).append(kept)
            self._stored += kept.nbytes

    def blocks(self, below: int) -> Iterator[tuple[int, Block]]:
        """All programs that cost less than `below`, with their costs, cheapest first."""
        yield from self.since({}, below)

    def since(self, places: Mapping[int, int], below: int) -> Iterator[tuple[int, Block]]:
        """The same without those that were there when `places` stood for what there was; small blocks come joined."""
        for cost in self.costs:
            if cost < below:
                for block in _gathered(_after(list(self._levels[cost]), places.get(cost, 0))):
                    yield cost, block

    @property
    def places(self) -> dict[int, int]:
        """How many programs there are at each cost."""
        return {cost: sum(map(len, self._levels[cost])) for cost in self.costs}

    def joining(self, cost: int) -> int:
        """The bytes that it takes to make one block of a level."""
        blocks = self._levels.get(cost, [])
        return sum(block.nbytes for block in blocks) if len(blocks) > 1 else 0

    def level(self, cost: int) -> Block | None:
        """All programs of this cost as one block."""
        blocks = self._levels.get(cost)
        if not blocks:
            return None
        if len(blocks) > 1:
            self._levels[cost] = blocks = [Block.join(blocks)]
        return blocks[0]


GATHERED = 1 << 12
"""Programs from which on a block need not be joined with more."""


def _after(blocks: Sequence[Block], skipped: int) -> Iterator[Block]:
    """The blocks without their first programs."""
    for block in blocks:
        if skipped < len(block):
            yield block.pick(slice(skipped, None)) if skipped else block
        skipped = max(0, skipped - len(block))


def _gathered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same programs in fewer blocks."""
    waiting: list[Block] = []
    for block in blocks:
        waiting.append(block)
        if sum(map(len, waiting)) >= GATHERED:
            yield Block.join(waiting)
            waiting = []
    if waiting:
        yield Block.join(waiting)

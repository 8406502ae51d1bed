"""What becomes of the values that were computed: new programs are stored in the bank, the others are only counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from contrast.dsl.batched.application import Mask
from contrast.dsl.batched.columns import Column, blank, broadcast, select, shape, take
from contrast.dsl.batched.forest import Forest, Symbol
from contrast.search.enumeration.bank import Block
from contrast.search.enumeration.combine import Applied
from contrast.search.enumeration.context import Context
from contrast.search.enumeration.hashing import row_hashes
from contrast.search.limits import Meter, Spent
from contrast.values import Kind

LARGE = 1 << 20
"""Bytes from which on room is asked for before it is taken."""

MANY = 1 << 14
"""Programs from which on it is asked before each block whether there is room for it."""

MOST_ALIKE = 16
"""Programs of a block, equal in value to one that is known, that are looked at because they are what is wanted."""


@dataclass(frozen=True)
class New:
    """Programs of the top context that were not known before.

    stored: whether they stay. Those of the last level, when memory is short, and those that are only other ways to say what
    is wanted, are there to be compared with the goal.
    """

    kind: Kind
    cost: int
    block: Block
    stored: bool = True


class Keeper:
    """Keeps, in each context, one program of each value that is new there.

    partial: whether a program may be undefined on some rows.  `wanted`, the hash of a row of values, may be set: programs
    that have it come up even if another has the same value.  `storing`: whether there is still room for more.
    """

    def __init__(self, meter: Meter, forest: Forest, goal: Kind, partial: bool):
        self.meter = meter
        self.forest = forest
        self.goal = goal
        self.partial = partial
        self.storing = True
        self.wanted: int | None = None
        self._alike: list[New] = []
        self._lasting = 0

    def keep(self, context: Context, cost: int, symbol: Symbol, applied: Applied) -> New | None:
        """Store what is new in a context's bank."""
        column, mask, children = applied
        tried = shape(column)[0]
        everywhere = context.parent is None and not self.partial
        column, mask, kept = _defined(symbol.kind, column, mask, everywhere)
        hashes = row_hashes(column, mask) if len(kept) else np.zeros(0, np.uint64)
        seen = context.bank(symbol.kind).seen
        stored = self._may_store(context, symbol.kind, seen.growing(len(kept)))
        fresh = seen.add(hashes) if stored else np.flatnonzero(~seen.contains(hashes))
        self.meter.count(tried, len(kept), len(fresh) if stored else 0)
        if context.parent is None and symbol.kind == self.goal and self.wanted is not None:
            again = np.flatnonzero(hashes == np.uint64(self.wanted))
            if len(again) and len(again := np.setdiff1d(again, fresh)[:MOST_ALIKE]):
                self._note_alike(cost, symbol, take(column, again), [child[kept[again]] for child in children])
        if len(fresh) == 0:
            return None
        if len(fresh) < len(kept):
            column, mask, kept = take(column, fresh), None if mask is None else mask[fresh], kept[fresh]
        if len(kept) < tried:
            children = [child[kept] for child in children]
        block = Block(column, mask, self.forest.add(symbol, children, len(kept)))
        if stored:
            context.bank(symbol.kind).put(cost, block)
        return New(symbol.kind, cost, block, stored) if context.parent is None else None

    def _note_alike(self, cost: int, symbol: Symbol, column: Column, children: Sequence[np.ndarray]) -> None:
        nodes = self.forest.add(symbol, children, shape(column)[0])
        self._alike.append(New(symbol.kind, cost, Block(column, None, nodes), stored=False))

    def alike(self) -> Iterator[New]:
        """Programs that were dropped since they say the same as another, but it is just what is wanted."""
        while self._alike:
            yield self._alike.pop()

    def forget(self) -> None:
        """Take out of the forest what was only looked at."""
        if not self.storing:
            self.forest.forget(self._lasting)

    def _may_store(self, context: Context, kind: Kind, growing: int) -> bool:
        """Whether there is room for more; if not, a level of the goal is still tried to its end, and only that."""
        if self.storing and (growing > LARGE or self.forest.size > MANY) and not self.meter.has_room(growing):
            if context.parent is not None or kind != self.goal:
                raise Spent("out_of_memory")
            self.storing, self._lasting = False, self.forest.size
        return self.storing


def _defined(kind: Kind, column: Column, mask: Mask, everywhere: bool) -> tuple[Column, Mask, np.ndarray]:
    """Drop programs that are undefined (on some row if `everywhere`, else on all) and blank undefined values.

    Returns the column, the mask of those that are left, and their positions.
    """
    count = shape(column)[0]
    if mask is None:
        return column, None, np.arange(count)
    mask = np.broadcast_to(mask, shape(column))
    kept = np.flatnonzero(mask.all(axis=1) if everywhere else mask.any(axis=1))
    if len(kept) < count:
        column, mask = take(column, kept), mask[kept]
    if everywhere or mask.all():
        return column, None, kept
    return select(mask, column, broadcast(blank(kind, (1, 1)), shape(column))), mask, kept

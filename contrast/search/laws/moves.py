"""The moves of a round: ways to choose one, two or three features for what is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

import numpy as np

from contrast.search.laws.linear.features import PLAIN, Features, Table
from contrast.search.laws.linear.peeling import best_singles
from contrast.search.laws.linear.space import Aim
from contrast.search.laws.linear.subsets import Choice, Scale, Tick, crossed, pairs, singles, triples
from contrast.search.laws.parts.form import FEW
from contrast.search.laws.rounds import Round

Pick = tuple[Table, Choice]
"""Features with the share that they leave; the choice counts them from the table's beginning."""

Found = tuple[int, list[Pick]]
"""Which aim, and choices for it."""

RELATED = 3
"""Outermost functions inside which inner constants are tuned, and pairs and triples looked for beyond those of the cheapest."""

TUNED = 400
"""Expressions whose inner constants are tuned."""

FAMILY = 420
"""Features of one dressed atom that are combined."""

IN_FAMILY = 40
"""Of a dressed atom's features, those that two of a triple are taken from."""

BESIDE = 30
"""Features without functions, beside which forms are tried with coarse inner constants."""

KEEP = 12
"""Choices of each kind that are written out and fitted, in each space and round."""

Subsets = Callable[[np.ndarray, np.ndarray, np.ndarray, Scale, int, Tick], list[list[Choice]]]
"""How features of two tables are put together: `crossed`, or `triples`."""


class Moves:
    """The moves in one space.  families: the dressed atoms' expressions, by index."""

    def __init__(self, features: Features, aims: Sequence[Aim], round_: Round, families: Sequence[np.ndarray], rows: int):
        self.features, self.aims, self.round, self.families = features, list(aims), round_, families
        self.meter, self.weight = features.store.meter, rows / 2
        self.directions = np.array([aim.direction for aim in aims])

    def all(self) -> Iterator[Found]:
        """All moves that the number of rows allows, the cheapest first."""
        free = self.features.space.free
        yield from self.singles()
        if free >= 4:
            yield from self.tuned()
            yield from self.pairs()
        if free >= 6 and self.round.wide:
            yield from self.relatives()
            yield from self._wide(self.round.wide, self.round.first, crossed)
            yield from self._wide(self.round.wide // 4, self.round.short, triples)

    def scale(self, table: Table) -> Scale:
        """Description lengths of a table's features."""
        return Scale(table.bits, self.weight)

    @cached_property
    def cheapest(self) -> Table:
        """The features that all pairs are made of."""
        return self.features.table(self.round.pairs)

    def singles(self) -> Iterator[Found]:
        """One feature, of all."""
        found: list[list[Pick]] = [[] for _ in self.aims]
        for block in self.features.tables(self.round.named, self.round.free):
            for picks, choices in zip(found, singles(block.rows, self.directions, self.scale(block), KEEP), strict=True):
                picks += _picked(block, choices)
        yield from enumerate(found)

    def tuned(self) -> Iterator[Found]:
        """One form with its inner constant tuned."""
        for which, aim in enumerate(self.aims[:RELATED]):
            found: list[Pick] = []
            for table in self.features.tuned(aim.direction, min(self.round.free, TUNED)):
                (choices,) = singles(table.rows, aim.direction[None], self.scale(table), 3)
                found += _picked(table, choices)
            yield which, found

    def shapes(self) -> Iterator[Found]:
        """What only a fit can judge: the best expression within each form of several constants, and within any form beside one
        of the cheapest features."""
        for which, aim in enumerate(self.aims[:RELATED] if self.features.space.free >= 4 else []):
            for table in self.features.tuned(aim.direction, FEW, shapes=True):
                (choices,) = singles(table.rows, aim.direction[None], self.scale(table), 1)
                yield which, _picked(table, choices)
            first = self._algebraic(BESIDE)
            for table in self.features.coarse(FEW) if len(first) and self.features.space.free >= 6 else ():
                both = Table.joined([first, table])
                (choices,) = crossed(first.rows, table.rows, aim.direction[None], self.scale(both), 4, self.tick)
                yield which, _picked(both, choices)

    def _algebraic(self, count: int) -> Table:
        """The cheapest features that hold no function."""
        table = self.cheapest
        return table.pick(np.flatnonzero((table.form == PLAIN) & (self.features.store.functions[table.arg] == 0))[:count])

    def pairs(self) -> Iterator[Found]:
        """Two of the cheapest features."""
        table = self.cheapest
        for which, choices in enumerate(pairs(table.rows, self.directions, self.scale(table), KEEP, self.tick)):
            yield which, _picked(table, choices)

    def peeled(self, aims: Sequence[tuple[Aim, float]]) -> Iterator[tuple[Aim, Pick]]:
        """For what peeling leaves, none or one of the cheapest features; the best few of all.  aims: with their bits."""
        table = self.cheapest
        self.meter.count(len(aims) * len(table), 0, 0)
        for aim, which, left in best_singles(table.rows, table.bits, aims, self.weight, 2 * KEEP):
            chosen = [which] if which >= 0 else []
            yield aim, (table.pick(np.array(chosen, np.int64)), (tuple(range(len(chosen))), left))

    def relatives(self) -> Iterator[Found]:
        """Two features of one dressed atom."""
        directions = self.directions[:RELATED]
        found: list[list[Pick]] = [[] for _ in directions]
        for indices in self.families:
            family = self.features.family(indices).cheapest(FAMILY)
            for picks, choices in zip(found, pairs(family.rows, directions, self.scale(family), 2, self.tick), strict=True):
                picks += _picked(family, choices)
            few = family.cheapest(IN_FAMILY)
            if self.features.space.log or not len(few):
                continue
            both = Table.joined([few, family])
            three = triples(few.rows, family.rows, directions, self.scale(both), 2, self.tick)
            for picks, choices in zip(found, three, strict=True):
                picks += _picked(both, choices)
        yield from enumerate(found)

    def _wide(self, width: int, count: int, subsets: Subsets) -> Iterator[Found]:
        """One or two of the `count` cheapest features, and one of those of `width` expressions."""
        wide, first = self.features.wide(width), self.cheapest.cheapest(count)
        both = Table.joined([first, wide])
        for which, aim in enumerate(self.aims[:RELATED] if len(first) and len(wide) else []):
            (choices,) = subsets(first.rows, wide.rows, aim.direction[None], self.scale(both), KEEP, self.tick)
            yield which, _picked(both, choices)

    def tick(self, tried: int) -> None:
        """Count what was scored, and end the search if that was the last."""
        self.meter.count(tried, 0, 0)
        self.meter.check(self.features.store.nbytes)


def _picked(table: Table, choices: Sequence[Choice]) -> list[Pick]:
    """Choices with tables of their own, so that the large ones need not be kept."""
    return [(table.pick(np.array(which)), (tuple(range(len(which))), left)) for which, left in choices]

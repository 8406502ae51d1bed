"""The search for a law: rounds of growing size, each over sums and products, from the cheapest expressions on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from contrast.dsl import DSL, Grammar, Node
from contrast.search.laws.build import formulas
from contrast.search.laws.data import Data
from contrast.search.laws.dressing import exponents, like_sums, multiplied
from contrast.search.laws.expressions import Expressions
from contrast.search.laws.features import Features, Part, Table
from contrast.search.laws.formula import SHORT, constants_in, is_free
from contrast.search.laws.front import Front, Law
from contrast.search.laws.language import Language
from contrast.search.laws.pool import Pool
from contrast.search.laws.snap import snapped
from contrast.search.laws.space import Aim, Space, spaces
from contrast.search.laws.subsets import Choice, Scale, crossed, pairs, singles, triples
from contrast.search.laws.tidy import tidy
from contrast.search.laws.units import Units
from contrast.search.limits import Meter


@dataclass(frozen=True)
class Round:
    """How far one round goes.

    pool: expressions to enumerate.  order, products: of products of variables, the most factors, and how many.  atoms,
    dressed: other expressions that are multiplied by products too, and by how many.  likes: bits of the like terms that are
    summed.  named, free: expressions that forms are tried on with all named inner constants, and with free ones.  pairs:
    features to make all pairs of.  wide: expressions to pair with the first `first` features, and to make triples of with two
    of the first `short` ones.  outers: outermost functions to try.
    """

    pool: int
    order: int
    products: int
    atoms: int
    dressed: int
    likes: float
    named: int
    free: int
    pairs: int
    wide: int
    first: int
    short: int
    outers: int


ROUNDS = (
    Round(300, 2, 500, 0, 0, 0.0, 100, 0, 600, 0, 0, 0, 4),
    Round(1500, 4, 4000, 120, 72, 16.0, 1500, 200, 2000, 8000, 100, 12, 10),
    Round(5000, 5, 15000, 300, 300, 18.0, 6000, 1500, 4000, 30000, 300, 30, 10),
    Round(20000, 6, 50000, 600, 600, 20.0, 20000, 5000, 9000, 100000, 250, 50, 10),
)

Pick = tuple[Table, Choice]
"""Features with the share that they leave; the choice counts them from the table's beginning."""

Found = tuple[int, list[Pick]]
"""Which aim, and choices for it."""

RELATED = 3
"""Outermost functions inside which two features of one atom are looked for, and inner constants tuned."""

TUNED = 400
"""Expressions whose inner constants are tuned."""

FAMILY = 420
"""Features of one dressed atom that are combined."""

IN_FAMILY = 40
"""Of a dressed atom's features, those that two of a triple are taken from."""

EXPLAINED = 1e-20
"""A share of the spread that is left by rounding alone."""

SCREENED = 64
"""Rows that choices are made on; all are fitted."""

PATIENCE = 1.25
"""Once an exact law is known, how long the search goes on for a shorter one, in times of what it took to find."""

KEEP = 12
"""Choices of each kind that are written out and fitted, in each space and round."""

HOPELESS = 0.5
"""A choice that leaves a larger share of the outputs' spread unexplained is not fitted."""

SLACK = 60.0
"""Nor is one whose description is longer than the best law's by so many bits."""


class Discovery:
    """The search for laws y = f(x).

    data: the rows to fit to.  held: rows held back, on which laws are only checked.
    """

    def __init__(self, data: Data, held: Data, dsl: DSL, meter: Meter, units: Units):
        self.data, self.held, self.meter = data, held, meter
        self.inputs, self.outputs = data.inputs, data.outputs
        self.language = Language(dsl, Grammar(dsl, [var.kind for var in data.inputs]))
        self.store = Expressions(self.language, data.inputs, data.columns, units.variables, meter)
        self.pool = Pool(self.store)
        self.families: list[np.ndarray] = []
        self.front = Front(len(data), len(held))
        self.found_seconds = 0.0
        self._tried: set[Node] = set()
        screen = np.unique(np.linspace(0, len(data) - 1, min(len(data), SCREENED)).astype(int))
        self.spaces = spaces(data, units, screen)

    def steps(self) -> Iterator[None]:
        """Go on until the last round is done; the laws so far stand in `front`."""
        for round_ in ROUNDS:
            self._fill(round_)
            for space in self.spaces:
                for _ in self._search(space, round_):
                    if self.settled and round_ is not ROUNDS[0]:
                        return
                    yield
            if self.front.exact:
                return

    @property
    def settled(self) -> bool:
        """Whether an exact law has been known for as long as it took to find."""
        return self.front.exact and self.meter.seconds > PATIENCE * self.found_seconds

    def _fill(self, round_: Round) -> None:
        self.pool.grow(round_.pool)
        count = len(self.inputs)
        plain = multiplied(self.store, exponents(count, round_.order, round_.products))
        few = exponents(count, 3, round_.dressed)
        none = np.zeros((1, count), np.int8)
        self.families = []
        for atom in self.pool.atoms(round_.atoms):
            once = multiplied(self.store, np.concatenate([none, few]), atom)
            twice = multiplied(self.store, np.concatenate([none, few]), atom, 2)
            self.families.append(np.unique(np.concatenate([once, twice, plain[: len(few)]])))
        like_sums(self.store, round_.likes)

    def _search(self, space: Space, round_: Round) -> Iterator[None]:
        outers = [outer for outer in space.outers[: round_.outers] if self.language.has(*outer.symbols)]
        aims = [aim for outer in outers if (aim := Aim.of(space, outer, self.outputs)) is not None]
        for aim in aims:
            if aim.share < EXPLAINED or space.free < 2:
                self._build(space, aim, [])
        if space.free < 2 or not aims:
            return
        yield
        features = Features(space, self.store)
        moves = [self._singles, self._tuned, self._pairs] if space.free >= 4 else [self._singles]
        if space.free >= 6 and round_.wide:
            moves += [self._relatives, self._wide_pairs, self._wide_triples]
        for move in moves:
            for which, found in move(features, aims, round_):
                self._take(space, aims[which], features, found)
                yield

    def _scale(self, table: Table) -> Scale:
        return Scale(table.bits, len(self.outputs) / 2)

    def _singles(self, features: Features, aims: Sequence[Aim], round_: Round) -> Iterator[Found]:
        """One feature, of all."""
        found: list[list[Pick]] = [[] for _ in aims]
        directions = np.array([aim.direction for aim in aims])
        for block in features.tables(round_.named, round_.free):
            for picks, choices in zip(found, singles(block.rows, directions, self._scale(block), KEEP), strict=True):
                picks += _picked(block, choices)
        yield from enumerate(found)

    def _tuned(self, features: Features, aims: Sequence[Aim], round_: Round) -> Iterator[Found]:
        """One form with its inner constant tuned."""
        for which, aim in enumerate(aims[:RELATED]):
            found: list[Pick] = []
            for table in features.tuned(aim.direction, min(round_.free, TUNED)):
                (choices,) = singles(table.rows, aim.direction[None], self._scale(table), 3)
                found += _picked(table, choices)
            yield which, found

    def _pairs(self, features: Features, aims: Sequence[Aim], round_: Round) -> Iterator[Found]:
        """Two of the cheapest features."""
        table = features.table(round_.pairs)
        self.meter.count(len(table) * (len(table) - 1) // 2, 0, 0)
        for which, choices in enumerate(pairs(table.rows, np.array([aim.direction for aim in aims]), self._scale(table), KEEP)):
            yield which, _picked(table, choices)

    def _relatives(self, features: Features, aims: Sequence[Aim], round_: Round) -> Iterator[Found]:
        """Two features of one dressed atom."""
        some = aims[:RELATED]
        found: list[list[Pick]] = [[] for _ in some]
        directions = np.array([aim.direction for aim in some])
        for indices in self.families:
            family = features.family(indices).cheapest(FAMILY)
            self.meter.count(len(family) * (len(family) - 1) // 2, 0, 0)
            for picks, choices in zip(found, pairs(family.rows, directions, self._scale(family), 2), strict=True):
                picks += _picked(family, choices)
            if features.space.log:
                continue
            few = family.cheapest(IN_FAMILY)
            if not len(few):
                continue
            both = Table.joined([few, family])
            for picks, choices in zip(found, triples(few.rows, family.rows, directions, self._scale(both), 2), strict=True):
                picks += _picked(both, choices)
        yield from enumerate(found)

    def _wide_pairs(self, features: Features, aims: Sequence[Aim], round_: Round) -> Iterator[Found]:
        """One of the cheapest features, and one of many."""
        yield from self._wide(features, aims, round_.wide, round_.first, round_, crossed)

    def _wide_triples(self, features: Features, aims: Sequence[Aim], round_: Round) -> Iterator[Found]:
        """Two of the cheapest features, and one of many."""
        yield from self._wide(features, aims, round_.wide // 4, round_.short, round_, triples)

    def _wide(
        self, features: Features, aims: Sequence[Aim], width: int, count: int, round_: Round, subsets: Any
    ) -> Iterator[Found]:
        wide, first = features.wide(width), features.table(round_.pairs).cheapest(count)
        both = Table.joined([first, wide])
        for which, aim in enumerate(aims if len(first) and len(wide) else []):
            (choices,) = subsets(first.rows, wide.rows, aim.direction[None], self._scale(both), KEEP)
            self.meter.count(len(first) * len(wide), 0, 0)
            yield which, _picked(both, choices)

    def _take(self, space: Space, aim: Aim, features: Features, found: Sequence[Pick]) -> None:
        """Write out and fit the choices with the shortest descriptions."""

        def length(pick: Pick) -> float:
            table, (which, left) = pick
            return float(self._scale(table).lengths(np.array([left * aim.share]), np.array([which]))[0])

        for table, (which, left) in sorted(found, key=length)[:KEEP]:
            if left * aim.share < HOPELESS and length((table, (which, left))) < self.front.shortest + SLACK:
                self.meter.check(self.store.nbytes)
                self._build(space, aim, [features.part(table, k) for k in which])

    def _build(self, space: Space, aim: Aim, parts: Sequence[Part]) -> None:
        for node in formulas(self.language, space, aim, parts):
            node = tidy(self.language, node)
            if node not in self._tried:
                self._tried.add(node)
                if sum(is_free(value) for value in constants_in(node)) < len(self.data) - 1:
                    self._judge(node)

    def _judge(self, node: Node) -> None:
        """Fit a formula, first in a few steps, and further if that makes it worth while."""
        node, errors = self.data.fitted(node, SHORT)
        law = self._law(node)
        if law.length(len(self.data)) < self.front.shortest + SLACK:
            node, errors = self.data.fitted(node)
            law = snapped(self._law(node), errors, self._refitted, len(self.data))
        if self.front.add(law):
            self.found_seconds = self.meter.seconds

    def _refitted(self, node: Node) -> tuple[Law, np.ndarray]:
        node, errors = self.data.fitted(tidy(self.language, node))
        return self._law(node), errors

    def _law(self, node: Node) -> Law:
        error = self.data.error(node)
        return Law(node, self.language.grammar.bits(node), error, self.held.error(node) if len(self.held) else error)


def _picked(table: Table, choices: Sequence[Choice]) -> list[Pick]:
    """Choices with tables of their own, so that the large ones need not be kept."""
    return [(table.pick(np.array(which)), (tuple(range(len(which))), left)) for which, left in choices]

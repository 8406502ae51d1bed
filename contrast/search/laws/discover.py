"""The search for a law: rounds of growing size, each over sums and products, from the cheapest expressions on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from contrast.dsl import DSL, Apply, Grammar, Node
from contrast.sampling import seeded
from contrast.search.laws.fitting.data import Data
from contrast.search.laws.judge import Judge
from contrast.search.laws.linear.build import formulas
from contrast.search.laws.linear.features import Features, Part
from contrast.search.laws.linear.peeling import peels
from contrast.search.laws.linear.powers import BARE, Dressing, PowerSums
from contrast.search.laws.linear.space import Aim, Space, spaces
from contrast.search.laws.moves import KEEP, Moves, Pick
from contrast.search.laws.parts.dressing import exponents, like_sums, multiplied
from contrast.search.laws.parts.expressions import Expressions
from contrast.search.laws.parts.language import Language
from contrast.search.laws.parts.pool import Pool
from contrast.search.laws.rounds import ROUNDS, Round
from contrast.search.laws.units import Units, is_plain
from contrast.search.limits import Meter

EXPLAINED = 1e-20
"""A share of the spread that is left by rounding alone."""

SCREENED = 64
"""Rows that choices are made on; all are fitted."""

PATIENCE = 1.25
"""Once an exact law is known, the search goes on for a shorter one until it has tried so many times what that one took. Counted
in candidates, so that a run that counts them can be repeated."""

HOPELESS = 0.5
"""A choice that leaves a larger share of the outputs' spread unexplained is not fitted."""

SLACK = 60.0
"""Nor is one whose description is longer than the best law's by so many bits."""

SMALL = 4
"""Up to so many variables, products that hold a function may hold exponentials too."""


class Discovery:
    """The search for laws y = f(x).

    data: the rows to fit to.  held: rows held back, on which laws are only checked.
    """

    def __init__(self, data: Data, held: Data, dsl: DSL, meter: Meter, units: Units):
        self.meter, self.inputs, self.outputs = meter, data.inputs, data.outputs
        self.language = Language(dsl, Grammar(dsl, [var.kind for var in data.inputs]))
        self.judge = Judge(data, held, self.language, meter)
        self.store = Expressions(self.language, data.inputs, data.columns, units.variables, meter)
        self.pool = Pool(self.store)
        self.families: list[np.ndarray] = []
        screen = np.unique(np.linspace(0, len(data) - 1, min(len(data), SCREENED)).astype(int))
        self.spaces = spaces(data, units, screen)

    def steps(self) -> Iterator[None]:
        """Go on until the last round is done; the laws so far stand on the judge's front."""
        for round_ in ROUNDS:
            self._fill(round_)
            for space in self.spaces:
                for _ in self._search(space, round_):
                    if self.settled and round_ is not ROUNDS[0]:
                        return
                    yield
            if self.judge.front.exact:
                return

    @property
    def settled(self) -> bool:
        """Whether enough has been tried since an exact law was found."""
        return self.judge.front.exact and self.meter.candidates > PATIENCE * self.judge.found_at

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
        moves = Moves(Features(space, self.store, self.judge.front.price), aims, round_, self.families, len(self.outputs))
        for which, found in moves.all():
            self._take(space, aims[which], moves, found)
            yield
        if not self.language.has("add", "mul"):
            return
        if space.log:
            for aim, pick in moves.peeled(list(peels(space, self.store, self.outputs, round_.peels))):
                self._take(space, aim, moves, [pick])
                yield
        elif round_.wide or not self.judge.front.exact:
            yield from self._sums(space, aims, moves, round_)
            for which, found in moves.shapes() if round_.free else ():
                for table, (chosen, _) in found:
                    self._build(space, aims[which], [moves.features.part(table, k) for k in chosen])
                yield

    def _sums(self, space: Space, aims: Sequence[Aim], moves: Moves, round_: Round) -> Iterator[None]:
        """Sums of products of powers, then of exponentials too, then those of which one is multiplied by a cheap function."""
        sums = PowerSums(space, self.spaces[0], seeded("laws", "sums", round_.sums), moves.tick)
        few, exponential = round_.sums // 4, self.language.has("exp")
        functions = [(self.store.node(k), self.store.values[k]) for k in self._functions(round_.functions)]
        dressings = [(BARE, round_.sums), *[(Dressing(True), round_.sums)] * exponential]
        dressings += [(Dressing(exponential and len(self.inputs) <= SMALL, function), few) for function in functions]
        for dressing, beginnings in dressings:
            for aim in aims:
                for node in sums.formulas(self.language, aim, beginnings, dressing):
                    self.judge.consider(node)
                yield

    def _functions(self, count: int) -> list[int]:
        """So many of the cheapest functions of algebra that are plain numbers, sines and cosines first."""
        order = self.store.order()
        cheap = order[(self.store.functions[order] == 1) & is_plain(self.store.units[order])][: 8 * count]
        return sorted(cheap.tolist(), key=lambda k: not _oscillates(self.store.node(k)))[:count]

    def _take(self, space: Space, aim: Aim, moves: Moves, found: Sequence[Pick]) -> None:
        """Write out and fit the choices with the shortest descriptions."""

        def length(pick: Pick) -> float:
            table, (which, left) = pick
            return float(moves.scale(table).lengths(np.array([left * aim.share]), np.array([which], np.int64))[0])

        for table, (which, left) in sorted(found, key=length)[:KEEP]:
            if left * aim.share < HOPELESS and length((table, (which, left))) < self.judge.front.shortest + SLACK:
                self.meter.check(self.store.nbytes)
                self._build(space, aim, [moves.features.part(table, k) for k in which])

    def _build(self, space: Space, aim: Aim, parts: Sequence[Part]) -> None:
        for node in formulas(self.language, space, aim, parts):
            self.judge.consider(node)


def _oscillates(node: Node) -> bool:
    return isinstance(node, Apply) and node.primitive.name in ("sin", "cos")

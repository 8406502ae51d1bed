"""The search for a law: rounds of growing size, each over sums and products, from the cheapest expressions on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

import numpy as np

from contrast.dsl import DSL, Apply, Grammar, Node
from contrast.errors import BadProgram
from contrast.sampling import seeded
from contrast.search.laws.fitting.data import Data
from contrast.search.laws.fitting.formula import SHORT, constants_in, is_free
from contrast.search.laws.fitting.normal import Normal
from contrast.search.laws.fitting.snap import roundable, snapped
from contrast.search.laws.front import Front, Law
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

LEEWAY = 30.0
"""The same after a short fit, when what the constants' digits cost can be told."""

SMALL = 4
"""Up to so many variables, products that hold a function may hold exponentials too."""


class Discovery:
    """The search for laws y = f(x).

    data: the rows to fit to.  held: rows held back, on which laws are only checked.
    """

    def __init__(self, data: Data, held: Data, dsl: DSL, meter: Meter, units: Units):
        self.data, self.held, self.meter = data, held, meter
        self.inputs, self.outputs = data.inputs, data.outputs
        self.language = Language(dsl, Grammar(dsl, [var.kind for var in data.inputs]))
        self.normal = Normal(self.language)
        self.store = Expressions(self.language, data.inputs, data.columns, units.variables, meter)
        self.pool = Pool(self.store)
        self.families: list[np.ndarray] = []
        self.front = Front(len(data), len(held))
        self.found_seconds = 0.0
        self._found_at = 0
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
        """Whether enough has been tried since an exact law was found."""
        return self.front.exact and self.meter.candidates > PATIENCE * self._found_at

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
        moves = Moves(Features(space, self.store, self.front.price), aims, round_, self.families, len(self.data))
        for which, found in moves.all():
            self._take(space, aims[which], moves, found)
            yield
        if not self.language.has("add", "mul"):
            return
        if space.log:
            for aim, pick in moves.peeled(list(peels(space, self.store, self.outputs, round_.peels))):
                self._take(space, aim, moves, [pick])
                yield
        else:
            yield from self._sums(space, aims, round_)
            for which, found in moves.shapes() if round_.free else ():
                for table, (chosen, _) in found:
                    self._build(space, aims[which], [moves.features.part(table, k) for k in chosen])
                yield

    def _sums(self, space: Space, aims: Sequence[Aim], round_: Round) -> Iterator[None]:
        """Sums of products of powers, then of exponentials too, then those of which one is multiplied by a cheap function."""

        def tick(tried: int) -> None:
            self.meter.count(tried, 0, 0)
            self.meter.check(self.store.nbytes)

        sums = PowerSums(space, self.spaces[0], seeded("laws", "sums", round_.sums), tick)
        few, exponential = round_.sums // 4, self.language.has("exp")
        functions = [(self.store.node(k), self.store.values[k]) for k in self._functions(round_.functions)]
        dressings = [(BARE, round_.sums), *[(Dressing(True), round_.sums)] * exponential]
        dressings += [(Dressing(exponential and len(self.inputs) <= SMALL, function), few) for function in functions]
        for dressing, beginnings in dressings:
            for aim in aims:
                for node in sums.formulas(self.language, aim, beginnings, dressing):
                    self._consider(node)
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
            if left * aim.share < HOPELESS and length((table, (which, left))) < self.front.shortest + SLACK:
                self.meter.check(self.store.nbytes)
                self._build(space, aim, [moves.features.part(table, k) for k in which])

    def _build(self, space: Space, aim: Aim, parts: Sequence[Part]) -> None:
        for node in formulas(self.language, space, aim, parts):
            self._consider(node)

    def _consider(self, node: Node) -> None:
        """Judge a formula, if it is new and there are rows enough for its constants."""
        node = self._shortened(node)
        if node not in self._tried:
            self._tried.add(node)
            if sum(is_free(value) for value in constants_in(node)) < len(self.data) - 1:
                self._judge(node)

    def _judge(self, node: Node) -> None:
        """Fit a formula, first in a few steps, and further if that makes it worth while."""
        node, errors = self.data.fitted(node, SHORT)
        law = self._law(node)
        if law.length(len(self.data)) - roundable(node, errors) < self.front.shortest + LEEWAY:
            node, errors = self.data.fitted(node)
            law = snapped(self._law(node), errors, self._refitted, len(self.data))
        before = self.front.best
        if self.front.add(law) and self.front.best is not before:
            self.found_seconds, self._found_at = self.meter.seconds, self.meter.candidates

    def _refitted(self, node: Node) -> tuple[Law, np.ndarray]:
        node, errors = self.data.fitted(self._shortened(node))
        return self._law(node), errors

    def _shortened(self, node: Node) -> Node:
        """The formula in normal form, if it has one: else it has no value anywhere, which its error will show."""
        with suppress(BadProgram):
            return self.normal(node)
        return node

    def _law(self, node: Node) -> Law:
        error = self.data.error(node)
        return Law(node, self.language.grammar.bits(node), error, self.held.error(node) if len(self.held) else error)


def _oscillates(node: Node) -> bool:
    return isinstance(node, Apply) and node.primitive.name in ("sin", "cos")

"""Programs drawn from a weighted grammar: each of those with so many description bits with equal chances."""

from __future__ import annotations

import itertools
import string
from collections.abc import Iterator, Sequence

import numpy as np

from contrast.census.counting import Counts, Place, Production, top_place
from contrast.dsl import DSL, Apply, Const, Grammar, Lambda, Node, Program, Var
from contrast.dsl.types import is_function
from contrast.sampling import Rng
from contrast.values import Kind


class RandomPrograms:
    """Programs of one kind over some inputs, of costs up to `most` bits."""

    def __init__(self, dsl: DSL, inputs: Sequence[Var], kind: Kind, most: int):
        kinds = [var.kind for var in inputs]
        self.inputs = tuple(inputs)
        self.dsl = dsl.narrowed([*kinds, kind])
        self.grammar = Grammar(self.dsl, kinds)
        self.top = top_place(kinds, kind)
        self.counts = Counts(self.dsl, self.grammar, self.top, most)

    def draw(self, rng: Rng, low: int, high: int) -> Program:
        """A program drawn from the weighted grammar, given that its cost lies from `low` to `high`; there must be one."""
        costs = np.arange(low, high + 1)
        cost = int(costs[_choose(self.counts.totals[self.top][low : high + 1] * 0.5 ** (costs - low), rng)])
        taken = {var.name for var in self.inputs}
        names = itertools.chain(string.ascii_lowercase, map("v{}".format, itertools.count()))
        return Program(self.inputs, self._node(self.top, cost, self.inputs, rng, (name for name in names if name not in taken)))

    def _node(self, place: Place, cost: int, scope: tuple[Var, ...], rng: Rng, fresh: Iterator[str]) -> Node:
        leaves = [leaf for one, leaf in self.counts.leaves[place] if one == cost]
        productions = [one for one in self.counts.productions[place] if one.cost < cost]
        ways = [1.0] * len(leaves) + [one.joint[-1][cost - one.cost] for one in productions]
        chosen = _choose(np.array(ways), rng)
        if chosen < len(leaves):
            leaf = leaves[chosen]
            return leaf if isinstance(leaf, Const) else scope[leaf]
        production = productions[chosen - len(leaves)]
        shares = self._shares(production, cost - production.cost, rng)
        return Apply(
            production.primitive, tuple(self._argument(production, k, shares[k], scope, rng, fresh) for k in range(len(shares)))
        )

    def _shares(self, production: Production, cost: int, rng: Rng) -> list[int]:
        """What each argument costs, from the last to the first, each division as likely as it has programs."""
        shares: list[int] = []
        for k in range(len(production.arguments) - 1, 0, -1):
            here = self.counts.totals[production.arguments[k]][1:cost]
            share = 1 + _choose(here * production.joint[k - 1][cost - 1 : 0 : -1], rng)
            shares.insert(0, share)
            cost -= share
        return [cost, *shares]

    def _argument(
        self, production: Production, k: int, cost: int, scope: tuple[Var, ...], rng: Rng, fresh: Iterator[str]
    ) -> Node | Lambda:
        place = production.arguments[k]
        if not is_function(production.primitive.parameters[k]):
            return self._node(place, cost, scope, rng, fresh)
        bound = tuple(Var(next(fresh), kind) for kind in place.scope[len(scope) :])
        return Lambda(bound, self._node(place, cost, (*scope, *bound), rng, fresh))


def _choose(ways: np.ndarray, rng: Rng) -> int:
    """A place, each as likely as its number says."""
    total = np.cumsum(ways)
    return int(np.searchsorted(total, rng.random() * total[-1], side="right"))

"""How many programs of each cost there are, so that one of a given cost can be drawn with equal chances.

Costs are the whole numbers of bits of the search (`Grammar.cost`). All programs of one cost are, up to that rounding, equally
likely under the weighted grammar; so a draw at a given cost is a draw from the grammar, given the description bits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from contrast.dsl import DSL, Const, Grammar, Primitive
from contrast.dsl.types import Type, function_parts, is_function
from contrast.values import Kind

NESTED = 2
"""How deep lambdas may be nested: as deep as the search goes."""

Scope = tuple[Kind, ...]
"""The kinds of the variables in scope, inputs first."""


@dataclass(frozen=True)
class Place:
    """Where a program part stands: the kind that is wanted, the variables in scope, how many lambdas are around it."""

    kind: Kind
    scope: Scope
    depth: int = 0

    def argument(self, parameter: Type) -> Place:
        """The place of an argument; of a function argument, that of its body."""
        if not is_function(parameter):
            return Place(parameter, self.scope, self.depth)
        kinds, result = function_parts(parameter)
        return Place(result, (*self.scope, *kinds), self.depth + 1)


@dataclass
class Production:
    """A primitive at a place. arguments: their places.  joint: for each prefix of the arguments, by cost, how many ways."""

    primitive: Primitive
    cost: int
    arguments: tuple[Place, ...]
    joint: list[np.ndarray] = field(default_factory=list)


class Counts:
    """By place and cost, the number of programs; float64, since they outgrow whole numbers."""

    def __init__(self, dsl: DSL, grammar: Grammar, top: Place, most: int):
        self.dsl, self.grammar, self.most = dsl, grammar, most
        self.leaves: dict[Place, list[tuple[int, Const | int]]] = {}
        self.productions: dict[Place, list[Production]] = {}
        self._reach(top)
        self.totals = {place: np.zeros(most + 1) for place in self.productions}
        for cost in range(1, most + 1):
            for place in self.productions:
                self.totals[place][cost] = self._leaves_of(place, cost)
            for place in self.productions:
                self.totals[place][cost] += sum(self._extend(production, cost) for production in self.productions[place])

    def _reach(self, top: Place) -> None:
        """Every place that a program may have, with the symbols that may stand there."""
        waiting = [top]
        while waiting:
            place = waiting.pop()
            if place in self.productions:
                continue
            self.leaves[place] = list(self._leaf_costs(place))
            self.productions[place] = [
                Production(p, self.grammar.cost(p.name, place.kind), tuple(map(place.argument, p.parameters)))
                for p in self.dsl.instances
                if p.result == place.kind and (place.depth < NESTED or not p.function_places)
            ]
            for production in self.productions[place]:
                production.joint = [np.zeros(self.most + 1) for _ in production.arguments]
                waiting += production.arguments

    def _leaf_costs(self, place: Place) -> Iterator[tuple[int, Const | int]]:
        """The constants and the numbers of the variables of the kind, each with its cost."""
        for constant in self.dsl.constants:
            if constant.kind == place.kind:
                yield self.grammar.leaf_cost(constant), constant
        for number, kind in enumerate(place.scope):
            if kind == place.kind:
                yield self.grammar.cost("variable", kind), number

    def _leaves_of(self, place: Place, cost: int) -> int:
        return sum(one == cost for one, _ in self.leaves[place])

    def _extend(self, production: Production, cost: int) -> float:
        """How many programs of this cost have the production at their top."""
        rest = cost - production.cost
        if rest < 1:
            return 0.0
        for k, place in enumerate(production.arguments):
            ways = self._both(production.joint[k - 1], place, rest) if k else self.totals[place][rest]
            production.joint[k][rest] = ways
        return float(production.joint[-1][rest])

    def _both(self, before: np.ndarray, place: Place, rest: int) -> float:
        """Ways to share a cost between the arguments before and this one."""
        return float(before[1:rest] @ self.totals[place][rest - 1 : 0 : -1])


def top_place(inputs: Sequence[Kind], kind: Kind) -> Place:
    """The place of a whole program."""
    return Place(kind, tuple(inputs))

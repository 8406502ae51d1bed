"""An independent oracle: every program of a DSL written out, cheapest first, and run in plain Python."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from contrast.dsl import DSL, Apply, Const, Grammar, Lambda, Node, Program, Var
from contrast.dsl.program import walk
from contrast.dsl.types import function_parts, is_function
from contrast.values import Kind

MOST_NESTED = 2
"""Lambdas inside lambdas, as the search has them."""

Row = tuple[Any, ...]


class BruteForce:
    """All programs over these inputs, by kind and cost, nothing merged; a lambda's body uses a variable that it binds."""

    def __init__(self, dsl: DSL, inputs: Sequence[Var]):
        self.dsl = dsl
        self.inputs = tuple(inputs)
        self.grammar = Grammar(dsl, [var.kind for var in inputs])
        self._known: dict[Any, list[Node]] = {}

    def programs(self, kind: Kind, cost: int) -> list[Program]:
        """Those of this kind that cost exactly this much."""
        return [Program(self.inputs, node) for node in self._nodes(self.inputs, kind, cost, 0)]

    def fitting_cost(self, kind: Kind, rows: Sequence[Row], outputs: Sequence[Any], most: int) -> int | None:
        """The least cost at which a program gives these outputs, or None if there is none up to `most`."""
        costs = range(1, most + 1)
        return next((c for c in costs for p in self.programs(kind, c) if p.predict(rows) == list(outputs)), None)

    def new_values(self, kind: Kind, rows: Sequence[Row], most: int, partial: bool = False) -> dict[int, set[str]]:
        """By cost, the value rows (as text) that no cheaper program has.

        partial: whether a program counts that is undefined on some rows, though not on all.
        """
        seen: set[str] = set()
        found = {}
        for cost in range(1, most + 1):
            answers = [program.predict(rows) for program in self.programs(kind, cost)]
            counting = [a for a in answers if (any if partial else all)(value is not None for value in a)]
            found[cost] = set(map(repr, counting)) - seen
            seen |= found[cost]
        return found

    def _nodes(self, scope: tuple[Var, ...], kind: Kind, cost: int, depth: int) -> list[Node]:
        key = (scope, kind, cost, depth)
        if key not in self._known:
            self._known[key] = list(self._written(scope, kind, cost, depth))
        return self._known[key]

    def _written(self, scope: tuple[Var, ...], kind: Kind, cost: int, depth: int) -> Iterator[Node]:
        leaves: list[Var | Const] = [*scope, *self.dsl.constants]
        yield from (leaf for leaf in leaves if leaf.kind == kind and self.grammar.leaf_cost(leaf) == cost)
        for p in self.dsl.instances:
            if p.result == kind and not (p.function_places and depth == MOST_NESTED):
                left = cost - self.grammar.cost(p.name, kind)
                for costs in itertools.product(range(1, max(1, left) + 1), repeat=len(p.parameters)):
                    if sum(costs) == left:
                        choices = [self._arguments(scope, t, c, depth) for t, c in zip(p.parameters, costs, strict=True)]
                        yield from (Apply(p, args) for args in itertools.product(*choices))

    def _arguments(self, scope: tuple[Var, ...], type_: Any, cost: int, depth: int) -> Sequence[Node | Lambda]:
        if not is_function(type_):
            return self._nodes(scope, type_, cost, depth)
        kinds, result = function_parts(type_)
        params = tuple(Var(f"v{len(scope) + k}", kind) for k, kind in enumerate(kinds))
        bodies = self._nodes((*scope, *params), result, cost, depth + 1)
        return [Lambda(params, body) for body in bodies if any(part in params for part in walk(body))]


def cost_of(program: Program, dsl: DSL) -> int:
    """The cost in which the search counts: the rounded bits of each symbol."""
    grammar = Grammar(dsl, [var.kind for var in program.inputs])
    return sum(map(grammar.node_cost, walk(program.body)))

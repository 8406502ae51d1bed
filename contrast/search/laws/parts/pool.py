"""Bottom-up enumeration of real expressions, a cost after the other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np

from contrast.dsl import Apply, Const, Node, Primitive, Var
from contrast.dsl.batched.application import apply
from contrast.dsl.batched.forest import Operator
from contrast.dsl.dsl import symbol_name
from contrast.dsl.program import walk
from contrast.search.laws.parts.expressions import Expressions
from contrast.search.laws.units import unit_of

BLOCK_ELEMENTS = 1 << 19
"""Values computed at once."""

AHEAD = 30
"""A level is not begun that would try so many times more pairs than expressions are wanted."""

DEAREST = 80
"""No level beyond this cost is begun: where rows tell nothing apart, levels stay empty."""

ALGEBRAIC = ("add", "sub", "mul", "div", "square", "sqrt")
"""Primitives that may stand inside one another as deep as they like. Of all others, one may stand inside another only where a
form or an outermost function puts it there."""


class Pool:
    """The expressions over a language's real primitives, cheapest first.  `levels`: their indices in the store, by cost."""

    def __init__(self, store: Expressions):
        self.store = store
        self.language, self.grammar, self.meter = store.language, store.language.grammar, store.meter
        self.levels: dict[int, np.ndarray] = {}
        self._listed: set[int] = set()
        self.cost = 0

    def __len__(self) -> int:
        return len(self._listed)

    def grow(self, count: int) -> None:
        """Enumerate level after level until there are so many expressions, or the next level has too many pairs."""
        while len(self) < count and self.cost < DEAREST and self._pairs_at(self.cost + 1) < AHEAD * count:
            self.level(self.cost + 1)

    def atoms(self, count: int) -> list[int]:
        """So many of the cheapest expressions that products may be multiplied by."""
        listed = np.array(sorted(self._listed))
        order = listed[np.argsort(self.store.bits[listed], kind="stable")].tolist()
        return list(itertools.islice((k for k in order if _is_atom(self.store.node(k))), count))

    def level(self, cost: int) -> None:
        """All expressions of this cost."""
        found = [self._leaf(leaf, column, unit) for leaf, column, unit in self._leaves() if self.grammar.leaf_cost(leaf) == cost]
        for primitive in self.language.primitives.values():
            for args in self._arguments(primitive, cost):
                found.append(self._apply(primitive, args))
        indices = [k for k in np.concatenate([np.zeros(0, np.int64), *found]).tolist() if k not in self._listed]
        self._listed.update(indices)
        self.levels[cost] = np.array(list(dict.fromkeys(indices)), np.int64)
        self.cost = cost

    def _leaves(self) -> Iterator[tuple[Var | Const, np.ndarray, np.ndarray]]:
        store = self.store
        yield from zip(store.inputs, store.columns, store.column_units, strict=True)
        for leaf in self.language.dsl.constants:
            if leaf.kind is float:
                yield leaf, np.full(store.rows, leaf.value), np.zeros(store.units.shape[1])

    def _leaf(self, leaf: Var | Const, column: np.ndarray, unit: np.ndarray) -> np.ndarray:
        bits = np.array([self.grammar.symbol_bits(symbol_name(leaf), float)])
        return self.store.take(column[None], self.store.forest.add(leaf, [], 1), bits, unit[None], np.zeros(1, np.int64))

    def _at(self, cost: int) -> np.ndarray:
        return self.levels.get(cost, np.zeros(0, np.int64))

    def _splits(self, primitive: Primitive, cost: int) -> list[tuple[np.ndarray, ...]]:
        """The levels of the arguments of one primitive, one tuple for each way to share the cost out."""
        total = cost - self.grammar.cost(primitive.name, float)
        costs = _compositions(total, len(primitive.parameters))
        commutes = primitive.commutes
        levels = [tuple(map(self._at, split)) for split in costs if not (commutes and split[0] > split[1])]
        return [level for level in levels if all(map(len, level))]

    def _pairs_at(self, cost: int) -> int:
        return sum(
            int(np.prod([len(level) for level in levels]))
            for primitive in self.language.primitives.values()
            for levels in self._splits(primitive, cost)
        )

    def _arguments(self, primitive: Primitive, cost: int) -> Iterator[list[np.ndarray]]:
        """Arguments that cost what is left, one to one, in blocks."""
        for levels in self._splits(primitive, cost):
            rest = int(np.prod([len(level) for level in levels[1:]]))
            step = max(1, BLOCK_ELEMENTS // (rest * self.store.rows))
            for start in range(0, len(levels[0]), step):
                grid = np.meshgrid(levels[0][start : start + step], *levels[1:], indexing="ij")
                args = [part.ravel() for part in grid]
                if primitive.commutes and levels[0] is levels[1]:
                    args = [arg[args[0] <= args[1]] for arg in args]
                yield args

    def _apply(self, primitive: Primitive, args: Sequence[np.ndarray]) -> np.ndarray:
        """The indices of a primitive's sound applications."""
        store = self.store
        units, typed = unit_of(primitive.name, *[store.units[arg] for arg in args])
        functions = np.asarray(sum(store.functions[arg] for arg in args))
        if primitive.name not in ALGEBRAIC:
            functions = functions + 1
            typed = typed & (functions <= 1)
        args, units, functions = [arg[typed] for arg in args], units[typed], functions[typed]
        count = len(functions)
        if not count:
            return np.zeros(0, np.int64)
        with np.errstate(all="ignore"):
            column, mask = apply(primitive, [store.values[arg] for arg in args], (count, store.rows))
        assert isinstance(column, np.ndarray)
        good = store.sound(column) if mask is None else store.sound(column) & mask.all(axis=1)
        self.meter.count(count, int(good.sum()), 0)
        self.meter.check(store.nbytes)
        bits = self.grammar.symbol_bits(primitive.name, float) + np.asarray(sum(store.bits[arg] for arg in args))
        nodes = store.forest.add(
            Operator(primitive, ((),) * len(args)), [store.nodes[arg[good]] for arg in args], int(good.sum())
        )
        indices = store.take(column[good], nodes, bits[good], units[good], functions[good])
        late = store.nodes[indices] < 0
        store.nodes[indices[late]] = nodes[late]
        return indices


def _compositions(total: int, parts: int) -> list[tuple[int, ...]]:
    """All ways to write a number as so many positive ones, in order."""
    if parts == 1:
        return [(total,)] if total > 0 else []
    return [(first, *rest) for first in range(1, total) for rest in _compositions(total - first, parts - 1)]


def _is_atom(node: Node) -> bool:
    """A sum of algebra, or a function of it that is no power, in which no variable stands twice and no constant at all."""
    if not isinstance(node, Apply) or node.primitive.name in ("mul", "div", "square", "sqrt", "power"):
        return False
    parts = list(walk(node))
    names = [part.name for part in parts if isinstance(part, Var)]
    algebra = all(part.primitive.name in ALGEBRAIC for part in parts[1:] if isinstance(part, Apply))
    return algebra and len(set(names)) == len(names) and not any(isinstance(part, Const) for part in parts)

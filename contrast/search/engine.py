"""Bottom-up enumeration by cost, a level at a time, in every context at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from contrast.dsl import DSL, Grammar, Node, Primitive, Var
from contrast.dsl.batch import Mask
from contrast.dsl.columns import Column, Ragged, blank, broadcast, each, pack, ragged_rank, select, shape, take
from contrast.dsl.forest import Forest, Operator, Symbol
from contrast.dsl.plan import each_row
from contrast.dsl.program import Const
from contrast.dsl.types import function_parts, is_function, value_kinds
from contrast.search.bank import Block
from contrast.search.combine import Waiting, aligned, chunks, compositions, crossed
from contrast.search.context import Context
from contrast.search.goal import Goal
from contrast.search.hashing import row_hashes
from contrast.search.limits import Meter
from contrast.values import Kind, element_kind, is_list

BLOCK_ELEMENTS = 1 << 18
"""Values computed at once: large enough to hide numpy's call, small enough for the cache."""

BODY_ELEMENTS = 1 << 15
"""The same for primitives with function arguments, whose bodies need many arrays of that size at once."""

USUAL_WIDTH = 32
"""Lists up to this width do not make the blocks of such primitives smaller."""

LIFTED_ELEMENTS = 1 << 14
"""The same for primitives without a kernel, so that the budget is looked at often enough."""

WIDTH_FACTOR = 2
"""A list may grow to this many times the longest list in the examples; a longer one is undefined in the search."""

MAX_DEPTH = 1
"""How deep a lambda may stand inside lambdas that bind what it uses; whatever uses no bound variable may stand anywhere."""

LARGEST_COST = 400
"""The cost from which a search is given up; every cheaper program has then been tried."""


@dataclass(frozen=True)
class Found:
    """A program of the top context that gets `right` of the rows right."""

    node: Node
    right: int
    factor: float | None


class Engine:
    """Enumerates the programs of a DSL over example inputs, cheapest first, distinct on all rows."""

    def __init__(self, dsl: DSL, inputs: Sequence[Var], rows: Sequence[Sequence[Any]], goal: Goal, meter: Meter):
        self.dsl = dsl
        self.grammar = Grammar(dsl, [var.kind for var in inputs])
        self.goal = goal
        self.meter = meter
        self.kinds, self.instances = _useful(dsl, goal.kind)
        columns = {var.name: pack(var.kind, [row[k] for row in rows]) for k, var in enumerate(inputs)}
        self.top = Context(inputs, columns, len(rows))
        self.best: Found | None = None
        lengths = [c.width for c in (*columns.values(), goal.wanted) if isinstance(c, Ragged)]
        self.forest = Forest(width=WIDTH_FACTOR * max([1, *lengths]))

    @property
    def complete(self) -> int:
        """All programs of this cost or less have been tried."""
        return self.top.done.get(self.goal.kind, 0)

    @property
    def nbytes(self) -> int:
        """Bytes of everything stored."""
        return self.top.nbytes + self.forest.nbytes

    def levels(self) -> Iterator[Found]:
        """Every program that gets all rows right, as its level is computed; ends when nothing new can be built.

        Programs of other kinds than the goal's are computed only once a level of the goal needs them.
        """
        with np.errstate(all="ignore"):
            for cost in range(1, LARGEST_COST):
                yield from self._level(self.top, self.goal.kind, cost)
                if self._exhausted(cost):
                    return

    def _exhausted(self, cost: int) -> bool:
        """Whether no level after `cost` can hold anything, even with the dearest program as every argument."""
        if cost < self._widest():
            return False
        for kind in self.kinds:
            self._ensure(self.top, kind, cost)
        if cost < self._widest():
            return False
        for parameter in {t for p in self.instances for t in p.parameters if is_function(t)}:
            child = self.top.child(function_parts(parameter)[0])
            for kind in self.kinds:
                self._ensure(child, kind, cost)
        return cost >= self._widest()

    def _widest(self) -> int:
        """The cost of the dearest leaf, or of the dearest application of what is known, whichever is more."""
        contexts = [self.top, *self.top.children.values()]
        newest = max([0, *[c for context in contexts for bank in context.banks.values() for c in bank.costs[-1:]]])
        leaves = [self.grammar.leaf_cost(leaf) for context in contexts for leaf in self._leaves(context)]
        return max([0, *leaves, *[self._cost(p) + len(p.parameters) * newest for p in self.instances]])

    def _cost(self, primitive: Primitive) -> int:
        return self.grammar.cost(primitive.name, primitive.result)

    def _leaves(self, context: Context) -> list[Var | Const]:
        return [*context.variables, *self.dsl.constants]

    def _ensure(self, context: Context, kind: Kind, cost: int) -> None:
        """Complete one kind of a context up to this cost."""
        for level in range(context.done.get(kind, 0) + 1, cost + 1):
            for _ in self._level(context, kind, level):
                pass

    def _level(self, context: Context, kind: Kind, cost: int) -> Iterator[Found]:
        """All programs of one kind and cost in a context."""
        if context.parent is not None:
            self._import(context, context.parent, kind, cost)
        for leaf in self._leaves(context):
            if leaf.kind == kind and self.grammar.leaf_cost(leaf) == cost:
                column = context.env[leaf.name] if isinstance(leaf, Var) else pack(kind, [leaf.value] * context.rows)
                yield from self._keep(context, cost, leaf, each_row(column), None, [])
        for primitive in self.instances:
            if primitive.result == kind and not (primitive.function_places and context.depth >= MAX_DEPTH):
                yield from self._apply_all(context, cost, primitive)
        context.done[kind] = cost

    def _import(self, context: Context, parent: Context, kind: Kind, cost: int) -> None:
        """The parent's programs are programs here too, as parts of bodies."""
        self._ensure(parent, kind, cost)
        block = parent.bank(kind).level(cost)
        if block is None:
            return
        column = each(block.column, lambda array: array[:, context.parent_rows])
        mask = None if block.mask is None else block.mask[:, context.parent_rows]
        fresh = context.bank(kind).seen.add(row_hashes(column, mask))
        context.bank(kind).put(cost, Block(column, mask, block.nodes).pick(fresh))
        context.closed[kind, cost] = len(fresh)

    def _apply_all(self, context: Context, cost: int, primitive: Primitive) -> Iterator[Found]:
        """Every application of one primitive that costs exactly `cost`."""
        binders = [context.bound(function_parts(p)[0]) if is_function(p) else () for p in primitive.parameters]
        symbol = Operator(primitive, tuple(binders))
        waiting = Waiting(self._room(primitive, context.rows))
        for blocks in self._arguments(context, primitive, cost - self._cost(primitive)):
            for part in chunks(blocks, waiting.room):
                self.meter.check(self.nbytes)
                if not primitive.function_places:
                    yield from self._keep(context, cost, symbol, *crossed(self.forest, symbol, part, context.rows))
                elif waiting.add(part):
                    yield from self._run_waiting(context, cost, symbol, waiting)
        if waiting.count:
            yield from self._run_waiting(context, cost, symbol, waiting)

    def _run_waiting(self, context: Context, cost: int, symbol: Operator, waiting: Waiting) -> Iterator[Found]:
        applied = aligned(self.forest, symbol, waiting.join(), context.env, context.rows)
        yield from self._keep(context, cost, symbol, *applied)

    def _room(self, primitive: Primitive, rows: int) -> int:
        """How many applications are computed at once."""
        if primitive.kernel is None:
            return max(1, LIFTED_ELEMENTS // rows)
        if primitive.function_places:
            return max(1, BODY_ELEMENTS // (rows * max(1, self.forest.width // USUAL_WIDTH)))
        ranks = [ragged_rank(t) for t in (*primitive.parameters, primitive.result)]
        return max(1, BLOCK_ELEMENTS // (rows * int(self.forest.width ** max(ranks))))

    def _arguments(self, context: Context, primitive: Primitive, total: int) -> Iterator[list[Block]]:
        """The blocks of arguments whose costs add up to `total`, one block a parameter."""
        results = [function_parts(p)[1] if is_function(p) else p for p in primitive.parameters]
        places = sorted(range(len(results)), key=primitive.function_places.__contains__)  # values first: bodies need some
        for costs in compositions(total, [self.grammar.least_cost(kind) for kind in results]):
            blocks: dict[int, Block] = {}
            for place in places:
                block = self._argument(context, primitive.parameters[place], costs[place], total)
                if block is None:
                    break
                blocks[place] = block
            else:
                yield [blocks[place] for place in range(len(results))]

    def _argument(self, context: Context, parameter: Any, cost: int, total: int) -> Block | None:
        if is_function(parameter):
            return self._bodies(context, parameter, cost, total)
        self._ensure(context, parameter, cost)
        return context.bank(parameter).level(cost)

    def _bodies(self, context: Context, parameter: Any, cost: int, total: int) -> Block | None:
        """The bodies of this cost for a function argument: programs of a child context that use what it binds."""
        kinds, result = function_parts(parameter)
        if kinds not in context.children:  # the values that the bound variables take come from cheap programs out here
            for kind in self.kinds:
                if kind in kinds or (is_list(kind) and element_kind(kind) in kinds):
                    self._ensure(context, kind, total)
        child = context.child(kinds)
        self._ensure(child, result, cost)
        return child.open_level(result, cost)

    def _keep(
        self, context: Context, cost: int, symbol: Symbol, column: Column, mask: Mask, children: Sequence[np.ndarray]
    ) -> Iterator[Found]:
        """Store what is new in a context's bank; in the top context test it against the goal."""
        self.meter.candidates += shape(column)[0]
        column, mask, kept = _defined(symbol.kind, column, mask, everywhere=context.parent is None)
        if len(kept) == 0:
            return
        bank = context.bank(symbol.kind)
        fresh = bank.seen.add(row_hashes(column, mask))
        if len(fresh) == 0:
            return
        column, mask = take(column, fresh), None if mask is None else mask[fresh]
        nodes = self.forest.add(symbol, [child[kept[fresh]] for child in children], len(fresh))
        bank.put(cost, Block(column, mask, nodes))
        self.meter.unique += len(fresh)
        if context.parent is None and symbol.kind == self.goal.kind:
            yield from self._test(column, nodes)

    def _test(self, column: Column, nodes: np.ndarray) -> Iterator[Found]:
        for hit in self.goal.hits(column):
            if self.best is not None and hit.right <= self.best.right and hit.right < self.goal.rows:
                continue
            found = Found(self.forest.node(int(nodes[hit.position])), hit.right, hit.factor)
            if self.best is None or hit.right > self.best.right:
                self.best = found
            if hit.right == self.goal.rows:
                yield found


def _useful(dsl: DSL, goal: Kind) -> tuple[set[Kind], list[Primitive]]:
    """The kinds that can flow into a value of the goal's kind, and the primitives that make them."""
    kinds, waiting = {goal}, [goal]
    while waiting:
        kind = waiting.pop()
        needed = {k for p in dsl.instances if p.result == kind for t in p.parameters for k in value_kinds(t)}
        waiting += needed - kinds
        kinds |= needed
    return kinds, [p for p in dsl.instances if p.result in kinds]


def _defined(kind: Kind, column: Column, mask: Mask, everywhere: bool) -> tuple[Column, Mask, np.ndarray]:
    """Drop programs that are undefined (on some row if `everywhere`, else on all) and blank undefined values.

    Returns the column, the mask of those that are left, and their positions.
    """
    count = shape(column)[0]
    if mask is None:
        return column, None, np.arange(count)
    mask = np.broadcast_to(mask, shape(column))
    kept = np.flatnonzero(mask.all(axis=1) if everywhere else mask.any(axis=1))
    column, mask = take(column, kept), mask[kept]
    if everywhere or mask.all():
        return column, None, kept
    return select(mask, column, broadcast(blank(kind, (1, 1)), shape(column))), mask, kept

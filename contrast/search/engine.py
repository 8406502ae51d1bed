"""Bottom-up enumeration by cost, a level at a time, in every context at once."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from contrast.dsl import DSL, Grammar, Node, Primitive, Var
from contrast.dsl.batch import Mask, apply, both
from contrast.dsl.columns import Column, Ragged, blank, broadcast, each, pack, ragged_rank, reshape, select, shape, take
from contrast.dsl.dsl import symbol_name
from contrast.dsl.forest import Forest, Operator, Symbol
from contrast.dsl.plan import Closure, each_row
from contrast.dsl.program import Const
from contrast.dsl.types import function_parts, is_function
from contrast.search.bank import Block
from contrast.search.context import Context
from contrast.search.goal import Goal, Hit
from contrast.search.hashing import row_hashes
from contrast.search.limits import Meter, Spent
from contrast.values import Kind

BLOCK_ELEMENTS = 1 << 18
"""Values computed at once: large enough to hide numpy's call, small enough for the cache."""

BODY_ELEMENTS = 1 << 15
"""The same for primitives with function arguments, whose bodies need many arrays of that size at once."""

LIFTED_ELEMENTS = 1 << 14
"""The same for primitives without a kernel, so that the budget is looked at often enough."""

WIDTH_FACTOR = 2
"""A list may grow to this many times the longest list in the examples; a longer one is undefined in the search."""

MAX_DEPTH = 1
"""How deep lambdas may stand inside lambdas."""

LARGEST_COST = 400
"""The cost at which a space that adds nothing new is given up as exhausted."""


@dataclass(frozen=True)
class Found:
    """A program of the top context that gets `right` of the rows right."""

    node: Node
    right: int
    factor: float | None
    cost: int


class Engine:
    """Enumerates the programs of a DSL over example inputs, cheapest first, distinct on all rows."""

    def __init__(self, dsl: DSL, inputs: Sequence[Var], rows: Sequence[Sequence[Any]], goal: Goal, meter: Meter):
        self.dsl = dsl
        self.grammar = Grammar(dsl, [var.kind for var in inputs])
        self.goal = goal
        self.meter = meter
        columns = {var.name: pack(var.kind, [row[k] for row in rows]) for k, var in enumerate(inputs)}
        self.top = Context(inputs, columns, len(rows))
        self.best: Found | None = None
        lengths = [c.width for c in (*columns.values(), goal.wanted) if isinstance(c, Ragged)]
        self.forest = Forest(width=WIDTH_FACTOR * max([1, *lengths]))

    def levels(self) -> Iterator[Found]:
        """Every program that gets all rows right, as its level is computed; ends when nothing new can be built."""
        with np.errstate(all="ignore"):
            for cost in range(1, LARGEST_COST):
                yield from self._grow(self.top, cost)
                if self._exhausted(cost):
                    return

    def _exhausted(self, cost: int) -> bool:
        """Whether no level after `cost` can hold anything: the last new program is too cheap to be combined further."""
        contexts = [self.top, *self.top.children.values()]
        newest = max([0, *[c for context in contexts for bank in context.banks.values() for c in bank.costs[-1:]]])
        leaves = [self.grammar.cost(symbol_name(leaf), leaf.kind) for leaf in self._leaves(self.top)]
        widest = [self._cost(p) + len(p.parameters) * newest for p in self.dsl.instances]
        return cost >= max([0, *leaves, *widest])

    @property
    def nbytes(self) -> int:
        """Bytes of everything stored."""
        return self.top.nbytes + self.forest.nbytes

    def _cost(self, primitive: Primitive) -> int:
        return self.grammar.cost(primitive.name, primitive.result)

    def _ensure(self, context: Context, cost: int) -> None:
        """Complete a child context up to this cost."""
        for level in range(context.done + 1, cost + 1):
            for _ in self._grow(context, level):
                pass

    def _grow(self, context: Context, cost: int) -> Iterator[Found]:
        if context.parent is not None:
            self._import(context, cost)
        for leaf in self._leaves(context):
            if self.grammar.cost(symbol_name(leaf), leaf.kind) == cost:
                yield from self._add_leaf(context, cost, leaf)
        for primitive in self.dsl.instances:
            if primitive.function_places and context.depth >= MAX_DEPTH:
                continue
            yield from self._apply_all(context, cost, primitive)
        context.done = cost

    def _leaves(self, context: Context) -> list[Var | Const]:
        return [*context.variables, *self.dsl.constants]

    def _add_leaf(self, context: Context, cost: int, leaf: Var | Const) -> Iterator[Found]:
        column = context.env[leaf.name] if isinstance(leaf, Var) else pack(leaf.kind, [leaf.value] * context.rows)
        yield from self._keep(context, cost, leaf.kind, each_row(column), None, leaf, [])

    def _import(self, context: Context, cost: int) -> None:
        """The parent's programs are programs here too, as parts of bodies."""
        assert context.parent is not None
        for kind, bank in list(context.parent.banks.items()):
            block = bank.level(cost)
            if block is None:
                continue
            column = each(block.column, lambda array: array[:, context.parent_rows])
            mask = None if block.mask is None else block.mask[:, context.parent_rows]
            fresh = context.bank(kind).seen.add(row_hashes(column, _partial(mask)))
            context.bank(kind).put(cost, Block(take(column, fresh), None if mask is None else mask[fresh], block.nodes[fresh]))
            context.closed[kind, cost] = len(fresh)

    def _apply_all(self, context: Context, cost: int, primitive: Primitive) -> Iterator[Found]:
        """Every application of one primitive that costs exactly `cost`."""
        symbol = Operator(primitive, tuple(self._binders(context, p) for p in primitive.parameters))
        waiting = _Waiting(self._room(primitive, context.rows))
        for blocks in self._arguments(context, primitive, cost - self._cost(primitive)):
            for parts in _chunks([len(block) for block in blocks], waiting.room):
                self.meter.check(self.nbytes)
                if not primitive.function_places:
                    yield from self._apply_crossed(context, cost, symbol, blocks, parts)
                elif waiting.add(blocks, parts):
                    yield from self._apply_aligned(context, cost, symbol, waiting.join())
        if waiting.count:
            yield from self._apply_aligned(context, cost, symbol, waiting.join())

    def _room(self, primitive: Primitive, rows: int) -> int:
        """How many applications are computed at once."""
        if primitive.kernel is None:
            return max(1, LIFTED_ELEMENTS // rows)
        if primitive.function_places:
            return max(1, BODY_ELEMENTS // rows)
        return max(1, BLOCK_ELEMENTS // (rows * int(self.forest.width ** ragged_rank(primitive.result))))

    def _binders(self, context: Context, parameter: Any) -> tuple[Var, ...]:
        return context.bound(function_parts(parameter)[0]) if is_function(parameter) else ()

    def _arguments(self, context: Context, primitive: Primitive, total: int) -> Iterator[list[Block]]:
        """The blocks of arguments whose costs add up to `total`, one block a parameter."""
        parameters = primitive.parameters
        values = [set(context.bank(p).costs) if not is_function(p) else None for p in parameters]
        for costs in _compositions(total, values):
            blocks = [self._block(context, p, c) for p, c in zip(parameters, costs, strict=True)]
            if all(block is not None for block in blocks):
                yield [block for block in blocks if block is not None]

    def _block(self, context: Context, parameter: Any, cost: int) -> Block | None:
        if not is_function(parameter):
            return context.bank(parameter).level(cost)
        kinds, result = function_parts(parameter)
        child = context.child(kinds)
        self._ensure(child, cost)
        return child.open_level(result, cost)

    def _apply_crossed(
        self, context: Context, cost: int, symbol: Operator, blocks: Sequence[Block], parts: Sequence[slice]
    ) -> Iterator[Found]:
        """Every combination of first-order arguments, by broadcasting."""
        arity = len(blocks)
        args, masks, nodes = [], [], []
        for place, (block, part) in enumerate(zip(blocks, parts, strict=True)):
            picked = block.pick(part)
            axes = [1] * arity
            axes[place] = len(picked)
            args.append(reshape(picked.column, (*axes, context.rows)))
            masks.append(None if picked.mask is None else picked.mask.reshape(*axes, context.rows))
            nodes.append(picked.nodes.reshape(axes))
        counts = tuple(part.stop - part.start for part in parts)
        batch = (*counts, context.rows)
        column, mask = apply(symbol.primitive, args, batch, both(*masks), width=self.forest.width)
        total = int(np.prod(counts))
        column = reshape(column, (total, context.rows))
        mask = None if mask is None else np.broadcast_to(mask, batch).reshape(total, context.rows)
        children = [np.broadcast_to(n, counts).reshape(total) for n in nodes]
        yield from self._keep(context, cost, symbol.kind, column, mask, symbol, children)

    def _apply_aligned(self, context: Context, cost: int, symbol: Operator, blocks: Sequence[Block]) -> Iterator[Found]:
        """Applications some of whose arguments are functions: the k-th takes the k-th program of each block."""
        env = {name: each_row(column) for name, column in context.env.items()}
        args: list[Any] = []
        scalars = {}
        for place, block in enumerate(blocks):
            if symbol.binders[place]:
                args.append(Closure(self.forest, block.nodes, symbol.binders[place], env, (context.rows,)))
                scalars[place] = args[-1].scalar_at
            else:
                args.append(block.column)
        mask = both(*[block.mask for block, binders in zip(blocks, symbol.binders, strict=True) if not binders])
        batch = (len(blocks[0]), context.rows)
        column, mask = apply(symbol.primitive, args, batch, mask, scalars, self.forest.width)
        yield from self._keep(context, cost, symbol.kind, column, mask, symbol, [block.nodes for block in blocks])

    def _keep(
        self, context: Context, cost: int, kind: Kind, column: Column, mask: Mask, symbol: Symbol, children: Sequence[np.ndarray]
    ) -> Iterator[Found]:
        """Store what is new in a context's bank; in the top context test it against the goal."""
        self.meter.candidates += shape(column)[0]
        column, mask, kept = _defined(kind, column, mask, everywhere=context.parent is None)
        if len(kept) == 0:
            return
        bank = context.bank(kind)
        fresh = bank.seen.add(row_hashes(column, mask))
        if len(fresh) == 0:
            return
        column, mask = take(column, fresh), None if mask is None else mask[fresh]
        nodes = self.forest.add(symbol, [child[kept[fresh]] for child in children], len(fresh))
        bank.put(cost, Block(column, mask, nodes))
        self.meter.unique += len(fresh)
        if context.parent is None and kind == self.goal.kind:
            yield from self._test(cost, column, nodes)

    def _test(self, cost: int, column: Column, nodes: np.ndarray) -> Iterator[Found]:
        hit: Hit = self.goal.best(column)
        if self.best is not None and hit.right <= self.best.right and hit.right < self.goal.rows:
            return
        found = Found(self.forest.node(int(nodes[hit.position])), hit.right, hit.factor, cost)
        if self.best is None or hit.right > self.best.right:
            self.best = found
        if hit.right == self.goal.rows:
            yield found


class _Waiting:
    """Applications put aside until there are enough of them to be computed together."""

    def __init__(self, room: int):
        self.room = room
        self.count = 0
        self._picked: list[list[Block]] = []

    def add(self, blocks: Sequence[Block], parts: Sequence[slice]) -> bool:
        """Put aside every combination of these parts of the blocks; whether there are enough now."""
        ranges = [np.arange(len(block))[part] for block, part in zip(blocks, parts, strict=True)]
        indices = [index.ravel() for index in np.meshgrid(*ranges, indexing="ij")]
        self._picked.append([block.pick(index) for block, index in zip(blocks, indices, strict=True)])
        self.count += len(indices[0])
        return self.count >= self.room

    def join(self) -> list[Block]:
        """All of them, one block an argument; nothing waits any more."""
        joined = [Block.join(list(blocks)) for blocks in zip(*self._picked, strict=True)]
        self._picked, self.count = [], 0
        return joined


def _chunks(sizes: Sequence[int], room: int) -> Iterator[tuple[slice, ...]]:
    """Parts of the product of blocks of these sizes, each of at most `room` combinations."""
    widths: list[int] = []
    for size in reversed(sizes):
        widths.append(min(size, room))
        room = max(1, room // widths[-1])
    parts = [
        [slice(first, min(first + width, size)) for first in range(0, size, width)]
        for size, width in zip(sizes, reversed(widths), strict=True)
    ]
    return itertools.product(*parts)


def _compositions(total: int, allowed: Sequence[set[int] | None]) -> Iterator[tuple[int, ...]]:
    """The ways to write `total` as an ordered sum of positive numbers, each from its set (None: any number)."""
    if not allowed:
        if total == 0:
            yield ()
        return
    here = range(1, total - len(allowed) + 2)
    last = len(allowed) == 1
    for first in (total,) if last else here:
        if first >= 1 and (allowed[0] is None or first in allowed[0]):
            for others in _compositions(total - first, allowed[1:]):
                yield (first, *others)


def _partial(mask: Mask) -> Mask:
    """A mask that holds everywhere as None, so that equal values have equal hashes."""
    return None if mask is None or mask.all() else mask


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


__all__ = ["Engine", "Found", "Spent"]

"""Bottom-up enumeration by cost, a level at a time, in every context at once."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

import numpy as np

from contrast.dsl import DSL, Grammar, Primitive, Var
from contrast.dsl.batched.columns import Column, Ragged, each, pack, shape
from contrast.dsl.batched.effort import EFFORT
from contrast.dsl.batched.forest import Forest, Operator
from contrast.dsl.batched.plan import each_row
from contrast.dsl.batched.text import capacity, is_text
from contrast.dsl.program import Const
from contrast.dsl.types import function_parts, is_function, value_kinds
from contrast.search.enumeration.bank import Block
from contrast.search.enumeration.combine import Waiting, aligned, chunks, compositions, crossed
from contrast.search.enumeration.context import Context
from contrast.search.enumeration.hashing import row_hashes
from contrast.search.enumeration.keeping import LARGE, Keeper, New
from contrast.search.limits import Meter, Spent
from contrast.values import Kind, element_kind, is_list

BLOCK_ELEMENTS = 1 << 18
"""Values computed at once: large enough to hide numpy's call, small enough for the cache."""

LIFTED_ELEMENTS = 1 << 14
"""The same for primitives without a kernel, so that the budget is looked at often enough."""

FEW = 256
"""Fewer applications than this wait for more of the same primitive."""

WIDTH_FACTOR = 2
"""A list or text may grow to this many times the longest in the examples; a longer one is undefined in the search."""

MAX_DEPTH = 2
"""How many lambdas may stand inside one another; whatever uses no bound variable may stand anywhere."""

LARGEST_COST = 400
"""The cost from which a search is given up; every cheaper program has then been tried."""


CHECKS = 16
"""Looks at the budget for each time that the stored bytes are added up."""

Steps = Generator[New | None, None, None]
"""Enumeration in small steps: what is new in the top context, or None where the work was elsewhere."""


class Engine:
    """Enumerates the programs of a DSL over rows of inputs, cheapest first, distinct on all rows.

    columns: by input, a column of batch (rows,). `outputs`: what programs are to give, for the width of lists and texts.
    depth: how deep lambdas may be nested.
    """

    def __init__(
        self,
        dsl: DSL,
        grammar: Grammar,
        inputs: Sequence[Var],
        columns: Sequence[Column],
        outputs: Column,
        goal: Kind,
        meter: Meter,
        depth: int = MAX_DEPTH,
    ):
        self.dsl = dsl
        self.grammar = grammar
        self.goal = goal
        self.meter = meter
        self.max_depth = depth
        self.kinds, self.instances = _useful(dsl, goal)
        env = {var.name: column for var, column in zip(inputs, columns, strict=True)}
        self.top = Context(inputs, env, shape(outputs)[0])
        widths = [_width(column) for column in (*columns, outputs)]
        arity = max([1, *[len(p.parameters) for p in self.instances]])
        self.forest = Forest(width=WIDTH_FACTOR * max([1, *widths]), arity=arity)
        self._checks = self._stored = 0
        self.keeper = Keeper(meter, self.forest, goal, partial=any(p.chooses for p in self.instances))

    @property
    def complete(self) -> int:
        """All programs of this cost or less have been tried."""
        return self.top.done.get(self.goal, 0)

    @property
    def nbytes(self) -> int:
        """Bytes of everything stored."""
        return self.top.nbytes + self.forest.nbytes

    def check(self) -> None:
        """Raise `Spent` if nothing more may be tried. What is stored is added up now and then."""
        if self._checks % CHECKS == 0:
            self._stored = self.nbytes
        self._checks += 1
        self.meter.check(self._stored)

    def level(self, cost: int) -> Steps:
        """All programs of the goal's kind and this cost, and whatever they are made of.

        Programs of other kinds are computed only once a level of the goal needs them.
        """
        yield from self.ensure(self.top, self.goal, cost)

    def cost(self, primitive: Primitive) -> int:
        """What one application costs beside its arguments."""
        return self.grammar.cost(primitive.name, primitive.result)

    def leaves(self, context: Context) -> list[Var | Const]:
        """The variables and constants of a context."""
        return [*context.variables, *self.dsl.constants]

    def ensure(self, context: Context, kind: Kind, cost: int) -> Steps:
        """Complete one kind of a context up to this cost."""
        for level in range(context.done.get(kind, 0) + 1, cost + 1):
            yield from self._level(context, kind, level)

    def _level(self, context: Context, kind: Kind, cost: int) -> Steps:
        """All programs of one kind and cost in a context."""
        if context.parent is not None:
            yield from self.ensure(context.parent, kind, cost)
            self._import(context, context.parent, kind, cost)
        for leaf in self.leaves(context):
            if leaf.kind == kind and self.grammar.leaf_cost(leaf) == cost:
                column = context.env[leaf.name] if isinstance(leaf, Var) else pack(kind, [leaf.value] * context.rows)
                yield self.keeper.keep(context, cost, leaf, (each_row(column), None, []))
        for primitive in self.instances:
            if primitive.result == kind and not (primitive.function_places and context.depth >= self.max_depth):
                for new in self._apply_all(context, cost, primitive):
                    yield new
                    yield from self.keeper.alike()
                    self.keeper.forget()
        context.done[kind] = cost
        if not self.keeper.storing:
            raise Spent("out_of_memory")

    def _import(self, context: Context, parent: Context, kind: Kind, cost: int) -> None:
        """The parent's programs are programs here too, as parts of bodies."""
        block = self._joined(parent, kind, cost)
        if block is None:
            return
        mask = None if block.mask is None else block.mask[:, context.parent_rows]
        here = Block(each(block.values, lambda array: array[:, context.parent_rows]), mask, block.nodes)
        fresh = context.bank(kind).seen.add(row_hashes(here.column, mask))
        context.bank(kind).put(cost, here.pick(fresh))
        context.closed[kind, cost] = len(fresh)

    def _apply_all(self, context: Context, cost: int, primitive: Primitive) -> Steps:
        """Every application of one primitive that costs exactly `cost`."""
        binders = [context.bound(function_parts(p)[0]) if is_function(p) else () for p in primitive.parameters]
        symbol = Operator(primitive, tuple(binders))
        total = cost - self.cost(primitive)
        known = yield from self._known_costs(context, primitive, total)
        waiting = Waiting()
        for costs in compositions(total, known):
            if primitive.commutes and costs[0] > costs[1]:
                continue
            blocks = self._arguments(context, primitive, costs)
            room = self._room(primitive, blocks, context.rows)
            few = int(np.prod([len(block) for block in blocks])) <= min(FEW, room) or len(primitive.function_places) > 1
            if blocks and few:
                waiting.add(blocks)
                if waiting.count >= room:
                    yield self._apply(context, cost, symbol, waiting.join(), aligned)
                continue
            for part in chunks(blocks, room, half=primitive.commutes and costs[0] == costs[1]):
                yield self._apply(context, cost, symbol, part, crossed)
        if waiting.count:
            yield self._apply(context, cost, symbol, waiting.join(), aligned)

    def _apply(self, context: Context, cost: int, symbol: Operator, blocks: Sequence[Block], how: Any) -> New | None:
        self.check()
        before = EFFORT.total
        new = self.keeper.keep(context, cost, symbol, how(self.forest, symbol, blocks, context.env, context.rows))
        self.meter.toil += EFFORT.total - before
        return new

    def _room(self, primitive: Primitive, blocks: Sequence[Block], rows: int) -> int:
        """How many applications are computed at once."""
        if primitive.kernel is None:
            return max(1, LIFTED_ELEMENTS // rows)
        sizes = [_size(block.values) for block in blocks]
        if primitive.function_places and is_list(primitive.result):
            sizes.append(self.forest.width)
        return max(1, BLOCK_ELEMENTS // (rows * max([1, *sizes])))

    def _known_costs(self, context: Context, primitive: Primitive, total: int) -> Generator[New | None, None, list[list[int]]]:
        """For each parameter the costs at which there are arguments, as far as they can matter; those are computed first."""
        results = [function_parts(p)[1] if is_function(p) else p for p in primitive.parameters]
        least = [self.grammar.least_cost(kind) for kind in results]
        if sum(least) > total:
            return [[]]
        known: dict[int, list[int]] = {}
        places = sorted(range(len(least)), key=primitive.function_places.__contains__)  # values first: bodies need some
        for place in places:
            most = total - sum(least) + least[place]
            if most < 1:
                return [[]]
            parameter = primitive.parameters[place]
            if is_function(parameter):
                child = yield from self._child(context, function_parts(parameter)[0], total)
                yield from self.ensure(child, results[place], most)
                known[place] = [cost for cost in child.open_costs(results[place]) if cost <= most]
            else:
                yield from self.ensure(context, parameter, most)
                known[place] = [cost for cost in context.bank(parameter).costs if cost <= most]
            least[place] = min(known[place], default=total)  # how cheap they really are tells how dear the others may be
        return [known[place] for place in range(len(least))]

    def _arguments(self, context: Context, primitive: Primitive, costs: Sequence[int]) -> list[Block]:
        """One block of arguments a parameter, at costs that are known to have some."""
        blocks = []
        for parameter, cost in zip(primitive.parameters, costs, strict=True):
            if is_function(parameter):
                kinds, result = function_parts(parameter)
                block = context.child(kinds).open_level(result, cost)
            else:
                block = self._joined(context, parameter, cost)
            assert block is not None
            blocks.append(block)
        return blocks

    def _joined(self, context: Context, kind: Kind, cost: int) -> Block | None:
        """A level as one block; making one of a large level takes as much room as the level."""
        bank = context.bank(kind)
        if (joining := bank.joining(cost)) > LARGE:
            self.meter.reserve(joining)
        return bank.level(cost)

    def _child(self, context: Context, kinds: tuple[Kind, ...], total: int) -> Generator[New | None, None, Context]:
        """The context of the lambdas that bind these kinds."""
        if kinds not in context.children:  # the values that the bound variables take come from cheap programs out here
            for kind in self.kinds:
                if kind in kinds or (is_list(kind) and element_kind(kind) in kinds):
                    yield from self.ensure(context, kind, total)
        return context.child(kinds)


def _size(column: Column) -> int:
    """Numbers in one value of a column."""
    if isinstance(column, Ragged):
        return int(column.width**column.rank * max(1, column.values.dtype.itemsize // 8))
    return max(1, column.dtype.itemsize // 8)


def _width(column: Column) -> int:
    """The longest list, or text, of a column may have this size; of a grid, the list of its cells."""
    if isinstance(column, Ragged):
        return max(column.width, _width(column.values))
    if column.dtype == object:
        return max([1, *[value.size for value in column.flat if isinstance(value, np.ndarray)]])
    return capacity(column) if is_text(column) else 1


def _useful(dsl: DSL, goal: Kind) -> tuple[list[Kind], list[Primitive]]:
    """The kinds that can flow into a value of the goal's kind, and the primitives that make them."""
    kinds, waiting = [goal], [goal]
    while waiting:
        kind = waiting.pop()
        needed = dict.fromkeys(k for p in dsl.instances if p.result == kind for t in p.parameters for k in value_kinds(t))
        new = [k for k in needed if k not in kinds]
        waiting += new
        kinds += new
    return kinds, [p for p in dsl.instances if p.result in kinds]

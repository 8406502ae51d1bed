"""One goal on given rows: enumeration, and all that shortens it, side by side.

Programs are enumerated cheapest first; each new block is compared with the goal, kept as term and predicate for
conditionals, and looked up backwards. Schemes whose body can be deduced become quests of their own, which get as much work
as the enumeration itself, shared among them by cost.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from contrast.dsl import DSL, Apply, Grammar, Node, Primitive, Program, Var
from contrast.dsl.columns import Column, pack, take, unpack
from contrast.dsl.plan import each_row
from contrast.dsl.types import function_parts
from contrast.sampling import seeded
from contrast.search.backwards import NO_BOUND, Backwards
from contrast.search.bank import Block
from contrast.search.deduce import Deduction, Scheme
from contrast.search.engine import LARGEST_COST, MAX_DEPTH, Engine, New
from contrast.search.goal import Goal
from contrast.search.hashing import row_hashes
from contrast.search.limits import Meter
from contrast.search.reweight import Hit
from contrast.search.trace import Level
from contrast.search.unify import Leaf, Tree, Unifier
from contrast.values import Kind, same_value

MOST_PURSUITS = (8, 3, 0)
"""Schemes whose bodies are searched for at a time: for the goal itself, inside a body, inside a body's body."""

FIRST_EXAMPLES = 16
"""Examples of a body that its search works on at first."""

MOST_EXTRA = 48
"""Rows beside the examples on which bodies are told apart, if the examples do not suffice."""

SLACK = 2
"""Costs are whole numbers: a program that costs less than so much more than another may still have fewer bits."""

STEP_WORK = 2048
"""What a step counts beside the candidates that it tries."""

AGAIN = 1.5
"""The growth of the work after which what is known is put together again within a level."""

LOOKING = 0.5
"""The work of putting together, in candidates, against that of the enumeration."""


@dataclass(frozen=True)
class Fit:
    """A program that is right on all rows that count.  factor: the constant that it is to be multiplied by, if any."""

    node: Node
    cost: int
    factor: float | None = None


@dataclass
class Best:
    """The program that is right on most rows so far."""

    node: Node | None = None
    right: int = -1
    factor: float | None = None


@dataclass
class Setting:
    """What all quests of one search share. `hits`: by the rows that they are right on, programs; None if nobody asks."""

    dsl: DSL
    grammar: Grammar
    meter: Meter
    tolerance: float = 0.0
    steps: int = 0
    hits: dict[bytes, Hit] | None = None
    stored: list[Engine] = field(default_factory=list)

    @property
    def work(self) -> int:
        """What has been done so far, in candidates: those tried, and the steps, which cost something themselves."""
        return self.meter.candidates + STEP_WORK * self.steps

    @property
    def nbytes(self) -> int:
        return sum(engine.nbytes for engine in self.stored)


class Quest:
    """The search for programs over `inputs` that give `outputs`, all of one kind.

    columns: by input, batch (examples,).  rows: the examples that programs are enumerated on; what fits those is tried on
    all.  care: which of the examples count (the others only tell programs apart).
    """

    def __init__(
        self,
        setting: Setting,
        inputs: Sequence[Var],
        columns: Sequence[Column],
        kind: Kind,
        outputs: Sequence[Any],
        rows: np.ndarray,
        care: np.ndarray | None = None,
        depth: int = MAX_DEPTH,
    ):
        self.setting = setting
        self.inputs = tuple(inputs)
        self.columns = list(columns)
        self.outputs = list(outputs)
        self.rows = rows
        self.care = np.ones(len(self.outputs), bool) if care is None else care
        wanted = [self.outputs[row] for row in rows]
        self.goal = Goal(kind, wanted, setting.tolerance, setting.dsl.free_factor and depth == MAX_DEPTH, self.care[rows])
        here = [take(column, rows) for column in columns]
        self.engine = Engine(setting.dsl, setting.grammar, inputs, here, self.goal.wanted, kind, setting.meter, depth)
        if setting.tolerance == 0 and self.goal.care.all() and not self.goal.free_factor:
            self.engine.wanted = int(row_hashes(each_row(self.goal.wanted))[0])
        setting.stored.append(self.engine)
        self.best = Best()
        self.bound = NO_BOUND
        self.bits = math.inf
        self._backwards = Backwards(self.engine, self.goal)
        counting = np.flatnonzero(self.care)
        told = [take(column, counting) for column in columns]
        self._deduction = Deduction(self.engine, told, kind, [self.outputs[row] for row in counting])
        self._choices = [p for p in self.engine.instances if p.chooses and p.result == kind]
        costs = [setting.grammar.cost(p.name, p.result) for p in self._choices]
        self._unifiers = [Unifier(self.goal.rows, cost, self._check) for cost in costs]
        self.levels: list[Level] = []
        self._looked_at = 0
        self._pursuits: list[_Pursuit] = []
        self._own_work = self._their_work = 0

    def _check(self) -> None:
        self.setting.meter.check(self.setting.nbytes)

    @property
    def complete(self) -> int:
        """No program of this cost or less fits, apart from those that were found."""
        return self.engine.complete

    def steps(self) -> Iterator[Fit | None]:
        """Fitting programs, each of fewer bits than those before it, and None after every piece of work."""
        before = self.setting.work
        for event in self._enumeration():
            self.setting.steps += 1
            self._own_work += self.setting.work - before
            if event is None:
                yield None
            else:
                yield from self._accept(event)
            while self._their_work < self._own_work and self._pursuits:
                yield from self._pursue()
            before = self.setting.work
        while self._pursuits:
            yield from self._pursue()

    def _accept(self, fit: Fit) -> Iterator[Fit]:
        bits = self._bits(fit)
        if bits < self.bits:
            self.bits = bits
            self.bound = self._backwards.bound = min(self.bound, fit.cost + SLACK)
            for pursuit in self._pursuits:
                pursuit.quest.bound = min(pursuit.quest.bound, self.bound - pursuit.scheme.cost)
            yield fit

    def _bits(self, fit: Fit) -> float:
        return self.setting.grammar.bits(fit.node) + (0.0 if fit.factor is None else self._factor_cost())

    def go_on(self, bound: int) -> None:
        """Forget the programs that were found: they were wrong elsewhere."""
        self.bits, self.bound, self._backwards.bound = math.inf, bound, bound

    def _enumeration(self) -> Iterator[Fit | None]:
        for cost in range(1, LARGEST_COST):
            if cost >= self.bound:
                return
            before = self.setting.meter.copy()
            try:
                for new in self.engine.level(cost):
                    yield from self._observe(new)
                yield from self._reflect(cost)
            finally:
                self.levels.append(self._level(cost, before))
            exhausted = yield from self._exhausted(cost)
            if exhausted:
                return

    def _level(self, cost: int, before: Meter) -> Level:
        """What has been done since `before`, all that went on beside the level included."""
        now = self.setting.meter
        tried, defined, unique = now.candidates - before.candidates, now.defined - before.defined, now.unique - before.unique
        seconds = now.seconds - before.seconds
        return Level(cost, tried, unique, defined - unique, tried - defined, self.setting.nbytes, seconds)

    def _exhausted(self, cost: int) -> Any:
        """Whether the space holds nothing more."""
        steps = self.engine.exhausted(cost)
        while True:
            try:
                new = next(steps)
            except StopIteration as done:
                return done.value
            yield from self._observe(new)

    def _observe(self, new: New | None) -> Iterator[Fit | None]:
        """Compare what is new with the goal; the rest of its uses can wait for more."""
        yield None
        if new is None:
            return
        if new.kind == self.goal.kind:
            yield from self._compare(new)
        for choice, unifier in zip(self._choices, self._unifiers, strict=True):
            if choice.parameters[0] == new.kind and new.stored:
                unifier.add_predicates(*_holding(choice, new.block), new.cost)
        if self._own_work > AGAIN * self._looked_at:
            yield from self._look_back()

    def _look_back(self) -> Iterator[Fit]:
        """Put together what is known: conditionals, and the last step backwards."""
        if self._backwards.work + sum(unifier.work for unifier in self._unifiers) > LOOKING * self._own_work:
            return
        self._looked_at = self._own_work
        yield from self._conditionals()
        for reached in self._backwards.look():
            yield Fit(reached.node, reached.cost)

    def _compare(self, new: New) -> Iterator[Fit]:
        right = self.goal.matches(new.block)
        count = right.sum(axis=1)
        factors = None
        if self.goal.free_factor:
            scaled, factors = self.goal.scaled(new.block)
            better = scaled.sum(axis=1) > count
            count = np.where(better, scaled.sum(axis=1), count)
        top = int(count.argmax())
        if count[top] > self.best.right:
            factor = None if factors is None or not better[top] else float(factors[top])
            self.best = Best(self.engine.forest.node(int(new.block.nodes[top])), int(count[top]), factor)
        for k in np.flatnonzero(count == self.goal.rows):
            node = self.engine.forest.node(int(new.block.nodes[k]))
            if factors is not None and better[k]:
                yield Fit(node, new.cost + self._factor_cost(), float(factors[k]))
            else:
                yield Fit(node, new.cost)
        if new.stored:
            for unifier in self._unifiers:
                unifier.add_terms(right, new.block.nodes, new.cost)
            if self.setting.hits is not None and self.engine.max_depth == MAX_DEPTH:
                self._note_hits(right, new)

    def _note_hits(self, right: np.ndarray, new: New) -> None:
        """Keep the cheapest program that is right on each set of rows."""
        for k in np.flatnonzero(right.any(axis=1)):
            key = np.packbits(right[k]).tobytes()
            if self.setting.hits is not None and key not in self.setting.hits:
                self.setting.hits[key] = Hit(self.engine.forest.node(int(new.block.nodes[k])), float(right[k].mean()))

    def _factor_cost(self) -> int:
        from contrast.dsl.dsl import FREE_CONSTANT_BITS

        return round(FREE_CONSTANT_BITS) + self.setting.grammar.cost("mul", float)

    def _reflect(self, cost: int) -> Iterator[Fit | None]:
        """What can be done each time a level is complete."""
        for choice in self._choices:
            for new in self.engine.ensure(self.engine.top, choice.parameters[0], cost):
                yield from self._observe(new)
        yield from self._look_back()
        room = MOST_PURSUITS[MAX_DEPTH - self.engine.max_depth] - len(self._pursuits)
        if room > 0:
            schemes = itertools.islice(self._deduction.schemes(cost), room)
            self._pursuits += [_Pursuit(self, scheme) for scheme in schemes if scheme.cost < self.bound]
        yield None

    def _conditionals(self) -> Iterator[Fit]:
        for choice, unifier in zip(self._choices, self._unifiers, strict=True):
            tree = unifier.solve(self.bound)
            if tree is not None:
                yield Fit(self._tree_node(choice, tree), tree.cost)

    def _tree_node(self, choice: Any, tree: Tree) -> Node:
        if isinstance(tree, Leaf):
            return self.engine.forest.node(tree.node)
        predicate = self.engine.forest.node(tree.predicate)
        return Apply(choice, (predicate, self._tree_node(choice, tree.yes), self._tree_node(choice, tree.no)))

    def _pursue(self) -> Iterator[Fit | None]:
        """A step of the scheme that has had least of its share."""
        pursuit = min(self._pursuits, key=_Pursuit.progress)
        before = self.setting.work
        event = next(pursuit.steps, pursuit)
        spent = self.setting.work - before
        pursuit.work += spent
        self._their_work += spent
        if isinstance(event, _Pursuit):
            self._pursuits.remove(pursuit)
            return
        if event is None:
            yield None
            return
        node = pursuit.scheme.node(event.node)
        if self._right(node):
            yield from self._accept(Fit(node, pursuit.scheme.cost + event.cost))
        else:
            pursuit.fail(self)

    def _right(self, node: Node) -> bool:
        """Whether a program is right on all examples that count."""
        answers = Program(self.inputs, node).predict(self._plain_rows)
        return all(
            same_value(answer, wanted, self.setting.tolerance)
            for answer, wanted, counts in zip(answers, self.outputs, self.care, strict=True)
            if counts
        )

    @cached_property
    def _plain_rows(self) -> list[tuple[Any, ...]]:
        return list(zip(*[unpack(column) for column in self.columns], strict=True)) or [()] * len(self.outputs)


def _holding(choice: Primitive, block: Block) -> tuple[np.ndarray, np.ndarray]:
    """Where each program of a block, as the condition of a choice, takes the second argument; and their nodes."""
    holds = np.asarray(choice.condition(block.column), bool)
    if block.mask is None:
        return holds, block.nodes
    whole = block.mask.all(axis=1)
    return holds[whole], block.nodes[whole]


class _Pursuit:
    """A scheme, and the quest for its body, on few of its examples as long as those suffice."""

    def __init__(self, outer: Quest, scheme: Scheme):
        self.scheme = scheme
        self.work = self.failures = 0
        self.examples = FIRST_EXAMPLES
        self.extra = 0
        self._begin(outer)

    def _begin(self, outer: Quest) -> None:
        scheme = self.scheme
        rows = np.array([row for row, _, _ in scheme.examples])
        params = [values for _, values, _ in scheme.examples]
        results = [result for _, _, result in scheme.examples]
        rng = seeded("body", self.examples, self.extra)
        chosen = np.sort(rng.permutation(len(results))[: self.examples])
        if self.extra:  # values in new combinations tell bodies apart that the examples do not
            first, second = rng.integers(len(results), size=(2, self.extra))
            chosen = np.concatenate([chosen, len(results) + np.arange(self.extra)])
            params += [(params[a][0], *params[b][1:]) for a, b in zip(first, second, strict=True)]
            results, rows = results + [results[a] for a in first], np.concatenate([rows, rows[first]])
        columns = [take(column, rows) for column in outer.columns]
        columns += [pack(var.kind, [values[k] for values in params]) for k, var in enumerate(scheme.params)]
        (place,) = scheme.primitive.function_places
        kind = function_parts(scheme.primitive.parameters[place])[1]
        care = np.arange(len(results)) < len(scheme.examples)
        depth = outer.engine.max_depth - 1
        self.quest = Quest(outer.setting, (*outer.inputs, *scheme.params), columns, kind, results, chosen, care, depth)
        self.quest.bound = outer.bound - scheme.cost
        self.steps = self.quest.steps()

    def progress(self) -> float:
        """The work so far; the dearer the scheme and the oftener it failed, the more it counts."""
        return float((self.work + STEP_WORK) * 2 ** (self.scheme.cost / 2 + self.failures))

    def fail(self, outer: Quest) -> None:
        """A body that does what was deduced was wrong all the same: look at more examples, then tell more bodies apart."""
        self.failures += 1
        if self.examples < len(self.scheme.examples):
            self.examples *= 2
        elif self.extra < MOST_EXTRA:
            self.extra += MOST_EXTRA // 2
        else:
            self.quest.go_on(outer.bound - self.scheme.cost)
            return
        outer.setting.stored.remove(self.quest.engine)
        self._begin(outer)

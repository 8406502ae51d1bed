"""One goal on given rows: enumeration, and all that shortens it, side by side.

Programs are enumerated cheapest first; each new block is compared with the goal, kept as term and predicate for
conditionals, and looked up backwards. Schemes whose body can be deduced become quests of their own, which get as much work
as the enumeration itself, shared among them by cost.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from contrast.dsl import Node, Program, Var
from contrast.dsl.batched.columns import Column, take, unpack
from contrast.dsl.batched.plan import each_row
from contrast.search.enumeration.engine import LARGEST_COST, MAX_DEPTH, Engine
from contrast.search.enumeration.exhaustion import exhausted
from contrast.search.enumeration.hashing import row_hashes
from contrast.search.enumeration.keeping import New
from contrast.search.fit import STEP_WORK, Fit
from contrast.search.goal import Goal
from contrast.search.judge import Judge
from contrast.search.limits import Meter
from contrast.search.setting import Setting
from contrast.search.strategies.backwards import NO_BOUND, Backwards
from contrast.search.strategies.conditionals.choices import Choices
from contrast.search.strategies.conditionals.parts import PartPursuit
from contrast.search.strategies.pursuit import Pursuit, Service
from contrast.search.strategies.schemes.bodies import BodyPursuit
from contrast.search.strategies.schemes.schemes import Schemes
from contrast.search.trace import Level
from contrast.values import Kind, same_value

MOST_BODIES = (32, 32, 16, 0)
"""Schemes whose bodies are searched for at a time: for the goal itself, in its pursuits, in theirs."""

MOST_PARTS = (8, 8, 0, 0)
"""Parts of the rows for which terms are searched for at a time, likewise."""

BODIES_SHARE, PARTS_SHARE = 1.0, 0.5
"""The work that bodies and parts may take, against that on the goal itself."""

DEDUCING_SHARE = 0.5
"""The work of making schemes, likewise."""

ANSWER_WORK = 4
"""The work of trying a program on an example, in candidates."""

PARTS_AFTER = 50_000
"""The work that is done on all rows before any is done on parts, and the least that a part may take."""

PART_QUOTA = 0.05
"""The work that a part may take, against what has been done on all rows when it is begun."""

FREE_LOOKING = 5_000
"""The work of putting together that the goal itself may have in any case."""

SLACK = 2
"""Costs are whole numbers: a program that costs less than so much more than another may still have fewer bits."""

AGAIN = 1.5
"""The growth of the work after which what is known is put together again within a level."""

LOOKING = 0.5
"""The work of putting together, in candidates, against that of the enumeration."""


class Quest:
    """The search for programs over `inputs` that give `outputs`, all of one kind.

    columns: by input, batch (examples,).  rows: the examples that programs are enumerated on; what fits those is tried on
    all.  care: which of the examples count (the others only tell programs apart).  depth: how deep lambdas may be
    nested.  nesting: how many quests this one serves.
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
        nesting: int = 0,
    ):
        self.setting = setting
        self.inputs = tuple(inputs)
        self.columns = list(columns)
        self.outputs = list(outputs)
        self.rows = rows
        self.care = np.ones(len(self.outputs), bool) if care is None else care
        wanted = [self.outputs[row] for row in rows]
        self.goal = Goal(kind, wanted, setting.tolerance, self.care[rows])
        here = [take(column, rows) for column in columns]
        self.engine = Engine(setting.dsl, setting.grammar, inputs, here, self.goal.wanted, kind, setting.meter, depth)
        if setting.tolerance == 0 and self.goal.care.all():
            self.engine.keeper.wanted = int(row_hashes(each_row(self.goal.wanted))[0])
        setting.stored.append(self.engine)
        self._telling = math.ceil(self.goal.bits) if len(rows) < np.count_nonzero(self.care) else NO_BOUND
        self.judge = Judge(self.engine, self.goal, setting.hits if nesting == 0 else None)
        self.bound = NO_BOUND
        self.bits = math.inf
        self._backwards = Backwards(self.engine, self.goal)
        counting = np.flatnonzero(self.care)
        self._schemes = Schemes(self.engine, self.goal, self._backwards, self.columns, self.outputs, counting, nesting == 0)
        self.choices = Choices(self.engine, self.goal.rows)
        self.nesting = nesting
        self.levels: list[Level] = []
        self.gave_up = False
        self._deducing = 0.0
        self._trying = counting.tolist()
        self._looked_at = 0.0
        self._bodies = Service(MOST_BODIES[nesting], BODIES_SHARE)
        self._parts = Service(MOST_PARTS[nesting], PARTS_SHARE)
        self._services = (self._bodies, self._parts)
        self._own_work = 0.0

    def serving(
        self,
        inputs: Sequence[Var],
        columns: Sequence[Column],
        kind: Kind,
        outputs: Sequence[Any],
        rows: np.ndarray,
        care: np.ndarray,
        depth: int,
    ) -> Quest:
        """A quest in the service of this one."""
        return Quest(self.setting, inputs, columns, kind, outputs, rows, care, depth, self.nesting + 1)

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
            yield from (None,) if event is None else self._accept(event)
            if self._bodies.most:
                for event in self._deduce():
                    yield from (None,) if event is None else self._accept(event)
            for service in self._services:
                while service.pursuits and service.work < service.share * self._own_work:
                    yield from self._pursue(service)
            before = self.setting.work
        while self._bodies.pursuits:
            yield from self._pursue(self._bodies)

    def _accept(self, fit: Fit) -> Iterator[Fit]:
        bits = self._bits(fit)
        if bits < self.bits:
            self.bits = bits
            self.lower(fit.cost + SLACK)
            yield fit

    def lower(self, bound: int) -> None:
        """Nothing that costs so much is wanted any more."""
        self.bound = self._backwards.bound = min(self.bound, bound)
        for pursuit in (pursuit for service in self._services for pursuit in service.pursuits):
            pursuit.quest.lower(self.bound - pursuit.cost)

    def leave(self) -> None:
        """Give back what this quest, and those in its service, hold."""
        self.setting.stored.remove(self.engine)
        for pursuit in (pursuit for service in self._services for pursuit in service.pursuits):
            pursuit.quest.leave()

    def _bits(self, fit: Fit) -> float:
        return self.setting.grammar.bits(fit.node)

    def go_on(self, bound: int, bits: float = math.inf) -> None:
        """Forget the programs that were found, since they were wrong elsewhere, but for what was known before them."""
        self.bits, self.bound, self._backwards.bound = bits, bound, bound

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
                if self.nesting == 0:
                    self.levels.append(self._level(cost, before))
            finished = yield from self._exhausted(cost)
            if finished:
                return
        self.gave_up = True

    def _level(self, cost: int, before: Meter) -> Level:
        """What has been done since `before`, all that went on beside the level included."""
        now = self.setting.meter
        tried, defined, unique = now.candidates - before.candidates, now.defined - before.defined, now.unique - before.unique
        seconds = now.seconds - before.seconds
        return Level(cost, tried, unique, defined - unique, tried - defined, self.setting.nbytes, seconds)

    def _exhausted(self, cost: int) -> Any:
        """Whether the space holds nothing more."""
        steps = exhausted(self.engine, cost)
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
            right, fits = self.judge.compare(new)
            yield from fits
            if new.stored:
                self.choices.add_terms(right, new.block.nodes, new.cost)
        if new.stored:
            self.choices.add_predicates(new)
        if self._own_work > AGAIN * self._looked_at:
            yield from self._look_back()

    def _look_back(self) -> Iterator[Fit]:
        """Put together what is known: conditionals, and the last step backwards."""
        free = FREE_LOOKING if self.nesting == 0 else 0
        if self._backwards.work + self.choices.work > free + LOOKING * self._own_work:
            return
        self._looked_at = self._own_work
        yield from self.conditionals()
        for reached in self._backwards.look():
            yield Fit(reached.node, reached.cost)

    def _reflect(self, cost: int) -> Iterator[Fit | None]:
        """What can be done each time a level is complete."""
        for choice in self.choices.primitives:
            for new in self.engine.ensure(self.engine.top, choice.parameters[0], cost):
                yield from self._observe(new)
        yield from self._look_back()
        self._take_up_parts()
        yield None

    def _deduce(self) -> Iterator[Fit | None]:
        """Make schemes, as far as their share of the work goes, and begin with the bodies of those whose turn has come."""
        while self._deducing < DEDUCING_SHARE * self._own_work:
            if (level := self._schemes.level) is None or level >= self.bound:
                break
            before = self.setting.work
            for new in self._schemes.more():
                yield from self._observe(new)
            self._deducing += STEP_WORK + self.setting.work - before
        while self._schemes.waiting and self._bodies.is_due(self._schemes.least):
            if self._bodies.room <= 0 and not self._give_way(self._schemes.least):
                break
            scheme = self._schemes.take()
            if scheme.cost < self.bound:
                self._bodies.pursuits.append(BodyPursuit(self, scheme))

    def _give_way(self, handicap: float) -> bool:
        """End the pursuit of the body with the largest handicap, if that is more than another's; its turn may come again."""
        last = max(self._bodies.pursuits, key=lambda pursuit: pursuit.handicap)
        if last.handicap <= handicap or not isinstance(last, BodyPursuit):
            return False
        self._end(last, self._bodies)
        self._schemes.keep(last.scheme)
        return True

    def _take_up_parts(self) -> None:
        """Begin with parts of the rows, as long as there is room; each may have a share of the work done so far."""
        if self._own_work > PARTS_AFTER and self._parts.room > 0:
            quota = max(PARTS_AFTER, int(PART_QUOTA * self._own_work))
            least = self.setting.grammar.least_cost(self.goal.kind)
            parts = [part for part in self.choices.parts(self._parts.room) if part.cost + least < self.bound]
            self._parts.pursuits += [PartPursuit(self, part, quota) for part in parts]

    def conditionals(self) -> Iterator[Fit]:
        """Trees of what is known. While there are rows beside those worked on, a tree as long as the outputs tells nothing of
        them: some tree fits any rows."""
        for node, cost in self.choices.trees(min(self.bound, self._telling)):
            yield Fit(node, cost)

    def _pursue(self, service: Service) -> Iterator[Fit | None]:
        """A step of the pursuit that has had least of its share."""
        pursuit = service.next()
        before, found, ended = self.setting.work, None, False
        try:
            found = next(pursuit.steps)
        except StopIteration:
            ended = True
        spent = self.setting.work - before
        pursuit.work += spent
        service.work += spent
        if ended:
            self._end(pursuit, service)
        if found is None:
            yield None
        else:
            for fit in pursuit.use(found, self):
                yield from self._accept(fit)

    def _end(self, pursuit: Pursuit, service: Service) -> None:
        """Leave a pursuit that has come to its end. That counts as a step, or those that end at once would follow without end."""
        service.pursuits.remove(pursuit)
        pursuit.quest.leave()
        service.work += STEP_WORK
        if service is self._parts:
            self._take_up_parts()

    def is_right(self, node: Node) -> bool:
        """Whether a program is right on all examples that count. The example that refuted one is the first to be tried next."""
        program = Program(self.inputs, node)
        for place, row in enumerate(self._trying):
            self.setting.meter.toil += ANSWER_WORK
            if not same_value(program.answer(self._plain_rows[row]), self.outputs[row], self.setting.tolerance):
                self._trying.insert(0, self._trying.pop(place))
                return False
        return True

    def answers(self, node: Node) -> list[Any]:
        """A program's values on all examples, None where it has none."""
        self.setting.meter.toil += ANSWER_WORK * len(self.outputs)
        return Program(self.inputs, node).predict(self._plain_rows)

    @cached_property
    def _plain_rows(self) -> list[tuple[Any, ...]]:
        return list(zip(*[unpack(column) for column in self.columns], strict=True)) or [()] * len(self.outputs)

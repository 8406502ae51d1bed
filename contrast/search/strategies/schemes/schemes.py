"""The schemes of one quest: for what it is after, and for what is looked for on the way back from that."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from contrast.dsl.batched.columns import Column, unpack
from contrast.search.enumeration.engine import Engine
from contrast.search.enumeration.keeping import New
from contrast.search.goal import Goal
from contrast.search.strategies.backwards import Backwards, Target
from contrast.search.strategies.schemes.deduce import Deduction
from contrast.search.strategies.schemes.scheme import Scheme
from contrast.search.strategies.schemes.selections import Selections
from contrast.values import Kind, plain

TELLING_ROWS = 64
"""Rows that tell of what is looked for on the way back from the goal."""


LEVEL_WORK = 32
"""The work of going a level up where there is nothing to enumerate, in candidates."""


class Stream:
    """Schemes of one sort, level by level.  deductions: what tells them, as far as they can at the time."""

    def __init__(self, engine: Engine, deductions: Callable[[], Sequence[Deduction | Selections]]):
        self.engine = engine
        self.level = 0
        self.work = 0.0
        self._deductions = deductions
        self._coming: Iterator[Scheme | None] | None = None

    @property
    def is_open(self) -> bool:
        """Whether there may be more, now."""
        return self._coming is not None or any(deduction.reach > self.level for deduction in self._deductions())

    def more(self) -> Iterator[Scheme | New | None]:
        """The next scheme, or what is enumerated on the way a level up."""
        before = self.engine.meter.work
        if self._coming is None:
            self.level += 1
            self.work += LEVEL_WORK
            yield from self._go_up()
        else:
            try:
                yield next(self._coming)
            except StopIteration:
                self._coming = None
        self.work += self.engine.meter.work - before

    def _go_up(self) -> Iterator[New | None]:
        told: list[Iterator[Scheme | None]] = []
        for deduction in self._deductions():
            for kind, most in deduction.needs(self.level):
                yield from self.engine.ensure(self.engine.top, kind, most)
            told.append(deduction.up_to(self.level))
        self._coming = itertools.chain(*told)


class Schemes:
    """Makes schemes, the cheapest first, and keeps those whose bodies nobody searches for yet.

    columns: by input, its values.  outputs: what programs are to give.  rows: those that count.  steps: whether the goal may be
    had by schemes that repeat their bodies.
    """

    def __init__(
        self,
        engine: Engine,
        goal: Goal,
        backwards: Backwards,
        columns: Sequence[Column],
        outputs: Sequence[Any],
        rows: np.ndarray,
        steps: bool,
    ):
        self.engine = engine
        self.goal = goal
        self.backwards = backwards
        self.columns = columns
        self.outputs = outputs
        self.rows = rows
        self.inputs = [repr(plain(values)) for values in zip(*map(unpack, columns), strict=True)]
        self._deductions: dict[tuple[Kind, int], Deduction] = {}
        self._streams = [Stream(engine, self._at_once)]
        if steps:
            repeating = self._deduction(Target.of(goal), rows, repeats=True)
            selections = Selections(engine, columns, outputs, rows, self.inputs)
            self._streams += [Stream(engine, lambda: [repeating]), Stream(engine, lambda: [selections])]
        self._put_off = 0.0
        self._waiting: list[tuple[float, int, Scheme]] = []
        self._count = itertools.count()

    @property
    def level(self) -> int | None:
        """The cost that the schemes have come to; None if there are no more to tell, for now."""
        return min((stream.level for stream in self._streams if stream.is_open), default=None)

    def more(self) -> Iterator[New | None]:
        """Look at one more choice of arguments, or go a level up; what is enumerated for that comes along. All sorts have the
        same work: schemes told by most rows, those that repeat their bodies, and those that were put off."""
        stream = min((stream for stream in self._streams if stream.is_open), key=lambda stream: stream.work, default=None)
        late = next((deduction for deduction in self._deductions.values() if deduction.later), None)
        if late is not None and (stream is None or self._put_off < stream.work):
            before = self.engine.meter.work
            self.keep(next(late.put_off()))
            self._put_off += self.engine.meter.work - before
            return
        for found in () if stream is None else stream.more():
            if isinstance(found, Scheme):
                self.keep(found)
            else:
                yield found

    def keep(self, scheme: Scheme | None) -> None:
        """Let a scheme wait, if it is one."""
        if scheme is not None:
            heapq.heappush(self._waiting, (scheme.handicap, next(self._count), scheme))

    def _at_once(self) -> list[Deduction]:
        """For the goal and all that is looked for on the way back from it."""
        targets = {(target.kind, target.hash): target for target in (Target.of(self.goal), *self.backwards.targets)}
        for key, target in targets.items():
            if key not in self._deductions:
                count = min(len(self.rows), TELLING_ROWS) if target.steps else len(self.rows)
                some = self.rows[np.linspace(0, len(self.rows) - 1, count).astype(int)]
                self._deductions[key] = self._deduction(target, some, repeats=False)
        return list(self._deductions.values())

    def _deduction(self, target: Target, rows: np.ndarray, repeats: bool) -> Deduction:
        care = np.flatnonzero(self.goal.care)
        return Deduction(self.engine, self.columns, self.outputs, rows, target, care, repeats, self.inputs)

    @property
    def waiting(self) -> bool:
        """Whether there is a next scheme."""
        return bool(self._waiting)

    @property
    def least(self) -> float:
        """The handicap of the next scheme."""
        return self._waiting[0][0]

    def take(self) -> Scheme:
        """The next scheme."""
        return heapq.heappop(self._waiting)[2]

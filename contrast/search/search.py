"""Program search on given examples: enumerate on a few rows, try what fits on all of them, and learn from failures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from contrast.dsl import DSL, Apply, Const, Program, Var
from contrast.search.engine import Engine, Found
from contrast.search.goal import Goal
from contrast.search.limits import Meter, Spent
from contrast.solver import Budget
from contrast.task import Example
from contrast.values import plain, same_value

WORKING_ROWS = 8
"""Examples that the bank's rows are made of at first; the others wait as counter-examples."""

NEW_ROWS = 4
"""How many of the rows that a wrong program fails on join the working rows at once."""


@dataclass
class Outcome:
    """What a search came to.

    program: the cheapest that fits all examples, else the one that fits most of them (then `fits` is False), else None.
    reason: why it stopped: found, exhausted, out_of_time, out_of_candidates, out_of_memory, interrupted.
    exhausted_cost: no program of this cost or less fits, within the space that is searched: lists at most twice as long as
    the examples', no lambda inside a lambda that uses what the outer one binds, bodies told apart on sampled values (the
    factor of a free constant costs nothing here). wrong_fits: programs that fitted the working rows only.
    """

    program: Program | None = None
    fits: bool = False
    reason: str = "exhausted"
    exhausted_cost: int = 0
    candidates: int = 0
    unique: int = 0
    wrong_fits: int = 0
    working_rows: int = 0
    core_seconds: float = 0.0
    peak_bytes: int = 0

    def __str__(self) -> str:
        what = "no program" if self.program is None else str(self.program)
        fit = "" if self.fits else " (does not fit all examples)"
        return f"{what}{fit}: {self.reason}, {self.candidates:,} candidates, {self.core_seconds:.2f} core-seconds"


class Search:
    """One search; `programs()` yields every program that fits all examples, cheapest first, until the budget is spent.

    Why it ended, and the best program so far, stand in `outcome` at any time.
    """

    def __init__(
        self,
        inputs: Sequence[Var],
        examples: Sequence[Example],
        dsl: DSL,
        kind: Any,
        budget: Budget,
        tolerance: float = 0.0,
        working_rows: int = WORKING_ROWS,
    ):
        self.inputs = tuple(inputs)
        self.examples = list(examples)
        self.dsl = dsl
        self.kind = kind
        self.tolerance = tolerance
        self.meter = Meter(budget)
        self.outcome = Outcome()
        self._right = -1
        self._rows = _middling_rows(self.examples, working_rows)
        self._finished = False

    def programs(self) -> Iterator[Program]:
        """Fitting programs. Ends when the space or the budget is used up; `outcome.reason` tells which."""
        try:
            while not self._finished:
                yield from self._on_rows()
        except Spent as spent:
            self.outcome.reason = spent.reason
        except MemoryError:
            self.outcome.reason = "out_of_memory"
        except KeyboardInterrupt:
            self.outcome.reason = "interrupted"
        self._account()

    def _on_rows(self) -> Iterator[Program]:
        """Search on the working rows. When a program fits those but not all, some that it fails on join them."""
        rows = [self.examples[k] for k in self._rows]
        goal = Goal(self.kind, [row.output for row in rows], self.tolerance, self.dsl.free_factor)
        engine = Engine(self.dsl, self.inputs, [row.inputs for row in rows], goal, self.meter)
        try:
            for found in engine.levels():
                failed = self._consider(found)
                self._account(engine)
                if failed:
                    self.outcome.wrong_fits += 1
                    unseen = [row for row in failed if row not in self._rows]
                    if not unseen:  # kernel and meaning round differently at the edge of the tolerance: go on
                        continue
                    self._rows += unseen[:NEW_ROWS]
                    return
                self.outcome.fits, self.outcome.reason = True, "found"
                yield self._program(found)
        finally:
            self.outcome.exhausted_cost = engine.complete
            if engine.best is not None and not self.outcome.fits:
                self._consider(engine.best)
            self._account(engine)
        self._finished = True

    def _consider(self, found: Found) -> list[int]:
        """Try a program on all examples, remember it if it is the best so far; the rows that it gets wrong."""
        program = self._program(found)
        answers = program.predict([example.inputs for example in self.examples])
        wrong = [
            k
            for k, (answer, example) in enumerate(zip(answers, self.examples, strict=True))
            if not same_value(answer, example.output, self.tolerance)
        ]
        right = len(self.examples) - len(wrong)
        if right > self._right:
            self._right, self.outcome.program = right, program
        return wrong

    def _program(self, found: Found) -> Program:
        if found.factor is None:
            return Program(self.inputs, found.node)
        product = next(p for p in self.dsl.instances if p.name == "mul" and p.result is float)
        return Program(self.inputs, Apply(product, (Const.of(found.factor, float), found.node)))

    def _account(self, engine: Engine | None = None) -> None:
        self.outcome.candidates = self.meter.candidates
        self.outcome.unique = self.meter.unique
        self.outcome.core_seconds = self.meter.clock.seconds
        self.outcome.working_rows = len(self._rows)
        if engine is not None:
            self.outcome.peak_bytes = max(self.outcome.peak_bytes, engine.nbytes)


def _middling_rows(examples: Sequence[Example], count: int) -> list[int]:
    """Rows to begin with: of middling size: small ones tell little apart, large ones cost more to compute."""
    order = sorted(range(len(examples)), key=lambda row: len(str(plain(examples[row].inputs))))
    first = min(len(order) // 4, max(0, len(order) - count))
    pool = order[first : max(first + count, 3 * len(order) // 4)]
    return [pool[k] for k in np.unique(np.linspace(0, len(pool) - 1, min(count, len(pool))).astype(int))]


def search(
    inputs: Sequence[Var],
    examples: Sequence[Example],
    dsl: DSL,
    kind: Any,
    budget: Budget,
    tolerance: float = 0.0,
    working_rows: int = WORKING_ROWS,
) -> Outcome:
    """Search until a program fits all examples, or the budget is spent."""
    run = Search(inputs, examples, dsl, kind, budget, tolerance, working_rows)
    next(run.programs(), None)
    return run.outcome

"""Searching for a program that meets a formula at given points, where a point may have several right outputs."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator, Sequence
from typing import Any

import numpy as np

from contrast.dsl import Grammar, Node, Program
from contrast.dsl.batched.columns import Column, blank, broadcast, pack, shape, take
from contrast.dsl.program import Var, replaced
from contrast.search.enumeration.bank import Block
from contrast.search.enumeration.engine import LARGEST_COST, Engine
from contrast.search.enumeration.exhaustion import exhausted
from contrast.search.enumeration.keeping import New
from contrast.search.limits import Meter, ending
from contrast.search.outcome import Outcome
from contrast.solver import Budget
from contrast.sygus.grammar.composite import columns_of
from contrast.sygus.logical import Assignment, calls, point
from contrast.sygus.problem import SygusProblem

Steps = Generator[New | None, None, Any]
"""Pieces of the engine's work, with what each found."""

PATIENCE = 1_000_000
"""Candidates that are tried for a cheaper program after one that fits."""


class SpecificationGoal:
    """What meets the formulas under given assignments.

    points: the distinct inputs at which the assignments ask for the function; they are the rows of the search.
    """

    def __init__(self, problem: SygusProblem, assignments: Sequence[Assignment]):
        self._calls = calls(problem)
        slots: dict[Node, Node] = {call: Var(_slot(k), call.kind) for k, call in enumerate(self._calls)}
        self._formulas: list[Node] = [replaced(formula, slots) for formula in problem.specification.formulas]
        asked = [[point(call, assignment) for call in self._calls] for assignment in assignments]
        self.points = list(dict.fromkeys(inputs for row in asked for inputs in row))
        places = {inputs: k for k, inputs in enumerate(self.points)}
        self._at = np.array([[places[inputs] for inputs in row] for row in asked]).reshape(len(asked), len(self._calls))
        self._values = {
            var.name: pack(var.kind, [assignment[var.name] for assignment in assignments])
            for var in problem.specification.variables
        }

    def met(self, block: Block) -> np.ndarray:
        """Under which assignments each program of a block meets the formulas: (programs, assignments)."""
        env = dict(self._values)
        for k in range(len(self._calls)):
            env[_slot(k)] = take_rows(block.column, self._at[:, k])
        held = np.ones((shape(block.column)[0], len(self._at)), bool)
        for formula in self._formulas:
            column, mask = columns_of(formula, env)
            assert isinstance(column, np.ndarray)
            held &= np.broadcast_to(column, held.shape)
            held &= True if mask is None else np.broadcast_to(mask, held.shape)
        if block.mask is not None:
            held &= block.mask[:, self._at].all(axis=2)
        return held


def take_rows(column: Column, rows: np.ndarray) -> Column:
    """The column, of batch (programs, points), at some of its points."""
    return take(broadcast(column, shape(column)), (slice(None), rows))


def _slot(k: int) -> str:
    """The name of the variable that stands for the k-th application; no file has such a name."""
    return f"the application {k}"


class SpecificationSearch:
    """One search; `programs()` yields programs that meet the specification under the given assignments, each cheaper than
    the one before. Why it ended stands in `outcome`.

    Raises `Undefined` where an application's arguments are undefined under an assignment.
    """

    def __init__(self, problem: SygusProblem, assignments: Sequence[Assignment], budget: Budget):
        self.problem = problem
        self.assignments = list(assignments)
        self.goal = SpecificationGoal(problem, assignments)
        self.meter = Meter(budget)
        self.outcome = Outcome(working_rows=len(self.goal.points))
        self._cheapest = LARGEST_COST

    def programs(self) -> Iterator[Program]:
        """Ends when the space or the budget is used up, and when it has gone on for `PATIENCE` candidates after a program."""
        limit = math.inf
        with ending(self.outcome), np.errstate(all="ignore"):
            for program in self._fitting():
                if program is not None:
                    limit = self.meter.candidates + PATIENCE
                    self._account(program)
                    yield program
                if self.meter.candidates >= limit:
                    break
        self._account(None)

    def _fitting(self) -> Iterator[Program | None]:
        """Programs that meet the formulas, each cheaper than the one before, and None after every piece of work."""
        engine = self._engine()
        for cost in range(1, LARGEST_COST):
            yield from self._tested(engine, engine.level(cost))
            finished = yield from self._tested(engine, exhausted(engine, cost))
            self.outcome.exhausted_cost = engine.complete
            if finished or cost >= self._cheapest:
                return

    def _tested(self, engine: Engine, steps: Steps) -> Generator[Program | None, None, bool]:
        """The first that fits in each new block, if it is cheaper than all before; then what the steps return."""
        while True:
            try:
                new = next(steps)
            except StopIteration as done:
                return bool(done.value)
            yield None
            if new is not None and new.kind == self.problem.kind and new.cost < self._cheapest:
                hits = np.flatnonzero(self.goal.met(new.block).all(axis=1))
                programs = (Program(self.problem.inputs, engine.forest.node(int(new.block.nodes[k]))) for k in hits)
                if program := next(filter(self._meets, programs), None):
                    self._cheapest = new.cost
                    yield program

    def _engine(self) -> Engine:
        problem, points = self.problem, self.goal.points
        grammar = Grammar(problem.dsl, [var.kind for var in problem.inputs])
        columns = [pack(var.kind, [given[k] for given in points]) for k, var in enumerate(problem.inputs)]
        return Engine(
            problem.dsl, grammar, problem.inputs, columns, blank(problem.kind, (len(points),)), problem.kind, self.meter
        )

    def _meets(self, program: Program) -> bool:
        """Whether it meets the formulas by its scalar meaning, which decides."""
        return all(map(self.problem.check(program), self.assignments))

    def _account(self, program: Program | None) -> None:
        if program is not None:
            self.outcome.program, self.outcome.fits, self.outcome.reason = program, True, "found"
        self.outcome.candidates, self.outcome.unique = self.meter.candidates, self.meter.unique
        self.outcome.core_seconds, self.outcome.peak_bytes = self.meter.clock.seconds, self.meter.peak_bytes

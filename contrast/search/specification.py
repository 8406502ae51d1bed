"""Searching for a program that meets a formula at given points, where a point may have several right outputs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from contrast.dsl import Grammar, Node, Program
from contrast.dsl.columns import Column, blank, broadcast, pack, shape, take
from contrast.dsl.program import Apply, Var
from contrast.search.bank import Block
from contrast.search.goal import Goal
from contrast.search.limits import Meter, Spent
from contrast.search.quest import Quest, Setting
from contrast.search.search import LEAST_PATIENCE, Outcome
from contrast.solver import Budget
from contrast.sygus.grammar.composite import columns_of
from contrast.sygus.logical import Assignment, calls, point
from contrast.sygus.problem import SygusProblem


class SpecificationGoal(Goal):
    """Right at a point is what meets the formula under every assignment that asks for this point.

    points: the distinct inputs at which the assignments ask for the function; they are the rows of the search.
    No output is wanted, so nothing can be looked up backwards or deduced.
    """

    def __init__(self, problem: SygusProblem, assignments: Sequence[Assignment]):
        self._calls = calls(problem)
        slots = {call: Var(_slot(k), call.kind) for k, call in enumerate(self._calls)}
        self._formulas: list[Node] = [_replaced(formula, slots) for formula in problem.specification.formulas]
        asked = [[point(call, assignment) for call in self._calls] for assignment in assignments]
        self.points = list(dict.fromkeys(inputs for row in asked for inputs in row))
        places = {inputs: k for k, inputs in enumerate(self.points)}
        self._at = np.array([[places[inputs] for inputs in row] for row in asked]).reshape(len(asked), len(self._calls))
        self._values = {
            var.name: pack(var.kind, [assignment[var.name] for assignment in assignments])
            for var in problem.specification.variables
        }
        rows = len(self.points)
        super().__init__(problem.kind, blank(problem.kind, (rows,)), care=np.zeros(rows, bool))

    def matches(self, block: Block) -> np.ndarray:
        """Which programs of a block are right at which points: (programs, points)."""
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
        right = np.ones((held.shape[0], self.rows), bool)
        for k in range(len(self._calls)):
            for assignment, place in enumerate(self._at[:, k]):
                right[:, place] &= held[:, assignment]
        return right


def take_rows(column: Column, rows: np.ndarray) -> Column:
    """The column, of batch (programs, points), at some of its points."""
    return take(broadcast(column, shape(column)), (slice(None), rows))


def _slot(k: int) -> str:
    """The name of the variable that stands for the k-th application; no file has such a name."""
    return f"the application {k}"


def _replaced(node: Any, slots: Mapping[Apply, Var]) -> Any:
    if not isinstance(node, Apply):
        return node
    return slots.get(node) or Apply(node.primitive, tuple(_replaced(part, slots) for part in node.args))


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
        self.outcome = Outcome(working_rows=self.goal.rows)

    def programs(self) -> Iterator[Program]:
        """Ends when the space or the budget is used up, and when it has gone on for `LEAST_PATIENCE` after a program."""
        limit = math.inf
        try:
            with np.errstate(all="ignore"):
                quest = self._quest()
                for fit in quest.steps():
                    self.outcome.exhausted_cost = quest.complete
                    if fit is not None and self._meets(program := Program(self.problem.inputs, fit.node)):
                        limit = self.meter.candidates + LEAST_PATIENCE
                        self._account(program)
                        yield program
                    if self.meter.candidates >= limit:
                        break
        except Spent as spent:
            self.outcome.reason = spent.reason
        except MemoryError:
            self.outcome.reason = "out_of_memory"
        except KeyboardInterrupt:
            self.outcome.reason = "interrupted"
        self._account(None)

    def _quest(self) -> Quest:
        inputs, points = self.problem.inputs, self.goal.points
        grammar = Grammar(self.problem.dsl, [var.kind for var in inputs])
        columns = [pack(var.kind, [given[k] for given in points]) for k, var in enumerate(inputs)]
        return Quest(Setting(self.problem.dsl, grammar, self.meter), inputs, columns, self.goal)

    def _meets(self, program: Program) -> bool:
        """Whether it meets the formulas by its scalar meaning: a tree of terms that are each right somewhere may not."""
        return all(map(self.problem.check(program), self.assignments))

    def _account(self, program: Program | None) -> None:
        if program is not None:
            self.outcome.program, self.outcome.fits, self.outcome.reason = program, True, "found"
        self.outcome.candidates, self.outcome.unique = self.meter.candidates, self.meter.unique
        self.outcome.core_seconds, self.outcome.peak_bytes = self.meter.clock.seconds, self.meter.peak_bytes

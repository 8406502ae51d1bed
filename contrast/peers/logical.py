"""Problems whose specification is a formula: our search proposes programs from examples, cvc5 says where they break it.

The loop is counter-example guided inductive synthesis (Solar-Lezama et al. 2006). At each point cvc5 says whether the
formula leaves one output only; if so the point is an ordinary example, and the search is the one that all tasks have.
Where a counter-example has several right outputs, the search looks for programs that meet the formula at the points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from contrast.dsl import Program
from contrast.errors import BadProblem
from contrast.peers.checker import Checker, Stopped
from contrast.peers.cvc5 import ENDLESS
from contrast.peers.draws import Draws
from contrast.peers.session import Session
from contrast.search.outcome import Outcome
from contrast.search.search import Search
from contrast.search.specification import SpecificationSearch
from contrast.solver import Budget, Stopwatch
from contrast.sygus.logical import Assignment
from contrast.sygus.printing import define_fun
from contrast.sygus.problem import SygusProblem
from contrast.task import Example

FIRST_DRAWS = 192
"""Assignments tried before there is a program; those whose outputs are not forced are dropped."""

WORKING_ROWS = 64
"""Examples that the search works on at first: decision trees over few rows say little."""

FREE_DRAWS = 12
"""How many of them a program must meet where the outputs are not forced."""

NEAR_DRAWS = 96
"""Assignments near a counter-example that are tried with it: each may force an output that the next programs need."""


def solve(problem: SygusProblem, budget: Budget) -> Outcome:
    """The program that meets a logical specification for all integers, strings or bit-vectors, found within the budget.

    `fits` means proved by cvc5. `wrong_fits` counts the programs that it refuted. The core-seconds are those of the search
    and of cvc5's checks. Raises `MissingPeer` without cvc5, `BadProblem` for a problem given by examples, and
    `Unsupported` for a function applied to its own values.
    """
    if problem.by_example:
        raise BadProblem(f"{problem.name} is given by examples; use contrast.search.search")
    with Session(budget.bytes) as session:
        return _Loop(problem, budget, Checker(problem, session)).run()


class _Loop:
    def __init__(self, problem: SygusProblem, budget: Budget, checker: Checker):
        self.problem = problem
        self.budget = budget
        self.checker = checker
        self.clock = Stopwatch()
        self.total = Outcome(reason="out_of_time")
        self.examples: list[Example] = []
        self.assignments: list[Assignment] = []
        self.draws = Draws(problem)
        self.forcing = True

    @property
    def spent(self) -> float:
        return self.clock.seconds + self.checker.core_seconds

    @property
    def left(self) -> float:
        """Core-seconds that are left. Raises `Stopped` if there are none."""
        left = ENDLESS if self.budget.seconds is None else self.budget.seconds - self.spent
        if left <= 0:
            raise Stopped("out_of_time")
        return left

    def run(self) -> Outcome:
        """Propose, check, learn, until a program is proved and no cheaper one is found, or the budget is spent."""
        try:
            first = [drawn for drawn in self.draws.first(FIRST_DRAWS) if self.checker.points(drawn)]
            self.assignments += first[:FREE_DRAWS]
            self._learn(first)
            while self._round():
                pass
        except Stopped as stopped:
            self.total.reason = stopped.reason
        except KeyboardInterrupt:
            self.total.reason = "interrupted"
        if self.total.fits and self.total.reason != "interrupted":
            self.total.reason = "found"
        self.total.core_seconds = self.spent
        return self.total

    def _round(self) -> bool:
        """Check the programs that are right on what is known so far, until one is refuted; whether another round is due."""
        search = self._search(replace(self.budget, seconds=self.left, candidates=self._candidates()))
        due = False
        try:
            for program in search.programs():
                wrong = self.checker.counter_example(define_fun(self.problem, program), self.left)
                if wrong is None:
                    self.total.fits, self.total.found_seconds = True, self.spent
                if wrong is None or not self.total.fits:
                    self.total.program = program
                if wrong is not None:
                    self.total.wrong_fits += 1
                    due = not self.total.fits
                    if due:
                        self._refuted(program, wrong)
                    break
        finally:
            self._account(search.outcome)
        return due

    def _account(self, outcome: Outcome) -> None:
        self.total.candidates += outcome.candidates
        self.total.unique += outcome.unique
        self.total.peak_bytes = max(self.total.peak_bytes, outcome.peak_bytes)
        self.total.working_rows = outcome.working_rows
        self.total.exhausted_cost = outcome.exhausted_cost
        self.total.reason = outcome.reason

    def _candidates(self) -> int | None:
        limit = self.budget.candidates
        if limit is not None and limit <= self.total.candidates:
            raise Stopped("out_of_candidates")
        return None if limit is None else limit - self.total.candidates

    def _search(self, budget: Budget) -> Search | SpecificationSearch:
        problem = self.problem
        if self.forcing and self.examples:
            return Search(problem.inputs, self.examples, problem.dsl, problem.kind, budget, working_rows=WORKING_ROWS)
        return SpecificationSearch(problem, self.assignments, budget)

    def _refuted(self, program: Program, wrong: Assignment) -> None:
        """Take the counter-example in, and what lies near it."""
        if not self.checker.points(wrong):
            raise Stopped("out_of_range")
        before = len(self.examples)
        self.assignments.append(wrong)
        self._learn([wrong, *self.draws.near(wrong, NEAR_DRAWS)])
        new = self.examples[before:]
        if program.predict([example.inputs for example in new]) == [example.output for example in new]:
            self.forcing = False

    def _learn(self, assignments: Sequence[Assignment]) -> None:
        """Add the examples that the specification forces under these assignments."""
        known: set[tuple[Any, ...]] = {example.inputs for example in self.examples}
        found = self.checker.forced(assignments, self.left)
        self.examples += [example for example in found if example.inputs not in known]

"""Program search on given examples: enumerate on a few rows, try what fits on all of them, and learn from failures."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator, Sequence
from typing import Any

import numpy as np

from contrast.dsl import DSL, Grammar, Program, Var
from contrast.dsl.batched.columns import pack
from contrast.sampling import seeded
from contrast.search.fit import Fit
from contrast.search.goal import literal_bits
from contrast.search.limits import Meter, ending
from contrast.search.outcome import Outcome
from contrast.search.quest import SLACK, Quest
from contrast.search.setting import Setting
from contrast.search.strategies.backwards import NO_BOUND
from contrast.search.strategies.reweight import reweighted
from contrast.solver import Budget
from contrast.task import Example
from contrast.values import Graph, plain, same_value

PATIENCE = 1.0
"""How much longer a search goes on for a cheaper program than the last one took, in work."""

LEAST_PATIENCE = 500_000
"""The work, in candidates, that goes into a search for a cheaper program in any case."""

WORKING_ROWS, GRAPH_ROWS = 8, 4
"""Examples that the bank's rows are made of at first; the others wait as counter-examples. A graph holds many numbers, so
that fewer tell as much: the dearest law of `scripts/bench_laws.py graphs` came in three quarters of the time."""

ENOUGH_BITS = 64
"""Bits of output that the rows hold together at first, if there are so many: eight truth values would fit nearly any program,
and conditionals (`Quest.conditionals`) are known by nothing else."""

FIRST_ROUND = 300_000
"""The work of the first round, where symbols are re-weighted."""

DOUBTFUL = 4.0
"""Patience is this many times as long while the program is no shorter than a list of the outputs."""


class Search:
    """One search; `programs()` yields programs that fit all examples, each of fewer bits than the one before.

    `reweight`: symbols of partly right programs become likelier from round to round (`strategies/reweight.py`); costs and
    certificates are then those of the last round's weights.

    It goes on until no cheaper one can be, the budget is spent, or patience is: `patience` times the work that the last
    program took (at least `LEAST_PATIENCE`; `DOUBTFUL` times as long while the program is no shorter than its outputs).
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
        working_rows: int | None = None,
        patience: float = PATIENCE,
        reweight: bool = False,
    ):
        self.inputs = tuple(inputs)
        self.examples = list(examples)
        self.dsl = dsl.narrowed([*[var.kind for var in inputs], kind])
        self.kind = kind
        self.tolerance = tolerance
        self.patience = patience
        self.grammar = Grammar(self.dsl, [var.kind for var in inputs])
        self.meter = Meter(budget)
        self._setting = Setting(self.dsl, self.grammar, self.meter, tolerance, hits={} if reweight else None)
        self._round: float = FIRST_ROUND if reweight else math.inf
        self.outcome = Outcome()
        self._right = -1
        self._bound, self._bits = NO_BOUND, math.inf
        self._limit: float = math.inf
        self._output_bits = sum(literal_bits(plain(example.output)) for example in self.examples)
        self._rows = _middling_rows(self.examples, self._usual_rows() if working_rows is None else working_rows)

    def _usual_rows(self) -> int:
        """How many rows to begin with."""
        least = GRAPH_ROWS if any(var.kind is Graph for var in self.inputs) else WORKING_ROWS
        return max(least, math.ceil(ENOUGH_BITS * len(self.examples) / max(1.0, self._output_bits)))

    def programs(self) -> Iterator[Program]:
        """Fitting programs. Ends when the space or the budget is used up; `outcome.reason` tells which."""
        with ending(self.outcome), np.errstate(all="ignore"):
            finished = False
            while not finished:
                finished = yield from self._on_rows()
        self._account()

    def _on_rows(self) -> Generator[Program, None, bool]:
        """Search on the working rows; whether it came to an end.

        When a program fits those but not all, some that it fails on join them, and the search begins again.
        """
        quest = self._quest()
        try:
            for fit in quest.steps():
                if fit is not None:
                    failed = self._consider(fit)
                    unseen = [row for row in failed if row not in self._rows]
                    self.outcome.wrong_fits += bool(failed)
                    if unseen:
                        self._add_rows(unseen)
                        return False
                    if failed:  # on rows that it seemed right on: kernels round and wrap otherwise than meanings
                        quest.go_on(self._bound, self._bits)
                    else:
                        self._note(fit, quest.bits, self._setting.work)
                        yield self._program(fit)
                elif self._setting.work >= self._limit:
                    return True
                elif self._setting.work >= self._round and not self.outcome.fits:
                    self._learn()
                    return False
            self.outcome.cheapest = self.outcome.fits and not quest.gave_up
            self.outcome.reason = "out_of_costs" if quest.gave_up else "exhausted"
            return True
        finally:
            self.outcome.exhausted_cost = quest.complete
            self.outcome.levels = quest.levels
            if quest.judge.best.node is not None and not self.outcome.fits:
                self._consider(Fit(quest.judge.best.node, 0))
            self._account()

    def _add_rows(self, failed: Sequence[int]) -> None:
        """Twice the working rows: those that a program failed on first, then others."""
        others = [row for row in range(len(self.examples)) if row not in self._rows and row not in failed]
        others = [others[k] for k in seeded("rows", len(self._rows)).permutation(len(others))]
        self._rows += [*failed, *others][: len(self._rows)]

    def _learn(self) -> None:
        """Make the symbols of programs that are right on some rows likelier, for a round of twice the work."""
        assert self._setting.hits is not None
        learnt = reweighted(self.dsl, self.grammar, self._setting.hits.values())
        self._setting.dsl, self._setting.grammar = learnt, Grammar(learnt, [var.kind for var in self.inputs])
        self._round += 2 * self._round

    def _quest(self) -> Quest:
        columns = [pack(var.kind, [example.inputs[k] for example in self.examples]) for k, var in enumerate(self.inputs)]
        outputs = [example.output for example in self.examples]
        self._setting.stored.clear()
        quest = Quest(self._setting, self.inputs, columns, self.kind, outputs, np.array(self._rows))
        quest.lower(self._bound)
        quest.bits = self._bits
        return quest

    def _note(self, fit: Fit, bits: float, work: float) -> None:
        """Remember a program that fits all examples."""
        self._bound, self._bits = fit.cost + SLACK, bits
        patience = self.patience * (1.0 if fit.cost < self._output_bits else DOUBTFUL)
        self._limit = work + patience * max(LEAST_PATIENCE, work)
        self.outcome.fits, self.outcome.program = True, self._program(fit)
        self.outcome.found_seconds = self.meter.clock.seconds

    def _consider(self, fit: Fit) -> list[int]:
        """Try a program on all examples, remember it if it is the best so far; the rows that it gets wrong."""
        program = self._program(fit)
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

    def _program(self, fit: Fit) -> Program:
        return Program(self.inputs, fit.node)

    def _account(self) -> None:
        self.outcome.candidates = self.meter.candidates
        self.outcome.unique = self.meter.unique
        self.outcome.core_seconds = self.meter.clock.seconds
        self.outcome.working_rows = len(self._rows)
        self.outcome.peak_bytes = self.meter.peak_bytes


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
    working_rows: int | None = None,
    patience: float = PATIENCE,
    reweight: bool = False,
) -> Outcome:
    """Search as `Search` does, to the end."""
    run = Search(inputs, examples, dsl, kind, budget, tolerance, working_rows, patience, reweight)
    for _ in run.programs():
        pass
    return run.outcome

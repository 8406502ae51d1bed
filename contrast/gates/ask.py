"""The trials that the gates need, run where the results file lacks them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from contrast.catalog import load_solver, load_task, solver_for
from contrast.errors import BadValue
from contrast.gates.verdict import Verdict, verdict
from contrast.solver import Budget
from contrast.study.result import GATES
from contrast.study.run import Event, Summary, run
from contrast.study.storage.store import Store
from contrast.study.trial import Trial, learns_from_stream

COUNTS = (8, 32, 128, 512, 2048, 8192)
"""The example counts of the data gate."""

MORE = 4
"""The learnable gate asks again at so many times the budget before it calls a failure one."""


@dataclass(frozen=True)
class Question:
    """Why nets fail on a task. net: a solver reference; `net` is the architecture that fits."""

    task: str
    net: str
    budget: Budget
    seeds: int = 3
    counts: tuple[int, ...] = COUNTS

    @classmethod
    def of(cls, task: str, net: str, budget: Budget, seeds: int, counts: Sequence[int]) -> Question:
        """Checked. Raises `BadValue` for a solver that is no net, or without seeds or counts."""
        solver = solver_for(net, load_task(task))
        if not learns_from_stream(load_solver(solver)) or solver.startswith("witness"):
            raise BadValue(f"the gates are for trained nets, and {net!r} is none; name nets, such as --solvers net,lstm")
        if seeds < 1 or not counts:
            raise BadValue("the gates need at least one seed and one example count; give --seeds 1 --examples 32, or more")
        return cls(task, solver, budget, seeds, tuple(sorted(set(counts))))

    @property
    def first(self) -> list[Trial]:
        """The witness, fresh data at the budget, and each N."""
        trials = [Trial(self.task, "witness", "unlimited", None, 0, self.budget)]
        for seed in range(self.seeds):
            trials.append(self._unlimited(seed, self.budget))
            trials += [Trial(self.task, self.net, "fixed", count, seed, self.budget) for count in self.counts]
        return trials

    @property
    def again(self) -> list[Trial]:
        """Fresh data at MORE times the budget."""
        return [self._unlimited(seed, self.budget.times(MORE)) for seed in range(self.seeds)]

    def _unlimited(self, seed: int, budget: Budget) -> Trial:
        return Trial(self.task, self.net, "unlimited", None, seed, budget)

    def answer(self, store: Store) -> Verdict:
        """The verdict that the stored rows give."""
        rows = [row for row in store.rows() if row["task"] == self.task]
        return verdict(rows, self.task, self.net, self.budget, MORE)


def ask(
    questions: Sequence[Question],
    store: Store,
    workers: int = 1,
    executor_factory: Callable[[], Executor] | None = None,
    on_event: Callable[[Event], None] | None = None,
) -> tuple[list[Verdict], Summary]:
    """Run what is missing, and answer each question. Only nets that do not learn within the budget are asked again with more.

    Rows that no comparison asked for are stored as the gates' own, so that tables leave them out.
    """
    summary = run([t for q in questions for t in q.first], store, workers, executor_factory, on_event, purpose=GATES)
    if not summary.interrupted:
        slow = [trial for question in questions if question.answer(store).slow for trial in question.again]
        if slow:
            summary = run(slow, store, workers, executor_factory, on_event, purpose=GATES)
    return [question.answer(store) for question in questions], summary

"""Witnesses as a solver: exact weights are put into a net that is not trained, and scored on every split as any other."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import torch

from contrast.errors import BadValue
from contrast.neural.choice import contains, is_sequence
from contrast.neural.evaluation import CPU, predict
from contrast.neural.feed import feed_for
from contrast.neural.options import Options
from contrast.neural.solver import NetSolver, parameters
from contrast.neural.witnesses.table import witness_for
from contrast.scoring import score
from contrast.solver import Budget, Problem, Solution, Stopwatch
from contrast.task import Split, Task
from contrast.values import Graph

TIMES = (1, 2, 4, 10, 25)
"""A witness is also tried on inputs of so many times the largest training size."""

TRIED = 20
"""Items of each of these sizes."""


class WitnessSolver:
    """The witness of a task, executed; with `noise`, a disturbed one, which must fail."""

    version = 1
    learns_from_stream = True
    """It learns nothing, but its symbols, classes and scales come from the training distribution, as a net's do."""

    def __init__(self, name: str, **options: str) -> None:
        self.name = name
        self.options: dict[str, Any] = dict(options)
        self._noise = Options.parse(name, ("noise",), options).noise

    def solve(self, problem: Problem, budget: Budget, replay: dict[str, int] | None = None) -> Solution:
        """The net with the witness's weights. Raises `Unsupported` where no witness is known, `BadValue` without examples."""
        witness = witness_for(problem.task.name)
        if problem.stream is None and not problem.examples:
            raise BadValue(f"task {problem.task.name!r}: a witness needs examples of the symbols; give at least one")
        torch.set_num_threads(1)
        watch = Stopwatch()
        net = NetSolver(witness.net, **{**witness.options, "start": "witness", "noise": str(self._noise)})
        with net.generator(problem):
            head, encoder, model, _ = net.build(problem, feed_for(problem, watch, self.name))
        answer = partial(predict, model, encoder, head, CPU)
        about = {"net": witness.net, "net_options": dict(witness.options), "idea": witness.idea}
        details = {"parameters": parameters(model), **about, "exact_to": exact_to(problem.task, answer)}
        return Solution(answer, None, {}, watch.seconds, details=details)


def exact_to(task: Task, answer: Any) -> int | None:
    """The largest of TIMES up to which all of TRIED fresh inputs of that many times the largest training size are right, 0 if
    none is; None where inputs have no length."""
    if not any(is_sequence(kind) or contains(kind, (Graph,)) for kind in task.input_kinds):
        return None
    top, reached = task.splits["train"].sizes[1], 0
    for times in TIMES:
        longer = replace(task, splits={"train": Split((times * top, times * top))})
        items = longer.draw("same", 0, TRIED).examples
        right = score(answer([item.inputs for item in items]), [item.output for item in items], task.tolerance)
        if right.exact_match < 1:
            break
        reached = times
    return reached

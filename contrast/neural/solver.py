"""The networks as solvers: the same examples, budget and kind of answer as the search."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

import torch
from torch import nn

from contrast.errors import BadValue, UnknownName
from contrast.neural.architectures import ARCHITECTURES, Built
from contrast.neural.encoding.heads import Head, head_for
from contrast.neural.evaluation import Exam, predict
from contrast.neural.feed import Feed, feed_for
from contrast.neural.options import Options
from contrast.neural.schedule import Schedule
from contrast.neural.training import MOST_STEPS, Recipe, Training
from contrast.sampling import seeded
from contrast.solver import Budget, Problem, Solution, Stopwatch


class NetSolver:
    """An architecture by name, trained from scratch on each problem."""

    version = 2
    learns_from_stream = True

    def __init__(self, name: str, **options: str) -> None:
        if name not in ARCHITECTURES:
            raise UnknownName(f"no network named {name!r}; there are {', '.join(ARCHITECTURES)}")
        self.name = name
        self.options: dict[str, Any] = dict(options)
        self._architecture = ARCHITECTURES[name]
        self._settings = Options.parse(name, self._architecture.options, options)

    def solve(self, problem: Problem, budget: Budget, replay: dict[str, int] | None = None) -> Solution:
        """Train within the budget; a replay does exactly the stored steps and gives the same predictions bit for bit.

        Raises `BadTask` if the architecture cannot read the inputs or no head can write the output.
        """
        _start_up()
        watch = Stopwatch()
        if problem.stream is None and not problem.examples:
            raise BadValue(f"task {problem.task.name!r}: a network needs at least one example")
        feed = feed_for(problem, watch, self.name)
        schedule = Schedule(budget, watch, replay, most=None if feed.validation else MOST_STEPS)
        pairs = [(example.inputs, example.output) for example in feed.fitted]
        head = head_for(problem.task.output_kind, problem.task.input_kinds, pairs)
        encoder, model, recipe = self._build(problem, feed, head)
        tolerance = problem.task.tolerance
        fit = Exam(encoder, head, feed.checked, tolerance) if feed.checked else None
        validation = Exam(encoder, head, feed.validation, tolerance) if feed.validation else None
        training = Training(model, head, schedule, validation, fit)
        unfinished = training.run(feed.batches(encoder, head, recipe.batch), recipe)
        return Solution(
            predict=partial(predict, model, encoder, head),
            unfinished=unfinished,
            stopped_at=schedule.stopped_at(training.steps),
            core_seconds=watch.seconds,
            details=self._details(training, recipe, feed),
        )

    def _build(self, problem: Problem, feed: Feed, head: Head) -> Built:
        """Weights from a generator of this trial's own."""
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(int(seeded("weights", self.name, problem.task.name, problem.seed).integers(2**63)))
            return self._architecture.build(problem.task, feed.fitted, head, self._settings)

    def _details(self, training: Training, recipe: Recipe, feed: Feed) -> dict[str, Any]:
        return {
            "parameters": parameters(training.model),
            "rate": recipe.rate,
            "decay": recipe.decay,
            "batch": recipe.batch,
            "examples": feed.counted,
            "validation_items": len(feed.validation),
            "diverged": training.diverged,
            "curve": training.curve,
        }


def parameters(model: nn.Module) -> int:
    """The number of a model's weights."""
    return sum(weights.numel() for weights in model.parameters())


@cache
def _start_up() -> None:
    """What the first training in a process costs once, done apart so that no trial is charged for it; one thread from here on."""
    torch.set_num_threads(1)
    layer = nn.Linear(1, 1)
    layer(torch.zeros(1, 1)).sum().backward()
    torch.optim.AdamW(layer.parameters(), fused=True).step()

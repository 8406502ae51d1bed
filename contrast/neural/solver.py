"""The networks as solvers: the same examples, budget and kind of answer as the search."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from io import BytesIO
from typing import Any

import torch
from torch import nn

from contrast.errors import BadValue, UnknownName, Unsupported
from contrast.neural.architectures import ARCHITECTURES, recipe_for
from contrast.neural.device import device_named
from contrast.neural.encoding.batch import Encoder
from contrast.neural.encoding.head import Head
from contrast.neural.encoding.heads import head_for
from contrast.neural.evaluation import Exam, predict
from contrast.neural.feed import Feed, feed_for
from contrast.neural.options import Options
from contrast.neural.schedule import Schedule
from contrast.neural.training import MOST_STEPS, Recipe, Training
from contrast.neural.witnesses.table import witness_for
from contrast.neural.witnesses.witness import disturb, install
from contrast.sampling import seeded
from contrast.solver import Budget, Problem, Solution, Stopwatch
from contrast.task import Task
from contrast.values import Grid


class NetSolver:
    """An architecture by name, trained from scratch on each problem, or on from a checkpoint."""

    version = 5
    learns_from_stream = True

    def __init__(self, name: str, **options: str) -> None:
        if name not in ARCHITECTURES:
            raise UnknownName(f"no network named {name!r}; there are {', '.join(ARCHITECTURES)}")
        self.name = name
        self.options: dict[str, Any] = dict(options)
        self._architecture = ARCHITECTURES[name]
        self._settings = Options.parse(name, self._architecture.options, options)

    def solve(self, problem: Problem, budget: Budget, replay: dict[str, int] | None = None) -> Solution:
        """Train within the budget; a replay does exactly the stored steps and gives the same predictions bit for bit (on a GPU
        only nearly so).

        With `problem.checkpoint` the training goes on from there, and the budget is that of both together. Raises `BadTask` if
        the architecture cannot read the inputs or no head can write the output, `BadValue` for a device that is not there.
        """
        device = device_named(self._settings.device)
        _start_up()
        saved = None if problem.checkpoint is None else load_checkpoint(problem.checkpoint)
        watch = Stopwatch(saved["core_seconds"] if saved else 0.0)
        if problem.stream is None and not problem.examples:
            raise BadValue(f"task {problem.task.name!r}: a network needs at least one example")
        with self.generator(problem):
            feed = feed_for(problem, watch, self.name)
            head, encoder, model, recipe = self.build(problem, feed)
            limit, most = _limits(budget, feed, saved)
            schedule = Schedule(limit, watch, replay, most)
            training = self._training(problem, feed, head, encoder, model, schedule)
            if saved:
                training.restore(saved, recipe)
                feed.go_on(saved["counted"])
            unfinished = training.run(feed.batches(encoder, head, recipe.batch), recipe)
        kept = {"core_seconds": watch.seconds, "counted": feed.counted}
        return Solution(
            predict=partial(predict, model, encoder, head, device),
            unfinished=unfinished,
            stopped_at=training.schedule.stopped_at(training.steps),
            core_seconds=watch.seconds,
            details=self._details(training, recipe, feed),
            checkpoint=training.state(kept) if unfinished == "still_improving" else None,
        )

    def build(self, problem: Problem, feed: Feed) -> tuple[Head, Encoder, nn.Module, Recipe]:
        """What is trained, its weights from torch's generator."""
        task, options = problem.task, self._options_for(problem.task)
        pairs = [(example.inputs, example.output) for example in feed.fitted]
        by_cell = self._architecture.reads == "grids" and task.input_kinds == (Grid,)
        head = head_for(task.output_kind, task.input_kinds, pairs, options.outputs, by_cell)
        encoder = self._architecture.encoder(task, feed.fitted, head, options)
        model = self._architecture.build(encoder.form, options)
        if options.start == "witness":
            self._start_from_witness(task, model, encoder, head, options.noise)
        return head, encoder, model, recipe_for(self.name, task.family, encoder.form, options)

    def _options_for(self, task: Task) -> Options:
        """The settings; a start from a witness takes the witness's sizes and encodings where the user says nothing else."""
        if self._settings.start == "random":
            return self._settings
        witness = witness_for(task.name)
        if witness.net != self.name:
            raise Unsupported(f"the witness of task {task.name!r} is for {witness.net}, not for {self.name}; use {witness.net}")
        return Options.parse(self.name, self._architecture.options, {**witness.options, **self.options})

    def _start_from_witness(self, task: Task, model: nn.Module, encoder: Encoder, head: Head, noise: float) -> None:
        random = [weights.detach().clone() for weights in model.parameters()]
        install(witness_for(task.name), model, encoder, head)
        if noise:
            disturb(model, noise, random)

    def _training(
        self, problem: Problem, feed: Feed, head: Head, encoder: Encoder, model: nn.Module, schedule: Schedule
    ) -> Training:
        device, tolerance = torch.device(self._settings.device), problem.task.tolerance
        fit = Exam(encoder, head, feed.checked, tolerance, device) if feed.checked else None
        validation = Exam(encoder, head, feed.validation, tolerance, device) if feed.validation else None
        return Training(model.to(device), head, schedule, validation, fit, device)

    @contextmanager
    def generator(self, problem: Problem) -> Iterator[None]:
        """Torch's generator is this trial's own inside, and as before afterwards."""
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(int(seeded("weights", self.name, problem.task.name, problem.seed).integers(2**63)))
            yield

    def _details(self, training: Training, recipe: Recipe, feed: Feed) -> dict[str, Any]:
        return {
            "parameters": parameters(training.model),
            "rate": recipe.rate,
            "decay": recipe.decay,
            "batch": recipe.batch,
            "examples": feed.counted,
            "validation_items": len(feed.validation),
            "validation": training.best if feed.validation else None,
            "diverged": training.diverged,
            "curve": training.curve,
        }


def _limits(budget: Budget, feed: Feed, saved: dict[str, Any] | None) -> tuple[Budget, int | None]:
    """The budget in what this training may do, and the most steps. A training that goes on counts its steps anew."""
    if saved is None:
        return budget, None if feed.validation else MOST_STEPS
    return (budget if budget.steps is None else replace(budget, steps=max(1, budget.steps - saved["steps"]))), None


def load_checkpoint(checkpoint: bytes) -> dict[str, Any]:
    """A stored state of training; tensors and plain values only. Raises `BadValue` for anything else."""
    try:
        found: dict[str, Any] = torch.load(BytesIO(checkpoint), map_location="cpu", weights_only=True)
    except Exception as error:
        raise BadValue(f"the checkpoint cannot be read ({type(error).__name__}); run the trial again from its start") from error
    return found


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

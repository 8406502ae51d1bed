"""Where does learning overtake geometry? Solvers trained and tested under the same noise, level by level, on a task of one image.

A net or a program trained on clean images and tested on noisy ones would show how brittle it is, which is another question: the
task's own axes ask it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from contrast.catalog import load_solver
from contrast.errors import Unsupported
from contrast.sampling import seeded
from contrast.scoring import chance, score
from contrast.solver import Budget, Problem
from contrast.task import Example, Split, Task
from contrast.values import Grid


@dataclass(frozen=True)
class Cell:
    """The share of fresh images that a solver reads rightly at one noise, trained from so many examples. noise: its spread, as a
    share of the lightest training pixel; chance: the accuracy of a guess."""

    noise: float
    solver: str
    seed: int
    accuracy: float
    chance: float | None
    program: str | None

    def __str__(self) -> str:
        return f"{self.noise:6g}  {self.solver:18} seed {self.seed}  {self.accuracy:.3f}  {self.program or ''}"


def crossover(
    task: Task, solvers: Sequence[str], noises: Sequence[float], examples: int, seeds: int, budget: Budget
) -> Iterator[Cell]:
    """Every solver at every noise and seed, one after the other. Raises `Unsupported` for a task not of one grid from a table."""
    if task.input_kinds != (Grid,) or not task.measured:
        raise Unsupported(f"task {task.name!r} does not read one image of a table; choose another, such as perception/shapes")
    for noise in noises:
        disturbed = under_noise(task, noise)
        for seed in range(seeds):
            tests = disturbed.draw("same", seed).examples
            for name in solvers:
                problem = Problem(disturbed, disturbed.draw("train", seed, examples).examples, seed)
                solution = load_solver(name).solve(problem, budget)
                wanted = [example.output for example in tests]
                given = solution.predict([example.inputs for example in tests])
                right = score(given, wanted).exact_match
                program = None if solution.program is None else str(solution.program)
                yield Cell(noise, name, seed, right, chance(task.output_kind, wanted), program)


def under_noise(task: Task, noise: float) -> Task:
    """The task with normal noise on every pixel, rounded, in training and in `same`; there are no other axes."""
    lightest = max(int(example.inputs[0].max()) for example in task.draw("train", 0).examples)
    splits = {name: _disturbed(task, name, noise, noise * lightest) for name in ("train", "same")}
    return replace(task, splits=splits)


def _disturbed(task: Task, split: str, noise: float, spread: float) -> Split:
    rows: Callable[[], Sequence[Example]] | None = task.splits[split].rows
    assert rows is not None

    def noisy() -> list[Example]:
        rng = seeded(task.name, split, "noise", noise)
        return [
            Example((Grid(image + np.rint(rng.normal(0, spread, image.shape)).astype(np.int64)),), example.output)
            for example in rows()
            for image in example.inputs
        ]

    return Split(rows=noisy)

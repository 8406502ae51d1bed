"""Nets: an ensemble trained on the same measurements from different starts, whose members disagree where they had to guess."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Sequence
from statistics import fmean
from typing import Any

import numpy as np

from contrast.dsl import Program
from contrast.experiments.interface import Inputs, Interface
from contrast.experiments.learners.learner import vote_entropy
from contrast.solver import Budget, Problem
from contrast.task import Example, Task

EFFORT = Budget(steps=300)
"""What one training of one net may spend: about 0.2 core-seconds."""

NETS = 5
"""Members, as in B. Lakshminarayanan, A. Pritzel & C. Blundell (Simple and scalable predictive uncertainty estimation using deep
ensembles, 2017)."""

GROWTH = 1.2
"""They are trained again when there are so many times the measurements of the last training."""

AGREED = 0.01
"""A standard deviation of the predictions, in spreads of the outputs, up to which they agree where nothing is noisy."""


class Ensemble:
    """Five MLPs of the project's own. A real prediction is the members' mean, any other the one that most of them make."""

    program: Program | None = None
    fits = True

    def __init__(self, interface: Interface, pool: Sequence[Inputs], seed: int, effort: Budget = EFFORT):
        from contrast.neural.solver import NetSolver  # torch, which nobody else here needs

        self._interface, self._pool, self._seed, self._effort = interface, list(pool), seed, effort
        self._solver = NetSolver("mlp")
        self._nets: list[Callable[[Sequence[Inputs]], list[Any]]] = []
        self._trained = 0
        self._spread = 1.0

    def learn(self, examples: Sequence[Example]) -> None:
        """Train all members from new starts, if there is enough that they have not seen."""
        if len(examples) < GROWTH * self._trained:
            return
        self._trained = len(examples)
        self._spread = float(np.std([float(example.output) for example in examples])) or 1.0
        task = Task(_unknown(self._interface), self._interface.dsl, name=f"worlds/{self._interface.name}")
        seeds = range(NETS * self._seed, NETS * (self._seed + 1))
        self._nets = [self._solver.solve(Problem(task, examples, seed), self._effort).predict for seed in seeds]

    def disputes(self) -> np.ndarray:
        """The variance of real predictions, 0 where noise explains it; the entropy of the votes on others."""
        votes = np.array([net(self._pool) for net in self._nets])
        if self._interface.kind is not float:
            return vote_entropy(votes, np.ones(len(votes)))
        variance = votes.astype(float).var(axis=0)
        return np.where(variance > max(AGREED * self._spread, self._interface.error) ** 2, variance, 0.0)

    def predict(self, inputs: Sequence[Inputs]) -> list[Any]:
        """The members' mean, or their majority."""
        answers = zip(*[net(inputs) for net in self._nets], strict=True)
        if self._interface.kind is float:
            return [None if None in row else fmean(row) for row in answers]
        return [Counter(row).most_common(1)[0][0] for row in answers]


def _unknown(interface: Interface) -> Callable[..., Any]:
    """A function of the world's signature and nothing else: the nets read their kinds of values from it."""

    def unknown(*inputs: Any) -> Any:
        raise NotImplementedError  # a learner has measurements only

    here = inspect.Parameter.POSITIONAL_OR_KEYWORD
    unknown.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(var.name, here) for var in interface.inputs]
    )
    unknown.__annotations__ = {**{var.name: var.kind for var in interface.inputs}, "return": interface.kind}
    return unknown

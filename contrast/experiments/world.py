"""A world: a hidden law that answers queries."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, get_type_hints

import numpy as np

from contrast.dsl import DSL, Var
from contrast.errors import BadTask, BadValue
from contrast.experiments.interface import SWITCH, Interface, Range
from contrast.experiments.lab import Lab
from contrast.sampling import seeded
from contrast.values import Kind, kind_name

QUERIES = 30
"""Queries that an experimenter has."""

SPREAD_ROWS = 1000
"""Draws that the spread of a world's outputs is measured on, which noise is a share of."""

EXACT = 1e-6
"""The largest error of a law that counts as right, in spreads of the outputs, where nothing is noisy."""

NOISES = 3.0
"""The same where measurements are noisy, in standard deviations of the noise."""


@dataclass(frozen=True)
class World:
    """A hidden law over inputs of known ranges.

    reference: the law, whose type hints are the kinds (bool, int or float) and whose docstring's first line is the description.
    ranges: by input; truth values need none.  noise: standard deviation of a measurement's error, as a share of the spread of
    the outputs.  The laws of a DSL without free constants are enumerated; of one with them, searched for and fitted.
    """

    reference: Callable[..., Any]
    dsl: DSL
    ranges: Mapping[str, Range] = field(default_factory=dict)
    noise: float = 0.0
    name: str = ""

    def __post_init__(self) -> None:
        for var in self.inputs:
            if var.name not in self.ranges and var.kind is not bool:
                raise BadTask(f"world {self.name!r}: input {var.name!r} has no range; add one to `ranges`")
        for kind in (*[var.kind for var in self.inputs], self.kind):
            if kind not in (bool, int, float):
                raise BadTask(f"world {self.name!r}: {kind_name(kind)} is no kind of an experiment; use bool, int or float")

    @cached_property
    def _hints(self) -> dict[str, Kind]:
        return get_type_hints(self.reference)

    @cached_property
    def inputs(self) -> tuple[Var, ...]:
        """The inputs' names and kinds, in order."""
        return tuple(Var(name, self._hints[name]) for name in inspect.signature(self.reference).parameters)

    @property
    def kind(self) -> Kind:
        """The output's kind."""
        return self._hints["return"]

    @property
    def description(self) -> str:
        """What is hidden, in one line; no learner sees it."""
        return (self.reference.__doc__ or "").strip().split("\n")[0]

    @property
    def has_outside(self) -> bool:
        """Whether there is anything beyond the ranges."""
        return any(range_.beyond is not None for range_ in self.ranges.values())

    @cached_property
    def _ranges(self) -> tuple[Range, ...]:
        return tuple(self.ranges.get(var.name, SWITCH) for var in self.inputs)

    @cached_property
    def spread(self) -> float:
        """The standard deviation of the outputs inside the ranges; 1 where they are no real numbers."""
        if self.kind is not float:
            return 1.0
        rows = self.interface(0.0).pool(SPREAD_ROWS, "spread")
        return float(np.std([self.reference(*row) for row in rows])) or 1.0

    def interface(self, noise: float) -> Interface:
        """What an experimenter is told where measurements are so noisy."""
        error = noise * self.spread if noise else 0.0
        return Interface(self.name, self.inputs, self.kind, self._ranges, self.dsl, error)

    def tolerance(self, noise: float) -> float:
        """The largest error of a prediction that counts as right, in spreads of the outputs."""
        return max(EXACT, NOISES * noise) if self.kind is float else 0.0

    def open(self, queries: int = QUERIES, noise: float | None = None, seed: int = 0) -> Lab:
        """A laboratory for one experimenter.  noise: in place of the world's own."""
        noise = self.noise if noise is None else noise
        if queries < 1:
            raise BadValue(f"{queries} queries: give at least 1")
        if not 0 <= noise < math.inf:
            raise BadValue(f"a noise of {noise}: give a finite number from 0 up")
        if noise and self.kind is not float:
            raise BadValue(f"world {self.name!r} answers with {kind_name(self.kind)}, which has no noise; leave it out")
        return Lab(self.interface(noise), self.reference, queries, seeded("noise", self.name, seed))

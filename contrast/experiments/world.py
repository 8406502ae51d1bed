"""A world: a hidden law that answers queries, and all that an experimenter is told about it."""

from __future__ import annotations

import inspect
import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, get_type_hints

import numpy as np

from contrast.dsl import DSL, Var
from contrast.errors import BadTask, BadValue
from contrast.sampling import Rng, seeded
from contrast.values import Kind, conforms, kind_name

Inputs = tuple[Any, ...]
"""One value for each input of a world."""

QUERIES = 30
"""Queries that an experimenter has."""

SPREAD_ROWS = 1000
"""Draws that the spread of a world's outputs is measured on, which noise is a share of."""

EXACT = 1e-6
"""The largest error of a law that counts as right, in spreads of the outputs, where nothing is noisy."""

NOISES = 3.0
"""The same where measurements are noisy, in standard deviations of the noise."""


@dataclass(frozen=True)
class Range:
    """The values that an input may take, both ends included.  log: drawn evenly in its logarithm, as of a quantity whose size
    is not known.  beyond: another range, out of the experimenter's reach, on which laws are judged too."""

    low: float
    high: float
    log: bool = False
    beyond: tuple[float, float] | None = None

    def draw(self, rng: Rng, kind: Kind, outside: bool = False) -> Any:
        """A value of this kind."""
        low, high = self.beyond if outside and self.beyond is not None else (self.low, self.high)
        if kind is not float:
            return kind(rng.integers(int(low), int(high) + 1))
        return math.exp(rng.uniform(math.log(low), math.log(high))) if self.log else float(rng.uniform(low, high))

    @property
    def values(self) -> range:
        """The whole numbers in it."""
        return range(int(self.low), int(self.high) + 1)

    def __contains__(self, value: Any) -> bool:
        return bool(self.low <= value <= self.high)


SWITCH = Range(0, 1)
"""The range of a truth value."""


@dataclass(frozen=True)
class Interface:
    """What an experimenter knows of a world.  error: the standard deviation of a measurement, in units of the output."""

    name: str
    inputs: tuple[Var, ...]
    kind: Kind
    ranges: tuple[Range, ...]
    dsl: DSL
    error: float = 0.0

    def draw(self, rng: Rng, outside: bool = False) -> Inputs:
        """One value for each input, from the ranges or, if `outside`, from beyond them."""
        return tuple(r.draw(rng, var.kind, outside) for r, var in zip(self.ranges, self.inputs, strict=True))

    @property
    def size(self) -> float:
        """How many different inputs there are."""
        sizes = [math.inf if var.kind is float else len(r.values) for r, var in zip(self.ranges, self.inputs, strict=True)]
        return math.prod(sizes)

    def pool(self, count: int, *names: object) -> list[Inputs]:
        """Up to `count` different inputs in random order, fixed by the world and `names`; all where there are no more."""
        rng = seeded("world", self.name, *names)
        if self.size <= count:
            values = [map(var.kind, r.values) for r, var in zip(self.ranges, self.inputs, strict=True)]
            every = list(itertools.product(*values))
            return [every[k] for k in rng.permutation(len(every))]
        drawn: dict[Inputs, None] = {}
        while len(drawn) < count:
            drawn[self.draw(rng)] = None
        return list(drawn)


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


class Lab:
    """A world as one experimenter meets it: a query costs one of `left`."""

    def __init__(self, interface: Interface, answer: Callable[..., Any], queries: int, rng: Rng):
        self.interface = interface
        self.left = queries
        self._answer = answer
        self._queries = queries
        self._rng = rng

    def query(self, inputs: Sequence[Any]) -> Any:
        """The world's output, measured with noise where there is some. Raises `BadValue` where it cannot be asked."""
        here = self.interface
        if len(inputs) != len(here.inputs):
            raise BadValue(f"world {here.name!r} takes {len(here.inputs)} inputs, not {len(inputs)}")
        for var, range_, value in zip(here.inputs, here.ranges, inputs, strict=True):
            if not conforms(value, var.kind) or value not in range_:
                raise BadValue(
                    f"world {here.name!r} cannot be asked about {var.name} = {value!r}; "
                    f"give {kind_name(var.kind)} from {range_.low:g} to {range_.high:g}"
                )
        if self.left < 1:
            raise BadValue(f"world {here.name!r}: all {self._queries} queries are spent; open it with more")
        self.left -= 1
        output = self._answer(*inputs)
        return output + float(self._rng.normal(0.0, here.error)) if here.error else output

"""What an experimenter knows of a world: its inputs, their ranges, and how well it can be measured."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Any

from contrast.dsl import DSL, Var
from contrast.sampling import Rng, seeded
from contrast.values import Kind

Inputs = tuple[Any, ...]
"""One value for each input of a world."""


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

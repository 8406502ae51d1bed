"""Laws with fitted constants: those that describe the measurements in nearly the fewest bits, from one search to the next."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from contrast.dsl import Program, description_bits
from contrast.experiments.interface import Inputs, Interface
from contrast.experiments.learners.variants import variants
from contrast.search.laws import discover
from contrast.search.laws.fitting.data import Data
from contrast.search.laws.front import PRECISION
from contrast.solver import Budget
from contrast.task import Example

EFFORT = Budget(candidates=3_000_000)
"""What one search may spend: about 1.5 core-seconds on few rows, less on more."""

MEMBERS = 8
"""Laws on the committee."""

WINDOW = 30.0
"""Bits by which a member's description may be longer than the shortest; chance gives as much once in 2**30."""

SURPRISE = 3.0
"""A measurement so many standard errors from what a law said refutes it."""

GROWTH = 1.5
"""A law that was never surprised is looked at again when there are so many times the measurements of the last search."""


@dataclass(frozen=True)
class Hypothesis:
    """A law.  bits: its description.  length: bits of it and of all measurements given it.  error: root mean square, in units of
    the outputs' spread."""

    program: Program
    bits: float
    length: float
    error: float


class Laws:
    """The Pareto front of a search as a committee (arXiv 2305.10379), with the survivors of earlier ones.

    Each law is fitted again to all measurements. How far a law is from them counts no less than the noise, which the
    experimenter knows, so that none is thought better for following it.
    """

    def __init__(self, interface: Interface, pool: Sequence[Inputs], seed: int, effort: Budget = EFFORT):
        self._interface, self._pool, self._effort = interface, list(pool), effort
        self._committee: list[Hypothesis] = []
        self._searched = 0
        self._spread = 1.0
        self._noise = 0.0
        self.fits = False

    @property
    def program(self) -> Program | None:
        return self._committee[0].program if self._committee else None

    def learn(self, examples: Sequence[Example]) -> None:
        """Fit the laws again, and look for others where the best one was surprised, or much is new."""
        data = Data.of(self._interface.inputs, examples)
        self._spread = float(data.unit[0])
        self._noise = max(SURPRISE * self._interface.error / self._spread, 1e-9)
        known = {law.program: law.bits for law in self._committee}
        if self._surprised(examples[-1]) or (self._interface.error and len(examples) >= GROWTH * self._searched):
            self._searched = len(examples)
            found = discover(self._interface.inputs, examples, self._interface.dsl, self._effort)
            known |= {scored.program: scored.bits for scored in found.pareto}
            if found.program is not None:
                dsl = self._interface.dsl.narrowed([float])
                known |= {program: description_bits(program, dsl) for program in variants(found.program, dsl)}
        laws = sorted((self._fitted(program, bits, data) for program, bits in known.items()), key=lambda law: law.length)
        self.fits = bool(laws) and laws[0].error <= self._noise
        near = math.inf if not self.fits else laws[0].length + WINDOW
        self._committee = [law for law in laws if law.length <= near][:MEMBERS]

    def _surprised(self, newest: Example) -> bool:
        """Whether the best law did not foresee a measurement; without one, everything is a surprise."""
        (foreseen,) = self.predict([newest.inputs])
        return not self.fits or foreseen is None or abs(foreseen - newest.output) > self._noise * self._spread

    def _fitted(self, program: Program, bits: float, data: Data) -> Hypothesis:
        node = program.body
        if data.error(node) > PRECISION:
            node, _ = data.fitted(node)
        error = data.error(node)
        floor = max(self._interface.error / self._spread, PRECISION)
        length = bits + len(data) * math.log2(max(error, floor)) if error < math.inf else math.inf
        return Hypothesis(Program(program.inputs, node), bits, length, error)

    def disputes(self) -> np.ndarray:
        """The mean distance of the members' predictions from the best one's, each counted as no more than the spread of the
        outputs, lest the wildest law decide; 0 where noise explains all of them."""
        if len(self._committee) < 2:
            return np.zeros(len(self._pool))
        said = np.array([[_number(value) for value in law.program.predict(self._pool)] for law in self._committee])
        noise = self._noise * self._spread
        apart = np.nan_to_num(np.abs(said[1:] - said[0]), nan=np.inf)
        bounded = apart.clip(max=max(noise, self._spread))
        return np.where((apart > noise).any(axis=0), bounded.mean(axis=0), 0.0)

    def predict(self, inputs: Sequence[Inputs]) -> list[Any]:
        """The best law's values."""
        return [None] * len(inputs) if self.program is None else self.program.predict(inputs)


def _number(value: Any) -> float:
    return math.nan if value is None else float(value)

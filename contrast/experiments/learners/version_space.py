"""Rules that can be enumerated: every program of the DSL, as far as the budget goes, that agrees with all measurements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from contrast.dsl import Grammar, Program
from contrast.dsl.batched.columns import pack
from contrast.dsl.batched.forest import Forest
from contrast.experiments.interface import Inputs, Interface
from contrast.experiments.learners.learner import vote_entropy
from contrast.search.enumeration.engine import LARGEST_COST, Engine
from contrast.search.limits import Meter, Spent
from contrast.solver import Budget
from contrast.task import Example

EFFORT = Budget(candidates=2_000_000)
"""What the enumeration may spend: about 2 core-seconds on a pool of 256 inputs."""

VOTERS = 2000
"""The cheapest surviving programs, which vote on what to ask; all must agree before there is no dispute."""


class VersionSpace:
    """The programs that are right on all measurements (T. Mitchell, 1982), told apart by their values on the pool.

    A program of cost c has the weight 2**-c, so that asking what is most disputed halves the weight of those that are left: with
    no noise, bisection.
    """

    def __init__(self, interface: Interface, pool: Sequence[Inputs], seed: int, effort: Budget = EFFORT):
        self._interface, self._pool, self._effort = interface, list(pool), effort
        self._places = {inputs: place for place, inputs in enumerate(pool)}
        self._forest = Forest()
        self._costs, self._nodes = np.zeros(0, np.int64), np.zeros(0, np.int32)
        self._values = np.zeros((0, len(pool)), interface.kind)
        self._enumerated = False

    def learn(self, examples: Sequence[Example]) -> None:
        """Drop the programs that a measurement refutes. The first time they are enumerated; none comes back."""
        if not self._enumerated:
            found = list(self._right_on(examples))
            self._enumerated = True
            if found:
                self._costs, self._nodes, self._values = (np.concatenate(parts) for parts in zip(*found, strict=True))
        kept = self._right(self._values, examples)
        self._costs, self._nodes, self._values = self._costs[kept], self._nodes[kept], self._values[kept]

    def _right_on(self, examples: Sequence[Example]) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Costs, nodes and values of the programs that have values on the whole pool and the right ones on the examples, the
        cheapest first."""
        here, kinds = self._interface, [var.kind for var in self._interface.inputs]
        dsl = here.dsl.narrowed([*kinds, here.kind])
        columns = [pack(kind, [inputs[k] for inputs in self._pool]) for k, kind in enumerate(kinds)]
        wanted = pack(here.kind, [here.kind(0)] * len(self._pool))
        engine = Engine(dsl, Grammar(dsl, kinds), here.inputs, columns, wanted, here.kind, Meter(self._effort))
        self._forest = engine.forest
        try:
            with np.errstate(all="ignore"):
                for cost in range(1, LARGEST_COST):
                    for new in engine.level(cost):
                        if new is not None and new.kind == here.kind:
                            values, mask = np.asarray(new.block.values), new.block.mask
                            kept = self._right(values, examples) & (True if mask is None else mask.all(axis=1))
                            yield np.full(kept.sum(), cost), new.block.nodes[kept], values[kept]
        except Spent:
            return

    def _right(self, values: np.ndarray, examples: Sequence[Example]) -> np.ndarray:
        """(programs,) whether they give what was measured.  values: (programs, pool)."""
        places = [self._places[example.inputs] for example in examples]
        return np.asarray((values[:, places] == [example.output for example in examples]).all(axis=1))

    @property
    def survivors(self) -> int:
        """Programs that agree with all measurements."""
        return len(self._nodes)

    @property
    def fits(self) -> bool:
        return self.survivors > 0

    @property
    def program(self) -> Program | None:
        return Program(self._interface.inputs, self._forest.node(int(self._nodes[0]))) if self.fits else None

    def disputes(self) -> np.ndarray:
        """The entropy of the cheapest survivors' votes, in bits; where they agree but others do not, next to nothing."""
        if not self.fits:
            return np.zeros(len(self._pool))
        split = (self._values != self._values[0]).any(axis=0)
        weights = np.exp2(-(self._costs[:VOTERS] - self._costs[0]).astype(float))
        return np.where(split, np.maximum(vote_entropy(self._values[:VOTERS], weights), 1e-9), 0.0)

    def predict(self, inputs: Sequence[Inputs]) -> list[Any]:
        """The cheapest survivor's values."""
        program = self.program
        return [None] * len(inputs) if program is None else program.predict(inputs)

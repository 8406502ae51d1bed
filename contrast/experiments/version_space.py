"""Rules that can be enumerated: every program of the DSL, as far as the budget goes, that agrees with all measurements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from contrast.dsl import Grammar, Program
from contrast.dsl.batched.columns import pack
from contrast.experiments.learner import vote_entropy
from contrast.experiments.world import Inputs, Interface
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
        self._interface, self._pool = interface, list(pool)
        self._places = {inputs: place for place, inputs in enumerate(pool)}
        kinds = [var.kind for var in interface.inputs]
        dsl = interface.dsl.narrowed([*kinds, interface.kind])
        columns = [pack(kind, [inputs[k] for inputs in pool]) for k, kind in enumerate(kinds)]
        wanted = pack(interface.kind, [interface.kind(0)] * len(pool))
        self._engine = Engine(dsl, Grammar(dsl, kinds), interface.inputs, columns, wanted, interface.kind, Meter(effort))
        found = list(self._enumerated())
        self._costs = np.concatenate([np.full(len(nodes), cost) for cost, nodes, _ in found] or [np.zeros(0, int)])
        self._nodes = np.concatenate([nodes for _, nodes, _ in found] or [np.zeros(0, np.int32)])
        self._values = np.concatenate([values for *_, values in found] or [np.zeros((0, len(pool)))])
        self.size = len(self._nodes)

    def _enumerated(self) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
        """Cost, nodes and values of the programs that have a value on the whole pool, the cheapest first."""
        try:
            with np.errstate(all="ignore"):
                for cost in range(1, LARGEST_COST):
                    for new in self._engine.level(cost):
                        if new is not None and new.kind == self._interface.kind:
                            defined = slice(None) if new.block.mask is None else new.block.mask.all(axis=1)
                            block = new.block.pick(defined)  # type: ignore[arg-type]
                            yield cost, block.nodes, np.asarray(block.values)
        except Spent:
            return

    def learn(self, examples: Sequence[Example]) -> None:
        """Drop the programs that a measurement refutes."""
        kept = np.ones(len(self._nodes), bool)
        for example in examples:
            kept &= self._values[:, self._places[example.inputs]] == example.output
        self._costs, self._nodes, self._values = self._costs[kept], self._nodes[kept], self._values[kept]

    @property
    def survivors(self) -> int:
        """Programs that agree with all measurements."""
        return len(self._nodes)

    @property
    def fits(self) -> bool:
        return self.survivors > 0

    @property
    def program(self) -> Program | None:
        return Program(self._interface.inputs, self._engine.forest.node(int(self._nodes[0]))) if self.fits else None

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

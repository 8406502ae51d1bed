"""The search measured: programs a second (`rate`), problems of a data file (`lists`), sorting from the vocabulary `sorting`
(`sort`), and laws of graphs from the vocabulary `graphs` (`graphs`). Times are core-seconds on one core."""

from __future__ import annotations

import gc
import json
import math
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

os.environ.setdefault("OMP_NUM_THREADS", "1")  # read once, when numpy is imported

import networkx as nx
import numpy as np
import typer

from contrast.catalog import vocabulary
from contrast.datafile.load import load, select
from contrast.datafile.problem import DataProblem
from contrast.dsl import DSL, Grammar, Var, description_bits, parse
from contrast.dsl.columns import pack
from contrast.dsl.program import walk
from contrast.errors import BadValue, ContrastError
from contrast.sampling import Rng, seeded
from contrast.scoring import score
from contrast.search.engine import LARGEST_COST, Engine
from contrast.search.goal import Goal
from contrast.search.limits import Meter, Spent
from contrast.search.search import PATIENCE, Search, search
from contrast.solver import Budget
from contrast.task import Example
from contrast.values import Graph, Kind
from contrast.vocab.integers import add, max_, min_, mul, sub

app = typer.Typer(help=__doc__, add_completion=False)
Seconds = Annotated[float, typer.Option(help="Core-seconds for each search.")]
Patience = Annotated[float, typer.Option(help="How much longer than it took to look for a cheaper program.")]
Examples = Sequence[Example]


@dataclass(frozen=True)
class Workload:
    """Examples that no program fits, so that a search for one does nothing but try programs."""

    name: str
    dsl: DSL
    inputs: tuple[Var, ...]
    examples: Examples
    kind: Kind

    def enumeration(self, budget: Budget) -> tuple[Meter, int]:
        """Enumeration alone, each new program compared with the outputs; what was counted, and the bytes of all it stored."""
        kinds = [var.kind for var in self.inputs]
        dsl, goal, meter = self.dsl.narrowed([*kinds, self.kind]), self._goal(), Meter(budget)
        columns = [pack(kind, [example.inputs[k] for example in self.examples]) for k, kind in enumerate(kinds)]
        engine = Engine(dsl, Grammar(dsl, kinds), self.inputs, columns, goal.wanted, self.kind, meter)
        try:
            with np.errstate(all="ignore"):
                for new in (new for cost in range(1, LARGEST_COST) for new in engine.level(cost)):
                    if new is not None and new.kind == self.kind:
                        goal.matches(new.block)
        except Spent:
            return meter.copy(), engine.nbytes
        raise BadValue(f"{self.name}: the space came to an end before the budget; name fewer core-seconds")

    def _goal(self) -> Goal:
        return Goal(self.kind, [example.output for example in self.examples])


def yardstick(seconds: float) -> float:
    """Rows a second of np.add on int64 blocks, [64, 1, 8] + [1, 500, 8] into a preallocated array."""
    left, right = np.ones((64, 1, 8), np.int64), np.ones((1, 500, 8), np.int64)
    out = np.empty((64, 500, 8), np.int64)
    rounds, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        for _ in range(100):
            np.add(left, right, out=out)
        rounds += 100
    return rounds * 64 * 500 / (time.process_time() - start)


def workloads(length: int) -> list[Workload]:
    """Two whole numbers, eight examples; and lists of up to `length` numbers, five examples."""
    rng, numbers, lists = np.random.default_rng(0), (Var("x", int), Var("y", int)), (Var("xs", list[int]),)
    pairs = [Example((int(a), int(b)), int(rng.integers(10**6))) for a, b in rng.integers(1, 1000, (8, 2))]
    drawn = [[rng.integers(100, size=size).tolist() for _ in range(2)] for size in np.linspace(length, 2, 5).astype(int)]
    rows = [Example((given,), wanted) for given, wanted in drawn]
    full = vocabulary("lists_full")

    def words(*lambdas: str) -> DSL:
        return DSL.of(*[p for p in full.primitives if not p.function_places or p.name in lambdas], constants=[
            constant.value for constant in full.constants], kinds=full.kinds, weights=full.weights)
    return [
        Workload("numbers: add sub mul min max, 8 examples", DSL.of(add, sub, mul, min_, max_, constants=(0, 1, 2)), numbers, pairs, int),
    ]

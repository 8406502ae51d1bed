"""Search rate on an integer DSL with 8 examples, beside the bare numpy addition of the same rows in the same run."""

from __future__ import annotations

import time
from typing import Annotated

import numpy as np
import typer

from contrast.dsl import DSL, Var
from contrast.search.search import search
from contrast.solver import Budget
from contrast.task import Example
from contrast.vocab.integers import add, max_, min_, mul, sub

ROWS = 8


def yardstick(seconds: float) -> float:
    """Rows a second of np.add on int64 blocks, [64, 1, 8] + [1, 500, 8] into a preallocated array."""
    left, right = np.ones((64, 1, ROWS), np.int64), np.ones((1, 500, ROWS), np.int64)
    out = np.empty((64, 500, ROWS), np.int64)
    rounds, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        for _ in range(100):
            np.add(left, right, out=out)
        rounds += 100
    return rounds * 64 * 500 / (time.process_time() - start)


def main(
    seconds: Annotated[float, typer.Option(help="Core-seconds for the search and for the yardstick.")] = 5.0,
    stored_bytes: Annotated[int, typer.Option(help="Bytes that the search may store.")] = 8 * 2**30,
) -> None:
    """Print candidates a second, the share of duplicates, bytes a stored program, and the ratio to the yardstick."""
    rng = np.random.default_rng(0)
    examples = [Example((int(a), int(b)), int(rng.integers(10**6))) for a, b in rng.integers(1, 1000, (ROWS, 2))]
    dsl = DSL.of(add, sub, mul, min_, max_, constants=(0, 1, 2), name="bench")
    found = search([Var("x", int), Var("y", int)], examples, dsl, int, Budget(seconds=seconds, bytes=stored_bytes))
    rate, bare = found.candidates / found.core_seconds, yardstick(seconds)
    print(f"stopped                {found.reason} after {found.core_seconds:.2f} core-seconds, past cost {found.exhausted_cost}")
    print(f"candidates             {found.candidates:,}")
    print(f"duplicates, undefined  {1 - found.unique / found.candidates:.1%}")
    print(f"bytes a stored program {found.peak_bytes / found.unique:.0f}")
    print(f"candidates a second    {rate / 1e6:.2f} million")
    print(f"numpy yardstick        {bare / 1e6:.1f} million rows a second")
    print(f"overhead               1 / {bare / rate:.1f} of the yardstick")


if __name__ == "__main__":
    typer.run(main)

"""Run-length coding: the length of the answer depends on the values, and a value may come back in another run."""

from itertools import groupby

import numpy as np

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.lists import VOCABULARY


def run_length_encode(xs: list[int]) -> list[int]:
    """For each run of equal neighbours in `xs`, from the first to the last, its value and then its length, in one flat list.

    >>> run_length_encode([7, 7, 7, 2, 7])
    [7, 3, 2, 1, 7, 1]
    """
    return [part for value, run in groupby(xs) for part in (value, len(list(run)))]


def runs(low: int, high: int, shortest: int = 1) -> Sampler:
    """One list of `size` whole numbers from `low` to `high`, drawn in runs of `shortest` to three more; the last may be cut."""

    def draw(rng: Rng, size: int) -> tuple[list[int]]:
        lengths = rng.integers(shortest, shortest + 4, size)
        return (rng.integers(low, high + 1, size).repeat(lengths)[:size].tolist(),)

    return draw


def two_values(rng: Rng, size: int) -> tuple[list[int]]:
    """Two values in turn, in runs of one to three: each comes back again and again, not always as often."""
    pair = rng.choice(8, 2, replace=False)
    return (np.tile(pair, size).repeat(rng.integers(1, 4, 2 * size))[:size].tolist(),)


task = Task(
    run_length_encode,
    VOCABULARY,
    splits={
        "train": Split((1, 10)),
        "longer_2x": Split((20, 20), why="twice the length"),
        "longer_10x": Split((100, 100), why="ten times the length"),
        "larger": Split((1, 10), runs(8, 49), why="values never seen"),
        "structured": Split((6, 10), two_values, why="two values that come back in run after run"),
        "longer_runs": Split((20, 20), runs(0, 7, shortest=7), why="runs of seven to ten"),
    },
    sampler=runs(0, 7),
    source="S. W. Golomb, Run-length encodings, 1966",
)

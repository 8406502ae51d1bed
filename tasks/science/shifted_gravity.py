"""A law of attraction that no textbook has: who remembers Newton's cannot answer from memory.

It falls with the power 1.5 of the distance in place of 2 and is screened by a factor exp(-r / 3): a known law, changed, as in
NewtonBench. The world of the same name, which answers queries, has the same law. The values are exact. The tolerance, 1 %, is
there for the net's sake: inside the range it is right on .95 of fresh draws after 20 core-seconds, and still improving; outside,
1 % tells a law from a fit.
"""

import math

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.reals import VOCABULARY

MASS, DISTANCE = (1.0, 10.0), (0.5, 5.0)
"""The ranges of training."""


def shifted_gravity(m: float, n: float, r: float) -> float:
    """The attraction of two bodies of masses `m` and `n` at distance `r` in a world with another law; all without units.

    >>> round(shifted_gravity(1.0, 2.0, 4.0), 6)
    0.131799
    """
    return 2 * m * n * math.exp(-r / 3) / r**1.5


def pairs(mass: tuple[float, float] = MASS, distance: tuple[float, float] = DISTANCE) -> Sampler:
    """Two masses and a distance, uniform in their ranges."""

    def draw(rng: Rng, size: int) -> tuple[float, float, float]:
        return rng.uniform(*mass), rng.uniform(*mass), rng.uniform(*distance)

    return draw


task = Task(
    shifted_gravity,
    VOCABULARY,
    splits={
        "train": Split(),
        "farther": Split(sampler=pairs(distance=(5.0, 25.0)), why="up to five times the largest distance"),
        "closer": Split(sampler=pairs(distance=(0.05, 0.5)), why="down to a tenth of the smallest distance"),
        "heavier": Split(sampler=pairs(mass=(10.0, 100.0)), why="up to ten times the largest mass"),
    },
    sampler=pairs(),
    source="after the shifted laws of NewtonBench, 2025; generated",
    tolerance=0.01,
)

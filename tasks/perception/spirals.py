"""Two spirals, the crumpled sheet of paper in two dimensions."""

import math

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.reals import PLANE

TWIST = 2.0
"""How many radians an arm turns while its radius grows by one."""


def spirals(x: float, y: float) -> bool:
    """Whether the point lies nearer to the first of two interleaved spirals than to the second, along its ray from the origin.

    The first arm runs through the points of radius r at angle 2 r, the second is its image in the origin. A noisy point
    is labelled by the arm it lies nearest to, so that every label is exact.

    >>> spirals(1.0 * math.cos(2.0), 1.0 * math.sin(2.0)), spirals(-1.0 * math.cos(2.0), -1.0 * math.sin(2.0))
    (True, False)
    """
    return math.cos(math.atan2(y, x) - TWIST * math.hypot(x, y)) > 0


def points(nearest: float, farthest: float, noise: float) -> Sampler:
    """Points along both arms, radii from `nearest` to `farthest`, with normal noise on each coordinate.

    Neighbouring arms are pi / 2 apart along a ray, so the border lies 0.79 from either.
    """

    def draw(rng: Rng, size: int) -> tuple[float, float]:
        radius = rng.uniform(nearest, farthest)
        angle = TWIST * radius + math.pi * rng.integers(2)
        return float(rng.normal(radius * math.cos(angle), noise)), float(rng.normal(radius * math.sin(angle), noise))

    return draw


task = Task(
    spirals,
    PLANE,
    splits={
        "train": Split(),
        "outer_turn": Split(sampler=points(2 * math.pi, 3 * math.pi, 0.2), why="the next turn outwards"),
        "noisier": Split(sampler=points(0.5, 2 * math.pi, 0.4), why="twice the noise"),
    },
    sampler=points(0.5, 2 * math.pi, 0.2),
    source="K. Lang and M. Witbrock, Learning to tell two spirals apart, 1988",
    scores_only=True,
)

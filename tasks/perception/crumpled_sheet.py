"""Two sheets of paper on top of each other, crumpled together: a net is said to smooth them out again, fold by fold.

Crumpling is a smooth map of space that can be undone exactly: four times, one coordinate is moved by the sine of another.
"""

import math

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.reals import PLANE

RATE = 1.5
"""Radians of a fold along one unit of length; all folds are one unit high. At this rate a dense sample tells the sheets apart:
the nearest of 512 points is of the same sheet for .88 of points, of 30,000 for .98 (at a rate of 2 for .80 and .93)."""

EDGE = 3.0
"""How far a sheet reaches from its middle in both directions, in training."""

GAP, NOISE = 0.4, 0.05
"""How far either sheet lies from the plane between them before crumpling, and the spread of a coordinate after it."""

Point = tuple[float, float, float]


def crumpled(u: float, v: float, w: float) -> Point:
    """Where a point of the flat stack, w being its height, lies when it is crumpled."""
    lifted = w + math.sin(RATE * u)
    x = u + math.sin(RATE * lifted)
    return x, v + math.sin(RATE * x), lifted + math.sin(RATE * v)


def smoothed(x: float, y: float, z: float) -> Point:
    """Where a point of space would lie if all were smooth again."""
    v = y - math.sin(RATE * x)
    lifted = z - math.sin(RATE * v)
    u = x - math.sin(RATE * lifted)
    return u, v, lifted - math.sin(RATE * u)


def crumpled_sheet(x: float, y: float, z: float) -> bool:
    """Whether the point lies on the side of the upper of two crumpled sheets, and not of the lower.

    A point is labelled by its height when all is smooth again, so that every label is exact, however noisy the point.

    >>> crumpled_sheet(*crumpled(1.0, 2.0, 0.4)), crumpled_sheet(*crumpled(1.0, 2.0, -0.4))
    (True, False)
    """
    return smoothed(x, y, z)[2] > 0


def overhangs(u: float, w: float) -> bool:
    """Whether the sheet at height w turns back on itself at u: x falls as u grows."""
    return 1 + RATE**2 * math.cos(RATE * (w + math.sin(RATE * u))) * math.cos(RATE * u) < 0


def points(inner: float = 0.0, outer: float = EDGE, gap: float = GAP, noise: float = NOISE, folded: bool = False) -> Sampler:
    """Points of both sheets between two squares around the middle, with normal noise. folded: only where the sheet overhangs."""

    def draw(rng: Rng, size: int) -> Point:
        while True:
            u, v = rng.uniform(-outer, outer, 2).tolist()
            w = gap * (1 - 2 * int(rng.integers(2)))
            if max(abs(u), abs(v)) >= inner and (not folded or overhangs(u, w)):
                x, y, z = (float(rng.normal(place, noise)) for place in crumpled(u, v, w))
                return x, y, z

    return draw


task = Task(
    crumpled_sheet,
    PLANE,
    splits={
        "train": Split(),
        "farther": Split(sampler=points(inner=EDGE, outer=EDGE + 2), why="farther along the sheets, folded alike"),
        "closer": Split(sampler=points(gap=GAP / 2), why="the sheets half as far apart"),
        "noisier": Split(sampler=points(noise=2 * NOISE), why="twice the noise"),
        "folded": Split(sampler=points(folded=True), why="only where the sheet overhangs itself"),
    },
    sampler=points(),
    source="F. Chollet, Deep learning with Python, 2017, chapter 2: a geometric interpretation of deep learning",
    scores_only=True,
)

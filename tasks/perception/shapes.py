"""Disc, triangle, square or cross, turned, moved and of any size: geometry is exact on a clean image, and noise buries it.

An image has 16 x 16 grey values: how many of 4 x 4 points in a pixel lie inside the figure, from 0 to 16, and normal noise,
whose spread is given as a share of 16. Figures of all four kinds have the same areas and lie in the same places, so that
neither ink nor place tells them apart.
"""

import math
from functools import partial

import numpy as np
from contrast.tasks.perception._generated import generated_splits

from contrast.sampling import Rng
from contrast.task import Task, measured
from contrast.values import Grid
from contrast.vocab.shapes import VOCABULARY

SIDE, POINTS = 16, 4
WHITEST = POINTS**2
SIZES = (24.0, 48.0)
PATCH = 4
NOISES = (0.125, 0.25, 0.5, 1.0)
DISC, TRIANGLE, SQUARE, CROSS = 0, 3, 4, 12

PLACES = (np.arange(SIDE * POINTS) + 0.5) / POINTS
"""Of the points along a side, in pixels."""


def farthest(area: float) -> float:
    """How far the corners of a triangle of this area are from its middle; no other figure reaches further."""
    return math.sqrt(4 * area / (3 * math.sqrt(3)))


def inside(corners: int, x: np.ndarray, y: np.ndarray, area: float) -> np.ndarray:
    """Which points lie inside a figure of this area around the origin. An arm of a cross is a third as wide as the cross."""
    if corners == DISC:
        return np.asarray(x**2 + y**2 < area / math.pi)
    if corners == TRIANGLE:
        sides = [x * math.cos(angle) + y * math.sin(angle) for angle in (0, 2 * math.pi / 3, 4 * math.pi / 3)]
        return np.asarray(np.max(sides, axis=0) < farthest(area) / 2)
    longer, shorter = np.maximum(abs(x), abs(y)), np.minimum(abs(x), abs(y))
    if corners == SQUARE:
        return np.asarray(longer < math.sqrt(area) / 2)
    across = math.sqrt(area * 9 / 5)
    return np.asarray((longer < across / 2) & (shorter < across / 6))


def covered(corners: int, area: float, angle: float, centre: tuple[float, float]) -> np.ndarray:
    """(16, 16) int64: how many points of each pixel lie inside the turned figure."""
    x, y = PLACES[None, :] - centre[0], PLACES[:, None] - centre[1]
    cos, sin = math.cos(angle), math.sin(angle)
    points = inside(corners, x * cos + y * sin, y * cos - x * sin, area)
    return np.asarray(points.reshape(SIDE, POINTS, SIDE, POINTS).sum(axis=(1, 3)))


def figure(rng: Rng, corners: int, noise: float = 0.0, sizes: tuple[float, float] = SIZES, occluded: bool = False) -> np.ndarray:
    """One image. noise: its spread; sizes: areas in pixels; occluded: whether an empty patch lies over some of the ink."""
    area = rng.uniform(*sizes)
    low, high = farthest(area), SIDE - farthest(area)
    image = covered(corners, area, rng.uniform(0, 2 * math.pi), (rng.uniform(low, high), rng.uniform(low, high)))
    if occluded:
        row, column = rng.choice(np.argwhere(image == WHITEST)) - PATCH // 2
        image[max(row, 0) : row + PATCH, max(column, 0) : column + PATCH] = 0
    return image + np.rint(rng.normal(0, noise * WHITEST, image.shape)).astype(np.int64)


SPLITS = generated_splits(
    "perception/shapes",
    (DISC, TRIANGLE, SQUARE, CROSS),
    figure,
    {
        "small": (partial(figure, sizes=(12.0, 24.0)), "half the area"),
        "occluded": (partial(figure, occluded=True), "an empty patch of 4 x 4 pixels over some of the ink"),
        **{
            f"noise_{level}": (partial(figure, noise=noise), f"noise of spread {noise:g} on every pixel")
            for level, noise in enumerate(NOISES, start=1)
        },
    },
)


@measured(lambda: [example for split in SPLITS.values() if split.rows for example in split.rows()])
def shapes(image: Grid) -> int:
    """How many corners the figure in the image has: 0 is a disc, 3 a triangle, 4 a square, 12 a cross.

    >>> shapes(*SPLITS["train"].rows()[0].inputs) in (0, 3, 4, 12)
    True
    """
    raise NotImplementedError  # measured: the generator's labels answer


task = Task(
    shapes,
    VOCABULARY,
    splits=SPLITS,
    source="a set of our own; invariants of figures: M. Hu, Visual pattern recognition by moment invariants, 1962",
    scores_only=True,
)

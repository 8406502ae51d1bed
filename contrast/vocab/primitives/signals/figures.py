"""Figures in images, by geometry: counts, outline, moments, distances from the centroid, holes, overlap.

A figure is what is lighter than a level. Distances are squared, in hundredths of a square pixel, so that they stay whole numbers.
"""

from __future__ import annotations

import numpy as np
from scipy.ndimage import label

from contrast.dsl import primitive
from contrast.errors import Undefined
from contrast.values import Grid
from contrast.vocab.primitives.numbers.ratios import PARTS

HUNDREDTHS = 100


def centroid(image: Grid) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How far each pixel lies from the centroid of the ink, in rows and in columns, and its share of the ink. What is darker than
    none counts as none. Raises `Undefined` where there is no ink."""
    rows, columns = np.indices(image.shape)
    ink = np.maximum(image, 0)
    total = int(ink.sum())
    if total == 0:
        raise Undefined("no ink")
    return rows - (rows * ink).sum() / total, columns - (columns * ink).sum() / total, ink / total


@primitive
def count_above(image: Grid, level: int) -> int:
    """How many pixels are lighter than a level."""
    return int((image > level).sum())


@primitive
def outline(image: Grid) -> int:
    """The sum of the lengths of the gradient, from differences to the right and downwards: contrast times perimeter."""
    padded = np.pad(image, 1)
    down, right = padded[1:, :-1] - padded[:-1, :-1], padded[:-1, 1:] - padded[:-1, :-1]
    return round(float(np.hypot(down, right).sum()))


@primitive
def spread(image: Grid) -> int:
    """The mean squared distance of the ink from its centroid."""
    rows, columns, share = centroid(image)
    return round(HUNDREDTHS * float((share * (rows**2 + columns**2)).sum()))


@primitive
def elongation(image: Grid) -> int:
    """The larger principal second moment of the ink in thousandths of the smaller."""
    rows, columns, share = centroid(image)
    mixed = float((share * rows * columns).sum())
    low, high = np.linalg.eigvalsh([[(share * rows**2).sum(), mixed], [mixed, (share * columns**2).sum()]])
    if low <= 1e-9:
        raise Undefined("a line")
    return round(PARTS * float(high / low))


@primitive
def reach(image: Grid, level: int) -> int:
    """The largest squared distance from the ink's centroid to a pixel lighter than a level."""
    rows, columns, _ = centroid(image)
    figure = image > level
    if not figure.any():
        raise Undefined("no figure")
    return round(HUNDREDTHS * float((rows**2 + columns**2)[figure].max()))


@primitive
def depth(image: Grid, level: int) -> int:
    """The smallest squared distance from the ink's centroid to a pixel not lighter than a level."""
    rows, columns, _ = centroid(image)
    ground = image <= level
    if not ground.any():
        raise Undefined("no ground")
    return round(HUNDREDTHS * float((rows**2 + columns**2)[ground].min()))


@primitive
def holes(image: Grid, level: int) -> int:
    """How many regions of the ground, whose pixels touch by their sides, do not reach the border."""
    regions, _ = label(np.pad(image <= level, 1, constant_values=True))
    return int(regions.max()) - 1


@primitive
def fullest_row(image: Grid) -> int:
    """The first row with most ink."""
    return int(image.sum(axis=1).argmax())


@primitive
def fullest_column(image: Grid) -> int:
    """The first column with most ink."""
    return int(image.sum(axis=0).argmax())


@primitive
def overlap(first: Grid, second: Grid) -> int:
    """The sum of the smaller of the two grey values at each pixel."""
    if first.shape != second.shape:
        raise Undefined("images of two sizes")
    return int(np.minimum(first, second).sum())

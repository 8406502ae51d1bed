"""The vocabulary of figures in images: what `images` says of ink, and what geometry says of figures.

A figure is what is lighter than a level. Lengths are in pixels, their squares too, ratios in thousandths.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.ndimage import label

from contrast.dsl import DSL, primitive
from contrast.errors import Undefined
from contrast.values import Grid
from contrast.vocab.images import box_ink, column_ink, mirror, pixel, row_ink, weighted_ink
from contrast.vocab.primitives.booleans import both, choose, either, negate
from contrast.vocab.primitives.integers import add, less, mul, sub
from contrast.vocab.primitives.ratios import PARTS, ratio

HUNDREDTHS = 100


def centroid(image: Grid) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The rows and columns of all pixels from the centroid of the ink, and the ink. Raises `Undefined` where there is none, or
    less than none."""
    rows, columns = np.indices(image.shape)
    total = int(image.sum())
    if total <= 0:
        raise Undefined("no ink")
    return rows - (rows * image).sum() / total, columns - (columns * image).sum() / total, image / total


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
    """The mean squared distance of the ink from its centroid, in hundredths of one of a pixel's side."""
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
    """The largest squared distance from the ink's centroid to a pixel lighter than a level, in hundredths of one."""
    rows, columns, _ = centroid(image)
    figure = image > level
    if not figure.any():
        raise Undefined("no figure")
    return round(HUNDREDTHS * float((rows**2 + columns**2)[figure].max()))


@primitive
def depth(image: Grid, level: int) -> int:
    """The smallest squared distance from the ink's centroid to a pixel not lighter than a level, in hundredths of one."""
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
def blurred(image: Grid) -> Grid:
    """The mean of each pixel and its eight neighbours, rounded; beyond the border is no ink."""
    padded = np.pad(image, 1)
    rows = padded[:-2] + padded[1:-1] + padded[2:]
    return Grid(np.rint((rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]) / 9).astype(np.int64))


@primitive
def centred(image: Grid) -> Grid:
    """The image moved by whole pixels so that the ink's centroid is in the middle; what leaves enters on the other side."""
    rows, columns, _ = centroid(image)
    return Grid(np.roll(image, (math.floor(rows.mean() + 0.5), math.floor(columns.mean() + 0.5)), axis=(0, 1)))


@primitive
def turned(image: Grid) -> Grid:
    """The image turned by a quarter to the left."""
    return Grid(np.ascontiguousarray(np.rot90(image)))


@primitive
def overlap(first: Grid, second: Grid) -> int:
    """The sum of the smaller of the two grey values at each pixel."""
    if first.shape != second.shape:
        raise Undefined("images of two sizes")
    return int(np.minimum(first, second).sum())


VOCABULARY = DSL.of(
    pixel, row_ink, column_ink, box_ink, weighted_ink, mirror,
    count_above, outline, spread, elongation, reach, depth, holes, fullest_row, fullest_column,
    blurred, centred, turned, overlap,
    add, sub, mul, ratio, less, both, either, negate, choose,
    constants=(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12),
    name="shapes",
    kinds=(bool, int, Grid),
)  # fmt: skip

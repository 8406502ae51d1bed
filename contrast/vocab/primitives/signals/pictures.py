"""Images made of others: blurred, centred, turned, and what of them is lighter than a level."""

from __future__ import annotations

import math

import numpy as np
from scipy.ndimage import label

from contrast.dsl import primitive
from contrast.values import Grid
from contrast.vocab.primitives.signals.figures import centroid

EIGHT = np.ones((3, 3))
"""Neighbours by sides and corners."""


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
def above(image: Grid, level: int) -> Grid:
    """The image with 1 where it is lighter than a level, else 0."""
    return Grid((image > level).astype(np.int64))


@primitive
def largest_region(image: Grid, level: int) -> Grid:
    """The image with 1 in the largest region lighter than a level, the first of several, else 0; corners touch, too."""
    regions, count = label(image > level, EIGHT)
    sizes = np.bincount(regions.ravel(), minlength=count + 1)[1:]
    return Grid((regions == 1 + int(sizes.argmax())).astype(np.int64) if count else np.zeros_like(image))

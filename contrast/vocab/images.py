"""The vocabulary of the image tasks: pixels, ink in boxes, lines and templates, comparison, and choice between labels.

The weights of a template are a constant that a program holds; each of them is charged (`contrast.dsl.constants`). Whether an
image lies nearer to one prototype than to another is a threshold on the ink under the prototypes' difference.
"""

from __future__ import annotations

import numpy as np

from contrast.dsl import DSL, primitive
from contrast.errors import Undefined
from contrast.values import Grid
from contrast.vocab.primitives.numbers.booleans import both, choose, either, negate
from contrast.vocab.primitives.numbers.integers import add, less, sub


@primitive
def pixel(image: Grid, row: int, column: int) -> int:
    """The grey value of one pixel."""
    if not (0 <= row < image.shape[0] and 0 <= column < image.shape[1]):
        raise Undefined("outside the image")
    return int(image[row, column])


@primitive
def row_ink(image: Grid, row: int) -> int:
    """The sum of one row's grey values."""
    if not 0 <= row < image.shape[0]:
        raise Undefined("outside the image")
    return int(image[row].sum())


@primitive
def column_ink(image: Grid, column: int) -> int:
    """The sum of one column's grey values."""
    if not 0 <= column < image.shape[1]:
        raise Undefined("outside the image")
    return int(image[:, column].sum())


@primitive
def box_ink(image: Grid, top: int, left: int, size: int) -> int:
    """The sum of the grey values in a square box."""
    if min(top, left) < 0 or size < 1 or top + size > image.shape[0] or left + size > image.shape[1]:
        raise Undefined("outside the image")
    return int(image[top : top + size, left : left + size].sum())


@primitive
def weighted_ink(image: Grid, weights: list[int]) -> int:
    """The sum of the grey values, row by row from the top, each times its weight."""
    if len(weights) != image.size:
        raise Undefined("weights that do not fit the image")
    return int(image.ravel() @ np.array(weights, np.int64))


@primitive
def mirror(image: Grid) -> Grid:
    """The image with left and right exchanged."""
    return Grid(np.ascontiguousarray(image[:, ::-1]))


VOCABULARY = DSL.of(
    pixel, row_ink, column_ink, box_ink, weighted_ink, mirror, add, sub, less, both, either, negate, choose,
    constants=(0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    name="images",
    kinds=(bool, int, Grid),
)  # fmt: skip

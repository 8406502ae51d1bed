"""What lies beside each cell of a grid: to the north, the east, the south and the west.

Nothing lies outside of the board or in a wall, a cell whose code is below 0.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from contrast.dsl import primitive
from contrast.dsl.batched.columns import Ragged, within
from contrast.errors import Undefined
from contrast.values import Grid
from contrast.vocab.kernels import boards
from contrast.vocab.primitives.graphs.vectors import Vector, numbers

INF = float("inf")


def _around(grid: Grid, v: Vector, outside: float) -> np.ndarray:
    """The numbers to the north, the east, the south and the west of each cell, (4, cells)."""
    if grid.size != len(v):
        raise Undefined("a vector that does not fit the board")
    return np.take([*v, outside], boards.neighbours(grid))


def _stencil(act: Callable[[list[np.ndarray]], np.ndarray], outside: float) -> Callable[..., Any]:
    """The kernel that computes with what lies to the north, the east, the south and the west of every cell."""

    def kernel(grid: np.ndarray, v: Ragged) -> Any:
        fits = boards.sizes(grid) == v.length
        length = np.where(fits, v.length, 0)
        values = act(boards.around(grid, v, outside))
        bad = np.isnan(values) & within(length, v.width)
        return boards.vector(values, length), fits & ~bad.any(axis=-1)

    return kernel


def _step(way: int) -> Callable[..., Any]:
    """The kernel of a shift; a cell beside which nothing lies keeps its own number."""

    def kernel(grid: np.ndarray, v: Ragged) -> Any:
        fits = boards.sizes(grid) == v.length
        beside = boards.around(grid, v, np.nan)[way]
        return boards.vector(np.where(np.isnan(beside), v.values, beside), np.where(fits, v.length, 0)), fits

    return kernel


def _shifted(grid: Grid, v: Vector, way: int) -> Vector:
    found = _around(grid, v, np.nan)[way]
    return list(np.where(np.isnan(found), v, found).tolist())


@primitive(reads_objects=True, kernel=_step(0))
def north(grid: Grid, v: Vector) -> Vector:
    """For each cell the number to the north of it; its own where nothing lies there."""
    return _shifted(grid, v, 0)


@primitive(reads_objects=True, kernel=_step(1))
def east(grid: Grid, v: Vector) -> Vector:
    """For each cell the number to the east of it; its own where nothing lies there."""
    return _shifted(grid, v, 1)


@primitive(reads_objects=True, kernel=_step(2))
def south(grid: Grid, v: Vector) -> Vector:
    """For each cell the number to the south of it; its own where nothing lies there."""
    return _shifted(grid, v, 2)


@primitive(reads_objects=True, kernel=_step(3))
def west(grid: Grid, v: Vector) -> Vector:
    """For each cell the number to the west of it; its own where nothing lies there."""
    return _shifted(grid, v, 3)


@primitive(reads_objects=True, kernel=_stencil(lambda four: np.minimum(np.minimum(*four[:2]), np.minimum(*four[2:])), INF))
def least_beside(grid: Grid, v: Vector) -> Vector:
    """For each cell the smallest number at a neighbour; infinity if it has none."""
    return list(_around(grid, v, INF).min(axis=0).tolist())


@primitive(reads_objects=True, kernel=_stencil(lambda four: np.maximum(np.maximum(*four[:2]), np.maximum(*four[2:])), -INF))
def most_beside(grid: Grid, v: Vector) -> Vector:
    """For each cell the largest number at a neighbour; minus infinity if it has none."""
    return list(_around(grid, v, -INF).max(axis=0).tolist())


@primitive(reads_objects=True, kernel=_stencil(lambda four: four[0] + four[1] + four[2] + four[3], 0.0))
def sum_beside(grid: Grid, v: Vector) -> Vector:
    """For each cell the sum of the numbers at its neighbours."""
    with np.errstate(invalid="ignore"):
        return numbers(_around(grid, v, 0.0).sum(axis=0).tolist())


@primitive(reads_objects=True, kernel=_stencil(lambda four: np.argmin(four, axis=0), INF))
def least_way(grid: Grid, v: Vector) -> list[int]:
    """For each cell where its neighbour with the smallest number lies: 0 north, 1 east, 2 south, 3 west; the first of several."""
    return list(_around(grid, v, INF).argmin(axis=0).tolist())


@primitive(reads_objects=True, kernel=_stencil(lambda four: np.argmax(four, axis=0), -INF))
def most_way(grid: Grid, v: Vector) -> list[int]:
    """For each cell where its neighbour with the largest number lies: 0 north, 1 east, 2 south, 3 west; the first of several."""
    return list(_around(grid, v, -INF).argmax(axis=0).tolist())

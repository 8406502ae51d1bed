"""Columns of grids: their cells row by row, and which cell lies beside which.

A grid has no array form, so its column holds objects; most of them are the same few grids again and again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from contrast.dsl.batched.columns import Ragged, within

STEPS = ((-1, 0), (0, 1), (1, 0), (0, -1))
"""To the north, the east, the south and the west, as differences of row and column."""


@lru_cache(maxsize=1024)
def beside(height: int, width: int) -> np.ndarray:
    """The neighbours of each cell of a board of this shape, numbered row by row: (4, cells), -1 where the board ends."""
    rows, columns = np.divmod(np.arange(height * width), max(1, width))
    found = np.full((len(STEPS), height * width), -1)
    for way, (down, right) in enumerate(STEPS):
        row, column = rows + down, columns + right
        inside = (row >= 0) & (row < height) & (column >= 0) & (column < width)
        found[way, inside] = (row * width + column)[inside]
    return found


def neighbours(grid: np.ndarray) -> np.ndarray:
    """`beside` of a grid, without the walls: -1 also where a neighbour's code is below 0."""
    places = beside(*grid.shape)
    return np.where(np.append(grid.ravel(), 0)[places] < 0, -1, places)


def _for_each(grids: np.ndarray, make: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """What `make` gives for each grid, computed once for each of those that occur.  grids: objects of the batch shape."""
    names = np.fromiter(map(id, grids.flat), np.int64, grids.size)
    _, first, where = np.unique(names, return_index=True, return_inverse=True)
    flat = grids.reshape(-1)
    made = np.stack([make(flat[place]) for place in first])
    return made[where].reshape(*grids.shape, *made.shape[1:])


def sizes(grids: np.ndarray) -> np.ndarray:
    """How many cells each grid has, int64 of the batch shape."""
    return _for_each(grids, lambda grid: np.array(grid.size, np.int64))


def cells(grids: np.ndarray) -> np.ndarray:
    """The cells of each grid, batch shape + (most cells of a grid,), padded with zeros."""
    room = max(1, int(sizes(grids).max(initial=0)))

    def row(grid: np.ndarray) -> np.ndarray:
        return np.pad(grid.ravel(), (0, room - grid.size))

    return _for_each(grids, row)


def _places(grids: np.ndarray, room: int) -> np.ndarray:
    """`neighbours` of each grid, batch shape + (4, room); -1 behind the cells, and throughout for grids of more than `room`."""

    def places(grid: np.ndarray) -> np.ndarray:
        found = np.full((len(STEPS), room), -1)
        if grid.size <= room:
            found[:, : grid.size] = neighbours(grid)
        return found

    return _for_each(grids, places)


def vector(values: np.ndarray, length: np.ndarray) -> Ragged:
    """A column of lists, zeros behind the end of each."""
    length = np.broadcast_to(length, values.shape[:-1])
    return Ragged(np.where(within(length, values.shape[-1]), values, values.dtype.type(0)), length)


def around(grids: np.ndarray, v: Ragged, outside: float) -> list[np.ndarray]:
    """The numbers to the north, the east, the south and the west of every cell, each batch shape + (width,)."""
    padded = np.concatenate([v.values, np.full((*v.length.shape, 1), outside)], axis=-1)
    places = _places(grids, v.width)
    axes = max(padded.ndim, places.ndim - 1)
    padded = padded.reshape((1,) * (axes - padded.ndim) + padded.shape)
    found = []
    for way in range(len(STEPS)):
        index = places[..., way, :]
        found.append(np.take_along_axis(padded, index.reshape((1,) * (axes - index.ndim) + index.shape), axis=-1))
    return found

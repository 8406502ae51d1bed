"""Numbers on the cells of a grid, one a cell, row by row: made from the codes in the cells, chosen, and read at a cell.

A vector is list[float], a mask list[bool].
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from contrast.dsl import A, primitive
from contrast.dsl.batched.columns import Ragged, within
from contrast.errors import Undefined
from contrast.values import Grid
from contrast.vocab.kernels import boards
from contrast.vocab.kernels.boards import vector
from contrast.vocab.primitives.graphs.vectors import Vector, numbers


@primitive(reads_objects=True, kernel=lambda grid: vector(boards.cells(grid).astype(float), boards.sizes(grid)))
def cells(grid: Grid) -> Vector:
    """The code of each cell, as a number."""
    return [float(code) for code in grid.ravel().tolist()]


def _level_column(grid: np.ndarray, x: np.ndarray) -> Ragged:
    size = boards.sizes(grid)
    batch = (*np.broadcast_shapes(grid.shape, x.shape), max(1, int(size.max(initial=0))))
    return vector(np.broadcast_to(x[..., None], batch), size)


@primitive(reads_objects=True, kernel=_level_column)
def level(grid: Grid, x: float) -> Vector:
    """The same number at every cell."""
    return [x] * int(grid.size)


def _holds_column(grid: np.ndarray, code: np.ndarray) -> Ragged:
    return vector(boards.cells(grid) == code[..., None], boards.sizes(grid))


@primitive(reads_objects=True, kernel=_holds_column)
def holds(grid: Grid, code: int) -> list[bool]:
    """Whether each cell holds this code."""
    return [found == code for found in grid.ravel().tolist()]


def _mark_column(grid: np.ndarray, code: np.ndarray, here: np.ndarray, elsewhere: np.ndarray) -> Ragged:
    found = boards.cells(grid) == code[..., None]
    return vector(np.where(found, here[..., None], elsewhere[..., None]), boards.sizes(grid))


@primitive(reads_objects=True, kernel=_mark_column)
def mark(grid: Grid, code: int, here: float, elsewhere: float) -> Vector:
    """One number at the cells that hold this code and another at all the rest."""
    return [here if found == code else elsewhere for found in grid.ravel().tolist()]


def _where_column(mask: Ragged, v: Ragged, w: Ragged) -> Any:
    room = min(mask.width, v.width, w.width)
    values = np.where(mask.values[..., :room], v.values[..., :room], w.values[..., :room])
    same = (mask.length == v.length) & (v.length == w.length)
    return vector(values, np.where(same, np.minimum(v.length, room), 0)), same


@primitive(kernel=_where_column)
def where(mask: list[bool], v: Vector, w: Vector) -> Vector:
    """The first number at the cells of the mask, the second at the rest."""
    if not len(mask) == len(v) == len(w):
        raise Undefined("vectors of different lengths")
    return [a if here else b for here, a, b in zip(mask, v, w, strict=True)]


def _each_with(act: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> Callable[..., Any]:
    def kernel(x: np.ndarray, v: Ragged) -> Any:
        values = act(x[..., None], v.values)
        fine = ~(np.isnan(values) & within(v.length, v.width)).any(axis=-1)
        return vector(values, v.length), fine

    return kernel


@primitive(kernel=_each_with(np.add))
def offset(x: float, v: Vector) -> Vector:
    """Each number of the vector plus `x`."""
    return numbers([x + a for a in v])


@primitive(kernel=_each_with(np.multiply))
def scale(x: float, v: Vector) -> Vector:
    """Each number of the vector times `x`."""
    return numbers([x * a for a in v])


@primitive(kernel=lambda p: Ragged(~p.values & within(p.length, p.width), p.length))
def invert(p: list[bool]) -> list[bool]:
    """The cells that are not in the mask."""
    return [not here for here in p]


def _unlike_column(p: Ragged, q: Ragged) -> Any:
    room = min(p.width, q.width)
    same = p.length == q.length
    return vector(p.values[..., :room] ^ q.values[..., :room], np.where(same, np.minimum(p.length, room), 0)), same


@primitive(kernel=_unlike_column, commutes=True)
def unlike(p: list[bool], q: list[bool]) -> list[bool]:
    """The cells that are in one mask alone."""
    if len(p) != len(q):
        raise Undefined("masks of different lengths")
    return [a != b for a, b in zip(p, q, strict=True)]


def _read_column(grid: np.ndarray, code: np.ndarray, v: Ragged) -> Any:
    size = boards.sizes(grid)
    found = (boards.cells(grid) == code[..., None])[..., : v.width]
    found &= within(size, found.shape[-1])
    batch = np.broadcast_shapes(found.shape[:-1], v.length.shape)
    place = np.broadcast_to(found.argmax(axis=-1), batch)
    values = np.broadcast_to(v.values, (*batch, v.width))
    read = np.take_along_axis(values, place[..., None], axis=-1)[..., 0]
    return read, np.broadcast_to(found.any(axis=-1) & (size == v.length), batch)


@primitive(reads_objects=True, kernel=_read_column)
def read(grid: Grid, code: int, v: list[A]) -> A:
    """What stands at the first cell that holds this code."""
    places = np.flatnonzero(grid.ravel() == code)
    if grid.size != len(v) or not len(places):
        raise Undefined("no such code on the board, or a vector that does not fit it")
    return v[int(places[0])]

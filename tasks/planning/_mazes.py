"""Boards with walls, where the cells that are free hang together as far as they are used, and how far apart they lie."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import numpy as np

from contrast.sampling import Rng

STEPS = ((-1, 0), (0, 1), (1, 0), (0, -1))
"""North, east, south and west, as differences of row and column."""

Cell = tuple[int, int]

LARGE = 100
"""Items of a split of large boards, over which a program or a net goes as often as they have cells, or rows and columns."""


def beside(walls: np.ndarray, cell: Cell) -> Iterator[tuple[int, Cell]]:
    """The moves from a cell that lead to a free one, each with where it leads."""
    for move, (down, right) in enumerate(STEPS):
        row, column = cell[0] + down, cell[1] + right
        if 0 <= row < walls.shape[0] and 0 <= column < walls.shape[1] and not walls[row, column]:
            yield move, (row, column)


def distances(walls: np.ndarray, cell: Cell) -> dict[Cell, int]:
    """How many moves each cell that can be reached lies away, the nearest first.  walls: bool, (rows, columns)."""
    found = {cell: 0}
    waiting = deque([cell])
    while waiting:
        here = waiting.popleft()
        for _, there in beside(walls, here):
            if there not in found:
                found[there] = found[here] + 1
                waiting.append(there)
    return found


def scattered(rng: Rng, side: int, least: float, most: float) -> np.ndarray:
    """A square board on which each cell is a wall with one probability between `least` and `most`."""
    return np.asarray(rng.random((side, side)) < rng.uniform(least, most))


def corridors(rng: Rng, side: int) -> np.ndarray:
    """A square board of an odd side with exactly one way between any two free cells, carved by a walk that turns at random."""
    walls = np.ones((side, side), bool)
    walls[0, 0] = False
    trail = [(0, 0)]
    while trail:
        row, column = trail[-1]
        ahead = [(row + 2 * down, column + 2 * right) for down, right in STEPS]
        closed = [(r, c) for r, c in ahead if 0 <= r < side and 0 <= c < side and walls[r, c]]
        if not closed:
            trail.pop()
            continue
        r, c = closed[int(rng.integers(len(closed)))]
        walls[r, c] = walls[(row + r) // 2, (column + c) // 2] = False
        trail.append((r, c))
    return walls


def pair(rng: Rng, walls: np.ndarray, far: bool = False) -> tuple[Cell, Cell] | None:
    """Two cells with a way between them: any two, or, if `far`, one and one of those farthest from it. None if there are none."""
    free = np.argwhere(~walls).tolist()
    if not free:
        return None
    row, column = free[int(rng.integers(len(free)))]
    found = distances(walls, (row, column))
    reached = [cell for cell, steps in found.items() if steps and (not far or steps == max(found.values()))]
    return ((row, column), reached[int(rng.integers(len(reached)))]) if reached else None

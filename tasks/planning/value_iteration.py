"""What a place on a slippery board is worth: planning under chance, by repeated look-ahead over neighbours."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from contrast.tasks.planning._mazes import LARGE, distances, scattered

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.values import Grid
from contrast.vocab.boards import VOCABULARY

WALL, AGENT = -1, -2
DISCOUNT, GRIP = 0.9, 0.8
"""What a prize keeps of its worth with each turn, and how probable it is that a move succeeds."""

SMALL = 1e-10
"""The change by which a sweep over all cells is the last; what is missing then is less than ten times that."""


def value_iteration(board: Grid) -> float:
    """The expected discounted prize of the best way to play from the agent's cell, within one per cent.

    Cells hold -2 (the agent), -1 (wall), 0 (free) or a prize, a whole number from 1 up. In each turn the agent takes the prize
    of its cell, which ends the game, or tries to move to a free neighbour (a cell with a prize is free); the move succeeds with
    probability 0.8, else the agent stays. A prize taken after t turns is worth 0.9**t of itself.

    >>> round(value_iteration(Grid(np.array([[-2, 5]]))), 4)  # 5 times .9 * .8 / (1 - .9 * .2)
    4.3902
    """
    prizes, free = np.maximum(board, 0).astype(float), board != WALL
    padded, change = np.pad(prizes, 1), 1.0
    values = padded[1:-1, 1:-1]
    while change > SMALL:
        beside = np.maximum(np.maximum(padded[:-2, 1:-1], padded[2:, 1:-1]), np.maximum(padded[1:-1, :-2], padded[1:-1, 2:]))
        new = np.maximum(prizes, DISCOUNT * (GRIP * beside + (1 - GRIP) * values) * free)
        change = float(np.abs(new - values).max())
        values[:] = new
    return float(values[board == AGENT][0])


def boards(prizes: tuple[int, int], worth: tuple[int, int] = (1, 9), walls: tuple[float, float] = (0.1, 0.45)) -> Sampler:
    """A board of a given side with so many prizes of such worth; the agent can reach one at least."""

    def draw(rng: Rng, side: int) -> tuple[Grid]:
        board = None
        while board is None:
            board = _placed(rng, scattered(rng, side, *walls), lambda count: rng.integers(worth[0], worth[1] + 1, count), prizes)
        return (Grid(board),)

    return draw


def _placed(rng: Rng, walls: np.ndarray, worth: Callable[[int], np.ndarray], prizes: tuple[int, int]) -> np.ndarray | None:
    """The board with prizes and the agent on it; None if it has too few cells, or no prize can be reached."""
    board = np.where(walls, WALL, 0).astype(np.int64)
    count = int(rng.integers(prizes[0], prizes[1] + 1))
    free = rng.permutation(np.argwhere(~walls))
    if len(free) <= count:
        return None
    board[tuple(free[1 : count + 1].T)] = worth(count)
    agent = (int(free[0, 0]), int(free[0, 1]))
    board[agent] = AGENT
    return board if any(board[cell] > 0 for cell in distances(walls, agent)) else None


task = Task(
    value_iteration,
    VOCABULARY.with_constants(WALL, AGENT, DISCOUNT, GRIP, 0.2),
    splits={
        "train": Split((4, 6)),
        "longer_2x": Split((12, 12), boards((1, 4)), why="twice the side"),
        "longer_4x": Split((24, 24), boards((1, 4)), items=LARGE, why="four times the side"),
        "larger": Split((4, 6), boards((1, 4), worth=(10, 30)), why="prizes never seen"),
        "crowded": Split((5, 6), boards((6, 10), walls=(0.0, 0.2)), why="more prizes to choose from, fewer walls"),
        "far": Split((7, 8), boards((1, 1), walls=(0.3, 0.45)), why="a single prize, often far away"),
    },
    sampler=boards((1, 4)),
    source="R. Bellman, A Markovian decision process, 1957; slip and discount after S. Russell and P. Norvig's grid world",
    tolerance=0.01,
)

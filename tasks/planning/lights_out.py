"""Which buttons switch all lights off: linear algebra modulo 2, of which the rules of the game say nothing."""

from __future__ import annotations

import itertools
from functools import cache

import numpy as np
from contrast.tasks.planning._mazes import STEPS

from contrast.judgement import INVALID, Judgement
from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.values import Grid
from contrast.vocab.boards import VOCABULARY


@cache
def crosses(height: int, width: int) -> list[int]:
    """What each button switches, as the set bits of a number: its own light and those beside it. Both are numbered row by row."""
    found = []
    for row, column in itertools.product(range(height), range(width)):
        cells = [(row, column), *[(row + down, column + right) for down, right in STEPS]]
        found.append(sum(1 << r * width + c for r, c in cells if 0 <= r < height and 0 <= c < width))
    return found


@cache
def eliminated(height: int, width: int) -> tuple[list[tuple[int, int]], list[int]]:
    """Of a board of this shape: reduced rows (the lights that buttons switch together, and those buttons), each with a highest
    light of its own; and the sets of buttons that switch nothing."""
    rows: list[tuple[int, int]] = []
    idle = []
    for button, lights in enumerate(crosses(height, width)):
        pressed = 1 << button
        for other, others in rows:
            if lights ^ other < lights:
                lights, pressed = lights ^ other, pressed ^ others
        if lights:
            rows = sorted([*rows, (lights, pressed)], reverse=True)
        else:
            idle.append(pressed)
    return rows, idle


def lights_out(board: Grid) -> list[bool]:
    """Which buttons, row by row, switch all lights off: as few as can be, of several ways the last in dictionary order.

    Cells hold 1 (on) or 0. A button switches its own light and those to the north, east, south and west of it. Any buttons that
    switch all lights off are right.

    >>> lights_out(Grid(np.array([[1, 1], [1, 0]])))
    [True, False, False, False]
    """
    rows, idle = eliminated(*board.shape)
    left, presses = sum(1 << k for k, light in enumerate(board.ravel().tolist()) if light), 0
    for lights, pressed in rows:
        if left ^ lights < left:
            left, presses = left ^ lights, presses ^ pressed
    ways = [presses]
    for nothing in idle:
        ways += [way ^ nothing for way in ways]
    best = min(ways, key=lambda way: (way.bit_count(), [1 - (way >> k & 1) for k in range(board.size)]))
    return [bool(best >> k & 1) for k in range(board.size)]


def judge(inputs: tuple[Grid], presses: list[bool]) -> Judgement:
    """Right and valid if all lights are off afterwards; `excess` of buttons over the fewest."""
    (board,) = inputs
    if len(presses) != board.size:
        return INVALID
    after = board.ravel().tolist()
    for pressed, lights in zip(presses, crosses(*board.shape), strict=True):
        after = [light ^ (pressed and lights >> k & 1) for k, light in enumerate(after)]
    if any(after):
        return INVALID
    fewest = sum(lights_out(board))
    return Judgement(True, True, (sum(presses) - fewest) / max(1, fewest))


def boards(low: float, high: float, square: bool = True) -> Sampler:
    """A board of a given height on which each button was pressed with one probability between these."""

    def draw(rng: Rng, side: int) -> tuple[Grid]:
        width = side if square else int(rng.integers(3, 5))
        board = np.zeros(side * width, np.int64)
        while not board.any():
            for lights in itertools.compress(crosses(side, width), rng.random(side * width) < rng.uniform(low, high)):
                board ^= np.array([lights >> k & 1 for k in range(side * width)])
        return (Grid(board.reshape(side, width)),)

    return draw


task = Task(
    lights_out,
    VOCABULARY,
    splits={
        "train": Split((3, 4)),
        "longer_2x": Split((8, 8), boards(0.1, 0.9), why="twice the side"),
        "sides": Split((5, 6), boards(0.1, 0.9), why="sides never seen"),
        "sparse": Split((5, 6), boards(0.05, 0.15), why="sides never seen, few buttons"),
    },
    sampler=boards(0.1, 0.9, square=False),
    source="M. Anderson and T. Feil, Turning lights out with linear algebra, 1998",
    judge=judge,
)

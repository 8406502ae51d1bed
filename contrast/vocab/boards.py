"""The vocabulary of tasks on boards: numbers on the cells of a grid, their neighbours, and repetition.

A board is a Grid of codes; what a code means is the task's, but one below 0 is a wall, which is nobody's neighbour. A vector is
list[float] with one number a cell, row by row, and a mask is list[bool] likewise. No way, no distance and no search: those are
what a program has to build from the pieces.
"""

from contrast.dsl import DSL
from contrast.values import Grid
from contrast.vocab.graphs import iterate
from contrast.vocab.primitives.boards.cells import cells, holds, invert, level, mark, offset, read, scale, unlike, where
from contrast.vocab.primitives.boards.neighbours import (
    east,
    least_beside,
    least_way,
    most_beside,
    most_way,
    north,
    south,
    sum_beside,
    west,
)
from contrast.vocab.primitives.graphs.vectors import below, lower, plus, times, upper

VOCABULARY = DSL.of(
    cells, level, mark, holds, where, invert, unlike, read, offset, scale, lower, upper, plus, times, below,
    north, east, south, west, least_beside, most_beside, sum_beside, least_way, most_way, iterate,
    constants=(0, 1, 2, 3, 0.0, 1.0, float("inf"), float("-inf")),
    kinds=(bool, int, float, list[bool], list[int], list[float], Grid),
    weights={"variable": 4.0},  # a program is about its inputs
    name="boards",
)  # fmt: skip

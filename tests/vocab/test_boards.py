"""The words of boards on grids of several shapes at once: kernels against meanings, and meanings by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from contrast.catalog import vocabulary
from contrast.dsl import Program, Var, parse
from contrast.dsl.batched.columns import pack, unpack
from contrast.dsl.batched.plan import run_batch
from contrast.errors import Undefined
from contrast.values import Grid
from contrast.vocab.boards import VOCABULARY
from contrast.vocab.primitives.boards.cells import read
from contrast.vocab.primitives.boards.neighbours import least_beside, least_way, north, sum_beside
from contrast.vocab.primitives.numbers.bitwise import shift_left

INPUTS = (Var("grid", Grid), Var("code", int))
SHAPES = [(1, 1), (1, 4), (3, 2), (2, 2), (4, 5)]
TEXTS = [
    "cells(grid)",
    "holds(grid, code)",
    "least_way(grid, cells(grid))",
    "most_way(grid, scale(-inf, mark(grid, code, 1.0, inf)))",
    "read(grid, code, least_way(grid, cells(grid)))",
    "read(grid, code, sum_beside(grid, cells(grid)))",
    "plus(north(grid, cells(grid)), times(east(grid, cells(grid)), upper(south(grid, cells(grid)), west(grid, cells(grid)))))",
    "where(unlike(holds(grid, 2), invert(holds(grid, code))), level(grid, 1.0), most_beside(grid, cells(grid)))",
    "iterate(lambda d: lower(d, offset(1.0, least_beside(grid, d))), mark(grid, code, 0.0, inf))",
]


def drawn(shapes: Sequence[tuple[int, int]]) -> list[tuple[np.ndarray, int]]:
    rng = np.random.default_rng(0)
    return [(rng.integers(-1, 4, shape), int(rng.integers(0, 4))) for shape in shapes]


def kernels(program: Program, rows: Sequence[tuple[np.ndarray, int]]) -> list[object]:
    columns = [pack(var.kind, [row[place] for row in rows]) for place, var in enumerate(INPUTS)]
    column, mask = run_batch(program, columns, len(rows))
    return [value if mask is None or mask[row] else None for row, value in enumerate(unpack(column))]


@pytest.mark.parametrize("text", TEXTS)
def test_kernels_mean_the_same_on_grids_of_several_shapes(text: str) -> None:
    program = parse(text, VOCABULARY, INPUTS)
    rows = drawn(SHAPES * 4)
    assert kernels(program, rows) == program.predict(rows)


def test_a_vector_of_another_board_does_not_fit() -> None:
    grid = np.zeros((2, 3), np.int64)
    with pytest.raises(Undefined):
        least_beside(grid, [0.0] * 4)
    with pytest.raises(Undefined):
        read(grid, 0, [0.0] * 4)


def test_neighbours_of_a_board_of_two_rows() -> None:
    grid, v = np.zeros((2, 3), np.int64), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    assert least_beside(grid, v) == [2.0, 1.0, 2.0, 1.0, 2.0, 3.0]
    assert sum_beside(grid, v) == [6.0, 9.0, 8.0, 6.0, 12.0, 8.0]
    assert least_way(grid, v) == [1, 3, 3, 0, 0, 0]
    assert north(grid, v) == [1.0, 2.0, 3.0, 1.0, 2.0, 3.0]


def test_a_wall_is_no_neighbour() -> None:
    grid, v = np.array([[0, -1, 0], [0, 0, 0]]), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    assert least_beside(grid, v) == [4.0, 1.0, 6.0, 1.0, 4.0, 3.0]
    assert least_way(grid, v) == [2, 3, 2, 0, 3, 0]
    assert north(grid, v) == [1.0, 2.0, 3.0, 1.0, 5.0, 3.0]


def test_boards_hold_no_way_through_them() -> None:
    names = {primitive.name for primitive in vocabulary("boards").primitives}
    assert not names & {"path", "distance", "bfs", "reach", "flood", "solve"}


def test_a_shift_beyond_the_largest_number_is_undefined() -> None:
    assert shift_left(3, 4) == 48
    with pytest.raises(Undefined):
        shift_left(3, 31)

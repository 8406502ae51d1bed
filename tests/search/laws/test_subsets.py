"""The algebra of inner products against least squares on every subset."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from contrast.sampling import seeded
from contrast.search.laws.linear.subsets import Scale, crossed, pairs, singles, triples

ROWS = 14


def table(count: int, *names: object) -> np.ndarray:
    drawn = seeded("subsets", *names).normal(size=(count, ROWS))
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


def left(rows: np.ndarray, direction: np.ndarray) -> float:
    """The share of a direction that these rows leave, by numpy's own least squares."""
    solved = np.linalg.lstsq(rows.T, direction, rcond=None)[0]
    return float(np.square(direction - solved @ rows).sum())


def best(rows: np.ndarray, direction: np.ndarray, size: int, allowed=lambda which: True) -> tuple[int, ...]:
    every = [which for which in itertools.combinations(range(len(rows)), size) if allowed(which)]
    return min(every, key=lambda which: left(rows[list(which)], direction))


@pytest.mark.parametrize("seed", range(3))
def test_the_best_single_and_pair_are_those_of_least_squares(seed: int):
    rows, directions = table(40, "rows", seed), table(2, "aims", seed)
    scale = Scale(np.zeros(len(rows)), ROWS / 2)
    for size, found in ((1, singles(rows, directions, scale, 3)), (2, pairs(rows, directions, scale, 3))):
        for direction, choices in zip(directions, found, strict=True):
            which, share = choices[0]
            assert tuple(sorted(which)) == best(rows, direction, size)
            assert share == pytest.approx(left(rows[list(which)], direction))


@pytest.mark.parametrize("seed", range(3))
def test_pairs_and_triples_with_cheap_features_are_those_of_least_squares(seed: int):
    first, rows, directions = table(6, "first", seed), table(30, "many", seed), table(1, "aim", seed)
    both = np.concatenate([first, rows])
    scale = Scale(np.zeros(len(both)), ROWS / 2)
    (two,), (three,) = crossed(first, rows, directions, scale, 3), triples(first, rows, directions, scale, 3)
    assert tuple(sorted(two[0][0])) == best(both, directions[0], 2, lambda which: which[0] < 6 <= which[1])
    assert tuple(sorted(three[0][0])) == best(both, directions[0], 3, lambda which: which[1] < 6 <= which[2])


def test_bits_break_ties_between_features_that_explain_alike():
    rows = np.repeat(table(3, "ties"), 2, axis=0)
    bits = np.array([9.0, 5.0, 9.0, 5.0, 9.0, 5.0])
    (choices,) = pairs(rows, rows[:1] + rows[2:3], Scale(bits, ROWS / 2), 1)
    assert sorted(choices[0][0]) == [1, 3]


def test_an_exact_pair_leaves_no_more_than_rounding():
    rows = table(50, "exact")
    aim = 0.3 * rows[7] - 0.8 * rows[31]
    (choices,) = pairs(rows, aim[None] / np.linalg.norm(aim), Scale(np.zeros(50), ROWS / 2), 2)
    assert choices[0][0] == (7, 31)
    assert choices[0][1] < 1e-20

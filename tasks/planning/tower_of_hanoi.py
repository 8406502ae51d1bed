"""A single move of a plan of exponential length: nobody can write the plan down, yet the numbers of the moves have a pattern."""

from contrast.sampling import Rng
from contrast.task import Split, Task
from contrast.vocab.plans import VOCABULARY


def tower_of_hanoi(discs: int, k: int) -> list[int]:
    """The pegs from which and to which the `k`-th move of the shortest plan takes a disc, `k` counted from 1.

    The plan takes a tower of `discs` discs from peg 0 to peg 2 by way of peg 1, never a larger disc onto a smaller one; it has
    2**discs - 1 moves.

    >>> [tower_of_hanoi(2, k) for k in (1, 2, 3)]
    [[0, 1], [0, 2], [1, 2]]
    """
    start, spare, goal = 0, 1, 2
    while k != 2 ** (discs - 1):
        discs -= 1
        if k < 2**discs:
            spare, goal = goal, spare
        else:
            k -= 2**discs
            start, spare = spare, start
    return [start, goal]


def any_move(rng: Rng, discs: int) -> tuple[int, int]:
    """Any move of the plan for so many discs."""
    return discs, int(rng.integers(1, 2**discs))


def large_disc(rng: Rng, discs: int) -> tuple[int, int]:
    """A move of one of the larger half of the discs: in binary its number ends with as many zeros as there are smaller discs."""
    smaller = discs // 2
    return discs, int(rng.integers(1, 2 ** (discs - smaller))) << smaller


task = Task(
    tower_of_hanoi,
    VOCABULARY,
    splits={
        "train": Split((5, 13)),
        "longer_8x": Split((14, 16), why="plans up to eight times as long"),
        "longer_128x": Split((20, 20), why="plans of a million moves"),
        "structured": Split((14, 20), large_disc, why="longer plans, moves of the larger discs alone"),
    },
    sampler=any_move,
    source="É. Lucas, Récréations mathématiques, 1883",
)

"""Comparison of two decimal numbers, digit by digit: a later digit counts only where all the earlier ones agree."""

from contrast.sampling import equal_starts, int_lists
from contrast.task import Split, Task
from contrast.vocab.digits import VOCABULARY


def compare_numbers(xs: list[int], ys: list[int]) -> bool:
    """Whether `xs` is larger than `ys`, both decimal digits of the same length with the highest digit first.

    >>> compare_numbers([1, 9, 0], [1, 8, 9]), compare_numbers([4, 2], [4, 2])
    (True, False)
    """
    return xs > ys


task = Task(
    compare_numbers,
    VOCABULARY,
    splits={
        "train": Split((1, 20)),
        "longer_2x": Split((40, 40), why="twice the length"),
        "longer_10x": Split((200, 200), why="ten times the length"),
        "structured": Split((12, 20), equal_starts(int_lists(0, 9), 0.75), why="equal in the first three quarters"),
    },
    sampler=equal_starts(int_lists(0, 9)),
    source="a standard exercise; the samplers are ours",
)

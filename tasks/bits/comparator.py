"""Comparison of two binary numbers: the first bit in which they differ decides, however many follow."""

from contrast.sampling import bit_lists, equal_starts
from contrast.task import Split, Task
from contrast.vocab.digits import VOCABULARY


def comparator(xs: list[bool], ys: list[bool]) -> bool:
    """Whether `xs` is larger than `ys`, both binary numbers of the same length with the highest bit first.

    >>> comparator([True, False, True], [True, False, False]), comparator([False], [False])
    (True, False)
    """
    return xs > ys


task = Task(
    comparator,
    VOCABULARY,
    splits={
        "train": Split((1, 20)),
        "longer_2x": Split((40, 40), why="twice the length"),
        "longer_10x": Split((200, 200), why="ten times the length"),
        "structured": Split((12, 20), equal_starts(bit_lists(0.5), 0.75), why="equal in the first three quarters"),
        "biased": Split((12, 20), equal_starts(bit_lists(0.85)), why="mostly set bits"),
    },
    sampler=equal_starts(bit_lists(0.5)),
    source="a standard digital circuit; the samplers are ours",
)

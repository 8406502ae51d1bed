"""The sum of digits: the shallow control of its family, one step along a list."""

from contrast.sampling import Rng, int_lists
from contrast.task import Split, Task
from contrast.vocab.digits import VOCABULARY


def digit_sum(digits: list[int]) -> int:
    """The sum of the decimal digits of a number.

    >>> digit_sum([9, 0, 5])
    14
    """
    return sum(digits)


def low_or_high(rng: Rng, size: int) -> tuple[list[int]]:
    """Digits up to 3, or from 6 on: the sum is far from the usual one."""
    return ((rng.integers(0, 4, size) + 6 * rng.integers(2)).tolist(),)


task = Task(
    digit_sum,
    VOCABULARY,
    splits={
        "train": Split((1, 20)),
        "longer_2x": Split((40, 40), why="twice the length"),
        "longer_10x": Split((200, 200), why="ten times the length"),
        "structured": Split((10, 20), low_or_high, why="all digits low, or all high"),
    },
    sampler=int_lists(0, 9),
    source="a standard exercise",
)

"""The largest element: the shallow control of its family, one step along a list."""

from contrast.tasks.lists.second_largest import largest_repeats, up_to_a_top

from contrast.task import Split, Task
from contrast.vocab.lists import VOCABULARY


def largest(xs: list[int]) -> int:
    """The largest element of `xs`, which is not empty.

    >>> largest([3, 9, 9, 4])
    9
    """
    return max(xs)


task = Task(
    largest,
    VOCABULARY,
    splits={
        "train": Split((2, 20)),
        "longer_2x": Split((40, 40), why="twice the length"),
        "longer_10x": Split((200, 200), why="ten times the length"),
        "larger": Split((2, 20), up_to_a_top(16, 99), why="values never seen"),
        "structured": Split((10, 20), largest_repeats, why="the largest value occurs more than once"),
    },
    sampler=up_to_a_top(0, 15),
    source="a standard exercise",
)

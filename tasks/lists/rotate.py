"""Rotation by one: nearly a copy, in which everything but one element moves by one place."""

from contrast.sampling import Rng, int_lists
from contrast.task import Split, Task
from contrast.vocab.lists import VOCABULARY


def rotate(xs: list[int]) -> list[int]:
    """The elements of `xs` with the first moved to the end.

    >>> rotate([3, 1, 2])
    [1, 2, 3]
    """
    return xs[1:] + xs[:1]


def rising(rng: Rng, size: int) -> tuple[list[int]]:
    """A list in ascending order: the element to be moved is the smallest."""
    return (sorted(rng.integers(0, 8, size).tolist()),)


task = Task(
    rotate,
    VOCABULARY,
    splits={
        "train": Split((1, 20)),
        "longer_2x": Split((40, 40), why="twice the length"),
        "longer_10x": Split((200, 200), why="ten times the length"),
        "larger": Split((1, 20), int_lists(8, 49), why="values never seen"),
        "structured": Split((10, 20), rising, why="rising values"),
    },
    sampler=int_lists(0, 7),
    source="a standard exercise",
)

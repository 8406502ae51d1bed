"""Sorting, which the essay calls tremendously difficult to learn."""

from contrast.sampling import Rng, int_lists
from contrast.task import Split, Task
from contrast.vocab.lists import VOCABULARY


def sort(xs: list[int]) -> list[int]:
    """The elements of `xs` in ascending order, equal ones kept.

    >>> sort([3, 1, 2, 3])
    [1, 2, 3, 3]
    """
    return sorted(xs)


def falling(rng: Rng, size: int) -> tuple[list[int]]:
    """A list in descending order in which about half of the elements repeat another."""
    values = rng.choice(rng.integers(0, 16, (size + 1) // 2), size)
    return (sorted(values.tolist(), reverse=True),)


task = Task(
    sort,
    VOCABULARY,
    splits={
        "train": Split((1, 10)),
        "longer_2x": Split((20, 20), why="twice the length"),
        "longer_10x": Split((100, 100), why="ten times the length"),
        "larger": Split((1, 10), int_lists(16, 99), why="values never seen"),
        "structured": Split((6, 10), falling, why="falling, with ties"),
    },
    sampler=int_lists(0, 15),
    source="F. Chollet, The limitations of deep learning, 2017",
)

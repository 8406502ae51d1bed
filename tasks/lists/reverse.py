"""Reversal, one of the tasks by which sequence models are placed on the Chomsky hierarchy."""

from contrast.sampling import Rng, int_lists
from contrast.task import Split, Task
from contrast.vocab.lists import VOCABULARY


def reverse(xs: list[int]) -> list[int]:
    """The elements of `xs` from the last to the first.

    >>> reverse([3, 1, 2])
    [2, 1, 3]
    """
    return xs[::-1]


def runs(rng: Rng, size: int) -> tuple[list[int]]:
    """Runs of one value, up to four long each: the place of an element matters more than what stands beside it."""
    return (rng.integers(0, 8, size).repeat(rng.integers(1, 5, size))[:size].tolist(),)


task = Task(
    reverse,
    VOCABULARY,
    splits={
        "train": Split((1, 10)),
        "longer_2x": Split((20, 20), why="twice the length"),
        "longer_10x": Split((100, 100), why="ten times the length"),
        "larger": Split((1, 10), int_lists(8, 49), why="values never seen"),
        "structured": Split((6, 10), runs, why="runs of equal values"),
    },
    sampler=int_lists(0, 7),
    source="Delétang et al., Neural Networks and the Chomsky Hierarchy, 2023 (reverse string)",
)

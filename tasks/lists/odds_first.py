"""Odds first: every element finds its place by counting, not by what it is."""

from contrast.sampling import Rng, int_lists
from contrast.task import Split, Task
from contrast.vocab.lists import VOCABULARY


def odds_first(xs: list[int]) -> list[int]:
    """The first, third, fifth … element of `xs`, then the second, fourth, sixth …

    >>> odds_first([5, 1, 6, 2, 7])
    [5, 6, 7, 1, 2]
    """
    return xs[::2] + xs[1::2]


def two_by_two(rng: Rng, size: int) -> tuple[list[int]]:
    """A list of pairs of equal elements, so that the order of the pairs alone does not tell them apart."""
    return (rng.integers(0, 8, size).repeat(2)[:size].tolist(),)


task = Task(
    odds_first,
    VOCABULARY,
    splits={
        "train": Split((1, 20)),
        "longer_2x": Split((40, 40), why="twice the length"),
        "longer_10x": Split((200, 200), why="ten times the length"),
        "larger": Split((1, 20), int_lists(8, 49), why="values never seen"),
        "structured": Split((10, 20), two_by_two, why="pairs of equal elements"),
    },
    sampler=int_lists(0, 7),
    source="Delétang et al., Neural Networks and the Chomsky Hierarchy, 2023 (odds first)",
)

"""Sorting over an alphabet of five: five counts are all there is to know of a list, which are no help in lists/sort."""

from contrast.sampling import Rng, int_lists
from contrast.task import Split, Task
from contrast.vocab.lists import VOCABULARY

ALPHABET = 5


def bucket_sort(xs: list[int]) -> list[int]:
    """The elements of `xs`, all from 0 to 4, in ascending order, equal ones kept.

    Unlike in lists/sort, the values are few and all of them are seen in training: counting them is enough, no two elements
    need be compared, and there is no axis of larger values.

    >>> bucket_sort([3, 0, 4, 0])
    [0, 0, 3, 4]
    """
    return [value for value in range(ALPHABET) for _ in range(xs.count(value))]


def falling(rng: Rng, size: int) -> tuple[list[int]]:
    """A list in descending order, in which the values have shares of their own."""
    return (sorted(rng.choice(ALPHABET, size, p=rng.dirichlet([1.0] * ALPHABET)).tolist(), reverse=True),)


def mostly_one_value(rng: Rng, size: int) -> tuple[list[int]]:
    """A list of which about four of five elements have the same value."""
    usual = int(rng.integers(ALPHABET))
    return ([usual if rng.random() < 0.8 else int(x) for x in rng.integers(0, ALPHABET, size)],)


task = Task(
    bucket_sort,
    VOCABULARY,
    splits={
        "train": Split((1, 20)),
        "longer_2x": Split((40, 40), why="twice the length"),
        "longer_10x": Split((200, 200), why="ten times the length"),
        "biased": Split((10, 20), mostly_one_value, why="mostly one value"),
        "structured": Split((12, 20), falling, why="falling, with long ties"),
    },
    sampler=int_lists(0, ALPHABET - 1),
    source="Delétang et al., Neural Networks and the Chomsky Hierarchy, 2023 (bucket sort)",
)

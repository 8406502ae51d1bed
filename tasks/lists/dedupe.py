"""Removal of duplicates: what is kept depends on all that was kept before."""

from contrast.sampling import Rng, int_lists
from contrast.task import Split, Task
from contrast.vocab.lists import VOCABULARY


def dedupe(xs: list[int]) -> list[int]:
    """The distinct elements of `xs` in the order of their first occurrences.

    >>> dedupe([3, 1, 3, 2, 1])
    [3, 1, 2]
    """
    return list(dict.fromkeys(xs))


def twice_over(rng: Rng, size: int) -> tuple[list[int]]:
    """A list whose second half is a permutation of its first: every duplicate lies far from its like."""
    half = rng.integers(0, 16, (size + 1) // 2)
    return ([*half.tolist(), *rng.permutation(half)[: size // 2].tolist()],)


task = Task(
    dedupe,
    VOCABULARY,
    splits={
        "train": Split((1, 20)),
        "longer_2x": Split((40, 40), why="twice the length"),
        "longer_10x": Split((200, 200), why="ten times the length"),
        "larger": Split((1, 20), int_lists(16, 99), why="values never seen"),
        "structured": Split((10, 20), twice_over, why="the second half is the first one, shuffled"),
    },
    sampler=int_lists(0, 15),
    source="a standard exercise; keeping the first occurrence is ours",
)

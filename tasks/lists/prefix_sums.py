"""Running totals: the smallest task in which each output depends on all the inputs before it."""

from itertools import accumulate

from contrast.sampling import Rng, int_lists
from contrast.task import Split, Task
from contrast.vocab.lists import VOCABULARY


def prefix_sums(xs: list[int]) -> list[int]:
    """The sum of the first element, of the first two, and so on to the sum of all.

    >>> prefix_sums([3, 1, 2])
    [3, 4, 6]
    """
    return list(accumulate(xs))


def rising(rng: Rng, size: int) -> tuple[list[int]]:
    """A list in ascending order, so that the totals start low and end high."""
    return (sorted(rng.integers(0, 8, size).tolist()),)


task = Task(
    prefix_sums,
    VOCABULARY,
    splits={
        "train": Split((1, 10)),
        "longer_2x": Split((20, 20), why="twice the length"),
        "longer_10x": Split((100, 100), why="ten times the length"),
        "larger": Split((1, 10), int_lists(8, 49), why="values never seen"),
        "structured": Split((6, 10), rising, why="rising values"),
    },
    sampler=int_lists(0, 7),
    source="G. Blelloch, Prefix sums and their applications, 1990",
)

"""The k-th smallest element: selection, which needs less than sorting and is mostly done by it."""

from contrast.tasks.lists.second_largest import up_to_a_top

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.lists import VOCABULARY


def kth_smallest(xs: list[int], k: int) -> int:
    """The element at place `k` when `xs` is in ascending order; places count from 1, and equal elements take one place each.

    >>> kth_smallest([5, 2, 9, 2], 1), kth_smallest([5, 2, 9, 2], 2), kth_smallest([5, 2, 9, 2], 3)
    (2, 2, 5)
    """
    return sorted(xs)[k - 1]


def with_a_place(lists: Sampler) -> Sampler:
    """A list that `lists` draws, and one of its places, any as likely as any other."""

    def draw(rng: Rng, size: int) -> tuple[list[int], int]:
        (xs,) = lists(rng, size)
        return xs, int(rng.integers(1, size + 1))

    return draw


def few_values(rng: Rng, size: int) -> tuple[list[int]]:
    """A list of two to four distinct values at most: nearly every element has equals."""
    return (rng.choice(rng.integers(0, 16, int(rng.integers(2, 5))), size).tolist(),)


task = Task(
    kth_smallest,
    VOCABULARY,
    splits={
        "train": Split((2, 10)),
        "longer_2x": Split((20, 20), why="twice the length, and places up to twice as far"),
        "longer_10x": Split((100, 100), why="ten times the length, and places up to ten times as far"),
        "larger": Split((2, 10), with_a_place(up_to_a_top(16, 99)), why="values never seen"),
        "structured": Split((6, 10), with_a_place(few_values), why="many ties"),
    },
    sampler=with_a_place(up_to_a_top(0, 15)),
    source="C. A. R. Hoare, Algorithm 65: Find, 1961",
)

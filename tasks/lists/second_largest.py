"""The second largest element: a maximum, and what is left without it."""

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.lists import VOCABULARY


def second_largest(xs: list[int]) -> int:
    """The second largest of the distinct values in `xs`, however often the largest occurs.

    A list with one distinct value has no answer; no split draws one.

    >>> second_largest([3, 9, 9, 4])
    4
    """
    return sorted(set(xs))[-2]


def up_to_a_top(low: int, high: int) -> Sampler:
    """One list of `size` whole numbers from `low` to a top that is drawn first, at most `high`; not all are equal.

    Without a top of its own nearly every long list would have the same answer, `high - 1`.
    """

    def draw(rng: Rng, size: int) -> tuple[list[int]]:
        top = int(rng.integers(low + 1, high + 1))
        xs = rng.integers(low, top + 1, size).tolist()
        if len(set(xs)) == 1:
            xs[int(rng.integers(size))] = low if xs[0] > low else top
        return (xs,)

    return draw


def largest_repeats(rng: Rng, size: int) -> tuple[list[int]]:
    """A list whose largest value occurs at least twice and is not its only value."""
    largest = int(rng.integers(1, 16))
    times = int(rng.integers(2, size))
    xs = [largest] * times + rng.integers(0, largest, size - times).tolist()
    return (rng.permutation(xs).tolist(),)


task = Task(
    second_largest,
    VOCABULARY,
    splits={
        "train": Split((2, 10)),
        "longer_2x": Split((20, 20), why="twice the length"),
        "longer_10x": Split((100, 100), why="ten times the length"),
        "larger": Split((2, 10), up_to_a_top(16, 99), why="values never seen"),
        "structured": Split((5, 10), largest_repeats, why="the largest value occurs more than once"),
    },
    sampler=up_to_a_top(0, 15),
    source="a standard exercise; the tie rule is ours",
)

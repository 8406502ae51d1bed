"""The most frequent value: each value has to be counted, and the counts compared."""

from collections import Counter

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.lists import VOCABULARY


def mode(xs: list[int]) -> int:
    """The value that occurs most often in `xs`, which is not empty; of several such, the one that occurs first.

    >>> mode([4, 1, 1, 2]), mode([5, 3, 3, 5])
    (1, 5)
    """
    return max(xs, key=xs.count)


def leaders(xs: list[int]) -> int:
    """How many values occur as often as the most frequent one."""
    counts = Counter(xs).values()
    return sum(count == max(counts) for count in counts)


def counted(low: int, high: int, tied: float = 0.5) -> Sampler:
    """One list of `size` whole numbers from `low` to `high`, of two to six values; in a share `tied` several lead."""

    def draw(rng: Rng, size: int) -> tuple[list[int]]:
        several = rng.random() < tied
        while True:
            xs = rng.choice(rng.integers(low, high + 1, int(rng.integers(2, 7))), size).tolist()
            if (leaders(xs) > 1) == several:
                return (xs,)

    return draw


task = Task(
    mode,
    VOCABULARY,
    splits={
        "train": Split((2, 10)),
        "longer_2x": Split((20, 20), why="twice the length"),
        "longer_10x": Split((100, 100), why="ten times the length"),
        "larger": Split((2, 10), counted(16, 99), why="values never seen"),
        "structured": Split((6, 10), counted(0, 15, tied=1.0), why="several values occur most often"),
    },
    sampler=counted(0, 15),
    source="a standard statistic; the tie rule is ours, and half of the lists have a tie",
)

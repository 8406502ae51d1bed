"""Interleaving: nothing is decided and nothing is computed, but two lists have to be walked through at once."""

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.lists import VOCABULARY


def interleave(xs: list[int], ys: list[int]) -> list[int]:
    """The first element of `xs`, the first of `ys`, the second of `xs`, the second of `ys` …; both have the same length.

    >>> interleave([1, 2, 3], [7, 8, 9])
    [1, 7, 2, 8, 3, 9]
    """
    return [value for pair in zip(xs, ys, strict=True) for value in pair]


def two_lists(low: int, high: int) -> Sampler:
    """Two lists of `size` whole numbers from `low` to `high`."""

    def draw(rng: Rng, size: int) -> tuple[list[int], list[int]]:
        return rng.integers(low, high + 1, size).tolist(), rng.integers(low, high + 1, size).tolist()

    return draw


def nearly_the_same(rng: Rng, size: int) -> tuple[list[int], list[int]]:
    """A list, and the same but for about a fifth of its elements: neighbours in the result are mostly equal."""
    xs = rng.integers(0, 8, size)
    other = rng.integers(0, 8, size)
    return xs.tolist(), [int(y) if rng.random() < 0.2 else int(x) for x, y in zip(xs, other, strict=True)]


task = Task(
    interleave,
    VOCABULARY,
    splits={
        "train": Split((1, 10)),
        "longer_2x": Split((20, 20), why="twice the length"),
        "longer_10x": Split((100, 100), why="ten times the length"),
        "larger": Split((1, 10), two_lists(8, 49), why="values never seen"),
        "structured": Split((6, 10), nearly_the_same, why="two lists that are nearly the same"),
    },
    sampler=two_lists(0, 7),
    source="a standard exercise; the perfect shuffle of two halves",
)

"""Choice and change, one after the other: the two ways through a list that every functional program begins with."""

from contrast.sampling import Rng, int_lists
from contrast.task import Split, Task
from contrast.vocab.lists import VOCABULARY


def filter_even_then_double(xs: list[int]) -> list[int]:
    """Twice each of the even elements of `xs`, in their order; zero is even.

    >>> filter_even_then_double([3, 4, 0, 7, 2])
    [8, 0, 4]
    """
    return [2 * x for x in xs if x % 2 == 0]


def mostly_odd_or_even(rng: Rng, size: int) -> tuple[list[int]]:
    """A list in which nine of ten elements are odd, or nine of ten are even."""
    odd = rng.random(size) < rng.choice([0.1, 0.9])
    return ((2 * rng.integers(0, 8, size) + odd).tolist(),)


task = Task(
    filter_even_then_double,
    VOCABULARY,
    splits={
        "train": Split((1, 20)),
        "longer_2x": Split((40, 40), why="twice the length"),
        "longer_10x": Split((200, 200), why="ten times the length"),
        "larger": Split((1, 20), int_lists(16, 99), why="values never seen"),
        "structured": Split((10, 20), mostly_odd_or_even, why="nearly all elements go, or nearly all stay"),
    },
    sampler=int_lists(0, 15),
    source="a standard exercise, after M. Balog et al., DeepCoder, 2017",
)

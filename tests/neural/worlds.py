"""Small tasks and problems for the tests of the networks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from contrast.sampling import bit_lists, int_lists
from contrast.solver import Problem
from contrast.task import Example, Split, Task
from contrast.values import Graph, Grid
from contrast.vocab.lists import VOCABULARY


def majority(bits: list[bool]) -> bool:
    """Whether more than half of the bits are set."""
    return 2 * sum(bits) > len(bits)


def echo(xs: list[int]) -> list[int]:
    """`xs` itself."""
    return list(xs)


def backwards(xs: list[int]) -> list[int]:
    """`xs` from its end."""
    return xs[::-1]


def twice(xs: list[int]) -> list[int]:
    """`xs` followed by itself."""
    return xs + xs


def differ(a: bool, b: bool) -> bool:
    """Whether just one of the two is true."""
    return a != b


def opposite(x: float, y: float) -> bool:
    """Whether the two have different signs."""
    return x * y < 0


def triple(x: float) -> float:
    """Three times `x`."""
    return 3 * x


def upper(text: str) -> str:
    """The text in capitals."""
    return text.upper()


def total(xs: list[float]) -> float:
    """The sum of `xs`."""
    return sum(xs, 0.0)


def halves(xs: list[float]) -> list[float]:
    """Half of each number."""
    return [x / 2 for x in xs]


def brightest(image: Grid) -> int:
    """The largest cell."""
    return int(image.max())


def direct(graph: Graph, source: int) -> list[float]:
    """The weights of the edges from `source`."""
    return [float(weight) for weight in graph[source]]


def plus(a: int, b: int) -> int:
    """The sum."""
    return a + b


def summed(xs: list[int]) -> int:
    """The sum of `xs`."""
    return sum(xs)


def swap(a: int, b: int) -> tuple[int, int]:
    """The two in the other order."""
    return b, a


def ring(rng: np.random.Generator, size: int) -> tuple[Graph, int]:
    """A directed ring of `size` nodes with weights 1 to 3, and a node."""
    weights = np.full((size, size), np.inf)
    weights[np.arange(size), (np.arange(size) + 1) % size] = rng.integers(1, 4, size)
    np.fill_diagonal(weights, 0.0)
    return Graph(weights), int(rng.integers(size))


def words(rng: np.random.Generator, size: int) -> tuple[str]:
    """A word of `size` letters from a to d."""
    return ("".join(rng.choice(list("abcd"), size).tolist()),)


BITS = bit_lists()
DIGITS = int_lists(0, 4)
SIZES = {"train": Split((1, 5))}
TO_LONGER = {"train": Split((1, 8)), "longer": Split((16, 16), why="twice the length")}

TASKS = {
    "majority": Task(majority, VOCABULARY, SIZES, BITS, name="majority"),
    "echo": Task(echo, VOCABULARY, SIZES, DIGITS, name="echo"),
    "backwards": Task(backwards, VOCABULARY, TO_LONGER, DIGITS, name="backwards"),
    "twice": Task(twice, VOCABULARY, SIZES, DIGITS, name="twice"),
    "differ": Task(differ, VOCABULARY, SIZES, name="differ"),
    "opposite": Task(opposite, VOCABULARY, SIZES, name="opposite"),
    "triple": Task(triple, VOCABULARY, {"train": Split((10, 10))}, name="triple", tolerance=0.05),
    "upper": Task(upper, VOCABULARY, SIZES, words, name="upper"),
    "total": Task(total, VOCABULARY, SIZES, name="total", tolerance=0.1),
    "halves": Task(halves, VOCABULARY, SIZES, name="halves", tolerance=0.1),
    "brightest": Task(brightest, VOCABULARY, SIZES, name="brightest"),
    "direct": Task(direct, VOCABULARY, {"train": Split((2, 5))}, ring, name="direct"),
    "plus": Task(plus, VOCABULARY, {"train": Split((40, 40))}, name="plus"),
    "summed": Task(summed, VOCABULARY, SIZES, int_lists(0, 30), name="summed"),
    "swap": Task(swap, VOCABULARY, SIZES, name="swap"),
}


def endless(name: str, seed: int = 0) -> Problem:
    """The task's problem with unlimited fresh draws."""
    task = TASKS[name]

    def stream() -> Iterator[Example]:
        return task.stream(seed)

    return Problem(task, [], seed, stream)


def given(name: str, count: int, seed: int = 0) -> Problem:
    """The task's problem with `count` examples."""
    return Problem(TASKS[name], TASKS[name].draw("train", seed, count).examples, seed)

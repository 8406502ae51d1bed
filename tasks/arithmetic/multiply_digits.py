"""Multiplication as it is learnt at school: every digit meets every other, and then the carries travel."""

from contrast.sampling import Rng
from contrast.task import Split, Task
from contrast.vocab.digits import VOCABULARY


def multiply_digits(xs: list[int], ys: list[int]) -> list[int]:
    """The product of two numbers of n decimal digits, the lowest first; it has 2n digits, of which the highest may be 0.

    >>> multiply_digits([2, 1], [3, 0]), multiply_digits([9], [9])
    ([6, 3, 0, 0], [1, 8])
    """
    product = [0] * (len(xs) + len(ys))
    for i, x in enumerate(xs):
        carry = 0
        for j, y in enumerate(ys):
            carry, product[i + j] = divmod(product[i + j] + x * y + carry, 10)
        product[i + len(ys)] = carry
    return product


def two_numbers(rng: Rng, size: int) -> tuple[list[int], list[int]]:
    """Two numbers of `size` digits; their highest may be 0."""
    return rng.integers(0, 10, size).tolist(), rng.integers(0, 10, size).tolist()


def low_digits_only(rng: Rng, size: int) -> tuple[list[int], list[int]]:
    """Two numbers of two digits or three, written with zeros in front, as in 000012 times 000034."""
    xs, ys = ([*rng.integers(0, 10, rng.integers(2, 4)).tolist(), *[0] * size][:size] for _ in range(2))
    return xs, ys


def high_digits(rng: Rng, size: int) -> tuple[list[int], list[int]]:
    """Two numbers of which about half of the digits are 9 and the others 7 or 8: the carries are as large as they get."""
    return rng.choice([7, 8, 9, 9], size).tolist(), rng.choice([7, 8, 9, 9], size).tolist()


task = Task(
    multiply_digits,
    VOCABULARY,
    splits={
        "train": Split((1, 6)),
        "longer_2x": Split((12, 12), why="twice the digits"),
        "longer_10x": Split((60, 60), why="ten times the digits"),
        "structured": Split((5, 6), low_digits_only, why="small numbers with zeros in front"),
        "carries": Split((5, 6), high_digits, why="high digits, whose carries are the largest"),
    },
    sampler=two_numbers,
    source="E. Price, W. Zaremba and I. Sutskever, Extensions and limitations of the neural GPU, 2016 (000…002 x 000…002)",
)

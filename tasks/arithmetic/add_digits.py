"""Addition as it is learnt at school: a carry may travel from the first digit to the last."""

from contrast.sampling import Rng
from contrast.task import Split, Task
from contrast.vocab.digits import VOCABULARY


def add_digits(xs: list[int], ys: list[int]) -> list[int]:
    """The sum of two numbers of the same length in decimal digits, the lowest first; it has one digit more, which may be 0.

    >>> add_digits([9, 9], [1, 0]), add_digits([2, 1], [3, 0])
    ([0, 0, 1], [5, 1, 0])
    """
    digits, carry = [], 0
    for x, y in zip(xs, ys, strict=True):
        carry, digit = divmod(x + y + carry, 10)
        digits.append(digit)
    return [*digits, carry]


def two_numbers(rng: Rng, size: int) -> tuple[list[int], list[int]]:
    """Two numbers of `size` digits; their highest may be 0."""
    return rng.integers(0, 10, size).tolist(), rng.integers(0, 10, size).tolist()


def long_carries(rng: Rng, size: int) -> tuple[list[int], list[int]]:
    """Two numbers whose digits add up to 9 in all but about one place of eight: a carry goes on over many digits."""
    xs, ys = two_numbers(rng, size)
    return xs, [y if rng.random() < 0.125 else 9 - x for x, y in zip(xs, ys, strict=True)]


task = Task(
    add_digits,
    VOCABULARY,
    splits={
        "train": Split((1, 20)),
        "longer_2x": Split((40, 40), why="twice the digits"),
        "longer_10x": Split((200, 200), why="ten times the digits"),
        "structured": Split((12, 20), long_carries, why="carries that travel far"),
    },
    sampler=two_numbers,
    source="W. Zaremba and I. Sutskever, Learning to execute, 2014 (addition)",
)

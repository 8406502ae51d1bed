"""From decimal to binary: no digit of the one is a digit of the other, and each bit depends on all digits below it."""

from contrast.sampling import Rng, int_lists
from contrast.task import Split, Task
from contrast.vocab.digits import VOCABULARY

BITS_A_DIGIT = 4


def decimal_to_binary(digits: list[int]) -> list[int]:
    """The bits, 0 or 1, of a number in decimal digits, the lowest first in both; four for each digit, of which the last may be 0.

    >>> decimal_to_binary([6]), decimal_to_binary([2, 1])
    ([0, 1, 1, 0], [0, 0, 1, 1, 0, 0, 0, 0])
    """
    number = sum(digit * 10**place for place, digit in enumerate(digits))
    return [number >> place & 1 for place in range(BITS_A_DIGIT * len(digits))]


def long_runs(rng: Rng, size: int) -> tuple[list[int]]:
    """The digits of a number whose bits, all that `size` digits have room for, stand in runs of two to eight equal ones."""
    room = (10**size).bit_length() - 1
    bits = [k for k, n in enumerate(rng.integers(2, 9, room)) for _ in range(n)][:room]
    number = sum((k + 1) % 2 << place for place, k in enumerate(bits))
    return ([int(digit) for digit in reversed(str(number).zfill(size))],)


def few_digits(rng: Rng, size: int) -> tuple[list[int]]:
    """Digits of which about three in four are 0."""
    return ([int(digit) if rng.random() < 0.25 else 0 for digit in rng.integers(0, 10, size)],)


task = Task(
    decimal_to_binary,
    VOCABULARY,
    splits={
        "train": Split((1, 8)),
        "longer_2x": Split((16, 16), why="twice the digits"),
        "longer_10x": Split((80, 80), why="ten times the digits"),
        "sparse": Split((7, 8), few_digits, why="mostly zeros"),
        "structured": Split((7, 8), long_runs, why="long runs of equal bits"),
    },
    sampler=int_lists(0, 9),
    source="D. E. Knuth, The Art of Computer Programming, volume 2, 1969 (section 4.4, radix conversion)",
)

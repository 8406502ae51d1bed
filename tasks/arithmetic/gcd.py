"""The greatest common divisor, by the oldest algorithm that is still in use: how often it repeats depends on the numbers."""

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.digits import VOCABULARY

LARGEST = 150
"""The largest number in training."""


def gcd(a: int, b: int) -> int:
    """The largest whole number that divides both `a` and `b`, which are 1 or more.

    A pair (a, b) in `same` may have its mirror image (b, a) in training: who knows that the order does not matter may use it.

    >>> gcd(12, 18), gcd(7, 5), gcd(4, 8)
    (6, 1, 4)
    """
    return max(d for d in range(1, min(a, b) + 1) if a % d == 0 and b % d == 0)


def with_a_factor(low: int) -> Sampler:
    """Two numbers from `low` to `size` with a common factor that is drawn first, 1 to 12: else most pairs have none."""

    def draw(rng: Rng, size: int) -> tuple[int, int]:
        factor = int(rng.integers(1, 13))
        a, b = rng.integers(-(-low // factor), size // factor + 1, 2).tolist()
        return factor * a, factor * b

    return draw


def many_steps(rng: Rng, size: int) -> tuple[int, int]:
    """Two numbers, the larger one above any of training, of which most of Euclid's quotients are 1."""
    factor = int(rng.integers(1, 13))
    a, b = factor * int(rng.integers(2, 6)), factor
    while a <= LARGEST:
        a, b = int(rng.choice([1, 1, 2, 3])) * a + b, a
    return (a, b) if rng.random() < 0.5 else (b, a)


task = Task(
    gcd,
    VOCABULARY,
    splits={
        "train": Split((LARGEST, LARGEST)),
        "larger_2x": Split((2 * LARGEST, 2 * LARGEST), with_a_factor(LARGEST + 1), why="numbers up to twice as large"),
        "larger_10x": Split((10 * LARGEST, 10 * LARGEST), with_a_factor(2 * LARGEST + 1), why="numbers up to ten times as large"),
        "structured": Split(
            (4 * LARGEST, 4 * LARGEST), many_steps, why="larger numbers that keep Euclid's algorithm busy for long"
        ),
    },
    sampler=with_a_factor(1),
    source="Euclid, Elements, book VII, propositions 1 and 2; F. Charton, Learning the greatest common divisor, 2024",
)

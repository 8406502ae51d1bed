"""Addition on a clock of 97 hours, on which nets were found to generalise long after they had fitted."""

from contrast.sampling import Rng
from contrast.task import Split, Task
from contrast.vocab.arithmetic import VOCABULARY

MODULUS = 97


def modular_addition(a: int, b: int) -> int:
    """The remainder of `a` plus `b` by 97.

    Training holds three quarters of the 9,409 pairs of numbers from 0 to 96, `same` the rest. A pair (a, b) in `same`
    may have its mirror image (b, a) in training: who knows that addition commutes may use it.

    >>> modular_addition(90, 10)
    3
    """
    return (a + b) % MODULUS


def reduced(rng: Rng, size: int) -> tuple[int, int]:
    """Two numbers from 0 to 96."""
    return int(rng.integers(MODULUS)), int(rng.integers(MODULUS))


def larger(rng: Rng, size: int) -> tuple[int, int]:
    """Two numbers from 97 to 500."""
    return int(rng.integers(MODULUS, 501)), int(rng.integers(MODULUS, 501))


def around_a_multiple(rng: Rng, size: int) -> tuple[int, int]:
    """Two numbers up to 502, at least one of them above 96, whose sum is a multiple of 97, or one less or one more."""
    a, b = larger(rng, size)
    b -= (a + b + 1) % MODULUS - int(rng.integers(3))
    return (a, b) if rng.random() < 0.5 else (b, a)


task = Task(
    modular_addition,
    VOCABULARY.with_constants(MODULUS),
    splits={
        "train": Split(),
        "larger": Split(sampler=larger, why="numbers never seen"),
        "structured": Split(sampler=around_a_multiple, why="larger numbers whose sum is within one of a multiple of 97"),
    },
    sampler=reduced,
    source="A. Power et al., Grokking: generalization beyond overfitting on small algorithmic datasets, 2022",
)

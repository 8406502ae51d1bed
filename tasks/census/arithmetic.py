"""Programs on two whole numbers that nobody picked, drawn from the grammar that the search itself enumerates."""

from contrast.census.domain import Domain
from contrast.census.programs import census
from contrast.dsl import Var
from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.arithmetic import VOCABULARY

SOURCE = "drawn from the weighted grammar of the vocabulary `arithmetic`"


def pairs(low: int, high: int, apart: int | None = None) -> Sampler:
    """Two numbers from `low` to `high`; or one, and one that is at most so far apart."""

    def draw(rng: Rng, size: int) -> tuple[int, int]:
        a, b = rng.integers(low, high + 1, 2).tolist()
        return (a, b) if apart is None else (a, max(low, a + int(rng.integers(-apart, apart + 1))))

    return draw


PAIRS = Domain(
    (Var("a", int), Var("b", int)),
    pairs(0, 40),
    {
        "train": Split((1, 1)),
        "larger": Split((2, 2), pairs(41, 400), items=500, why="up to ten times as large"),
        "structured": Split((1, 1), pairs(0, 40, apart=1), why="numbers that differ by one at most"),
    },
)


def tasks(n: int = 30, seed: int = 0) -> dict[str, Task]:
    """`n` programs, half of them to whole numbers, half to truth values."""
    return census(PAIRS, (int, bool), VOCABULARY, n, seed, SOURCE)

"""Programs on rows of bits that nobody picked, drawn from the grammar that the search itself enumerates."""

from contrast.tasks.census._bits import ROWS

from contrast.census.programs import census
from contrast.task import Task
from contrast.vocab.bits import VOCABULARY

SOURCE = "drawn from the weighted grammar of the vocabulary `bits`"


def tasks(n: int = 30, seed: int = 0) -> dict[str, Task]:
    """`n` programs from bits to a bit."""
    return census(ROWS, (bool,), VOCABULARY, n, seed, SOURCE)

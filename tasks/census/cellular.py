"""Cellular automata that nobody picked: a rule for each cell and its neighbours, applied a few times to a ring of bits."""

from functools import partial

from contrast.tasks.census._bits import ROWS

from contrast.census.machines import census
from contrast.census.sieve import Drawn
from contrast.sampling import Rng
from contrast.task import Task
from contrast.vocab.digits import VOCABULARY

SOURCE = "cellular automata whose rules are drawn at random, on a ring of bits"

SIZES = ((1, 1), (1, 2), (1, 4), (2, 1))
"""Neighbours on either side that a cell looks at, and how often the rule is applied, a band each."""


def cellular(reach: int, steps: int, rng: Rng) -> Drawn:
    """A rule of this reach, applied so often. bits: those of its table, which is known by its number as Wolfram counts."""
    table = (rng.random(2 ** (2 * reach + 1)) < 0.5).tolist()

    def grown(bits: list[bool]) -> list[bool]:
        cells = bits
        for _ in range(steps):
            cells = [table[_around(cells, place, reach)] for place in range(len(cells))]
        return cells

    number = sum(1 << place for place, bit in enumerate(table) if bit)
    return Drawn(
        grown, len(table), f"A ring of cells after {steps} steps of rule {number}, which looks {reach} cells to either side."
    )


def _around(cells: list[bool], place: int, reach: int) -> int:
    """The neighbourhood as a binary number, its leftmost cell first."""
    code = 0
    for at in range(place - reach, place + reach + 1):
        code = 2 * code + cells[at % len(cells)]
    return code


def tasks(n: int = 20, seed: int = 0) -> dict[str, Task]:
    """`n` cellular automata, three fourths of them elementary ones applied one to four times."""
    makers = [partial(cellular, *size) for size in SIZES]
    return census(lambda _: ROWS, makers, list[bool], VOCABULARY, n, seed, SOURCE)

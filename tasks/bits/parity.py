"""Parity, the least smooth of all targets: every single bit decides."""

from contrast.sampling import Rng, biased_bits, bit_lists
from contrast.task import Split, Task
from contrast.vocab.bits import VOCABULARY


def parity(bits: list[bool]) -> bool:
    """Whether an odd number of the bits are set.

    >>> parity([True, False, True, True])
    True
    """
    return sum(bits) % 2 == 1


def two_runs(rng: Rng, size: int) -> tuple[list[bool]]:
    """Two runs of set bits with gaps around them."""
    first, end, second, last = sorted(rng.integers(0, size + 1, 4).tolist())
    return ([first <= place < end or second <= place < last for place in range(size)],)


task = Task(
    parity,
    VOCABULARY,
    splits={
        "train": Split((1, 20)),
        "longer_2x": Split((40, 40), why="twice the length"),
        "longer_10x": Split((200, 200), why="ten times the length"),
        "biased": Split((10, 20), biased_bits, why="mostly unset or mostly set"),
        "structured": Split((15, 20), two_runs, why="two runs of set bits"),
    },
    sampler=bit_lists(0.5),
    source="M. Minsky and S. Papert, Perceptrons, 1969",
)

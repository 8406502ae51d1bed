"""Parity of three bits among many that do not matter: rough where it counts, and hidden in noise."""

from contrast.tasks.bits._runs import runs

from contrast.sampling import biased_bits, bit_lists
from contrast.task import Split, Task
from contrast.vocab.bits import VOCABULARY


def parity_of_3(bits: list[bool]) -> bool:
    """Whether an odd number of the first three bits are set; the bits behind them do not matter.

    >>> parity_of_3([True, True, True, False]), parity_of_3([False, True, True, True])
    (True, False)
    """
    return sum(bits[:3]) % 2 == 1


task = Task(
    parity_of_3,
    VOCABULARY,
    splits={
        "train": Split((6, 20)),
        "longer_2x": Split((40, 40), why="twice the length"),
        "longer_10x": Split((200, 200), why="ten times the length"),
        "biased": Split((12, 20), biased_bits, why="mostly unset or mostly set"),
        "structured": Split((15, 20), runs, why="runs of equal bits"),
    },
    sampler=bit_lists(0.5),
    source="a sparse parity, after M. Minsky and S. Papert, Perceptrons, 1969",
)

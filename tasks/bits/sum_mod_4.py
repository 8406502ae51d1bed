"""The sum of the bits on a clock of four hours: parity twice over, with four answers instead of two."""

from contrast.tasks.bits._runs import runs

from contrast.sampling import biased_bits, bit_lists
from contrast.task import Split, Task
from contrast.vocab.bits import VOCABULARY


def sum_mod_4(bits: list[bool]) -> int:
    """The remainder of the number of set bits by 4.

    >>> sum_mod_4([True, True, False, True, True, True])
    1
    """
    return sum(bits) % 4


task = Task(
    sum_mod_4,
    VOCABULARY,
    splits={
        "train": Split((1, 20)),
        "longer_2x": Split((40, 40), why="twice the length"),
        "longer_10x": Split((200, 200), why="ten times the length"),
        "biased": Split((10, 20), biased_bits, why="mostly unset or mostly set"),
        "structured": Split((15, 20), runs, why="runs of equal bits"),
    },
    sampler=bit_lists(0.5),
    source="a standard exercise; after M. Minsky and S. Papert, Perceptrons, 1969",
)

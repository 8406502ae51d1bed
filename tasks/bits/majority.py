"""Strict majority, a smooth target: far from the tie no single bit matters."""

from contrast.sampling import Rng, biased_bits, bit_lists
from contrast.task import Split, Task
from contrast.vocab.bits import VOCABULARY


def majority(bits: list[bool]) -> bool:
    """Whether more than half of the bits are set; a tie is not a majority.

    >>> majority([True, False, True]), majority([True, False])
    (True, False)
    """
    return 2 * sum(bits) > len(bits)


def near_tie(rng: Rng, size: int) -> tuple[list[bool]]:
    """As many bits set as half the length, rounded down, or one more: one bit decides."""
    bits = [place < size // 2 + rng.integers(2) for place in range(size)]
    return (rng.permutation(bits).tolist(),)


task = Task(
    majority,
    VOCABULARY,
    splits={
        "train": Split((1, 20)),
        "longer_2x": Split((40, 40), why="twice the length"),
        "longer_10x": Split((200, 200), why="ten times the length"),
        "biased": Split((10, 20), biased_bits, why="mostly unset or mostly set"),
        "structured": Split((10, 20), near_tie, why="one bit away from the tie"),
    },
    sampler=bit_lists(0.5),
    source="M. Minsky and S. Papert, Perceptrons, 1969",
)

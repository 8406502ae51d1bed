"""Even pairs, a question about all neighbours that the two ends answer: a regular language that hides a short cut."""

from itertools import pairwise

from contrast.sampling import Rng, biased_bits, bit_lists
from contrast.task import Split, Task
from contrast.vocab.bits import VOCABULARY


def even_pairs(bits: list[bool]) -> bool:
    """Whether the number of unequal neighbours, 01 and 10 together, is even; a single bit has none.

    >>> even_pairs([False, True, True, False]), even_pairs([False, True])
    (True, False)
    """
    return sum(left != right for left, right in pairwise(bits)) % 2 == 0


def nearly_alternating(rng: Rng, size: int) -> tuple[list[bool]]:
    """Bits of which nine in ten differ from the one before."""
    return ((((rng.random(size) < 0.9).cumsum() + rng.integers(2)) % 2 == 1).tolist(),)


task = Task(
    even_pairs,
    VOCABULARY,
    splits={
        "train": Split((1, 20)),
        "longer_2x": Split((40, 40), why="twice the length"),
        "longer_10x": Split((200, 200), why="ten times the length"),
        "biased": Split((10, 20), biased_bits, why="mostly unset or mostly set"),
        "structured": Split((15, 20), nearly_alternating, why="nearly all neighbours unequal"),
    },
    sampler=bit_lists(0.5),
    source="Delétang et al., Neural Networks and the Chomsky Hierarchy, 2023 (even pairs)",
)

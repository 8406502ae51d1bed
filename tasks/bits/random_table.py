"""A random table, the control of its family: no short program exists, and nothing is to be learnt from neighbours."""

import hashlib

from contrast.sampling import Rng, biased_bits, bit_lists, is_reserved
from contrast.task import Split, Task
from contrast.vocab.bits import VOCABULARY

NAME = "bits/random_table"
WIDTH = 12
SEEN_NEIGHBOURS = 10

TABLE = [byte >> place & 1 == 1 for byte in hashlib.shake_256(NAME.encode()).digest(2**WIDTH // 8) for place in range(8)]
"""One truth value for each input: the bits of a hash of the name, written down once and only looked up."""


def random_table(bits: list[bool]) -> bool:
    """The entry of a fixed random table of 4,096 truth values at the place that twelve bits write, highest first.

    No entry tells anything of another: on inputs that were not seen nobody does better than chance, and no program is much
    shorter than the table. A longer input would need another table, hence no axis of length. Instead one axis holds the
    inputs that training surrounds, the other those with few set bits or many. All lie among the 4,096 inputs, of which a
    quarter is kept from training; so the test splits have fewer than 1,000 items.

    >>> random_table([False] * 12), random_table([False] * 11 + [True])
    (True, False)
    """
    return TABLE[sum(bit << place for place, bit in enumerate(reversed(bits)))]


def seen_neighbours(bits: list[bool]) -> int:
    """How many of the inputs one flip away belong to training."""
    flipped = ([bit != (place == turned) for place, bit in enumerate(bits)] for turned in range(len(bits)))
    return sum(not is_reserved(NAME, (neighbour,)) for neighbour in flipped)


def surrounded(rng: Rng, size: int) -> tuple[list[bool]]:
    """An input of which at least ten of the twelve neighbours belong to training; nine is the mean."""
    while True:
        bits = (rng.random(size) < 0.5).tolist()
        if seen_neighbours(bits) >= SEEN_NEIGHBOURS:
            return (bits,)


task = Task(
    random_table,
    VOCABULARY,
    splits={
        "train": Split((WIDTH, WIDTH)),
        "structured": Split((WIDTH, WIDTH), surrounded, why="nearly all inputs one flip away were trained on"),
        "biased": Split((WIDTH, WIDTH), biased_bits, why="mostly unset or mostly set"),
    },
    sampler=bit_lists(),
    source="C. E. Shannon, The synthesis of two-terminal switching circuits, 1949 (nearly all functions have no small circuit)",
)

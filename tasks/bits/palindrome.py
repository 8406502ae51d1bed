"""Palindromes: each bit has to be compared with one that lies ever further away."""

from contrast.sampling import Rng, Sampler, biased_bits, bit_lists
from contrast.task import Split, Task
from contrast.vocab.bits import VOCABULARY


def palindrome(bits: list[bool]) -> bool:
    """Whether the bits read the same from both ends.

    >>> palindrome([True, False, False, True]), palindrome([True, False])
    (True, False)
    """
    return bits == bits[::-1]


def half_mirrored(halves: Sampler, most: int = 3) -> Sampler:
    """Bits of which `halves` draws the first half: half of the lists are palindromes, half have up to `most` unequal pairs."""

    def draw(rng: Rng, size: int) -> tuple[list[bool]]:
        (half,) = halves(rng, (size + 1) // 2)
        bits = [*half, *half[: size // 2][::-1]]
        if rng.random() < 0.5:
            for place in rng.choice(size // 2, rng.integers(1, min(most, size // 2) + 1), replace=False).tolist():
                flipped = place if rng.random() < 0.5 else size - 1 - place
                bits[flipped] = not bits[flipped]
        return (bits,)

    return draw


task = Task(
    palindrome,
    VOCABULARY,
    splits={
        "train": Split((2, 20)),
        "longer_2x": Split((40, 40), why="twice the length"),
        "longer_10x": Split((200, 200), why="ten times the length"),
        "biased": Split((16, 22), half_mirrored(biased_bits), why="mostly unset or mostly set"),
        "structured": Split((16, 22), half_mirrored(bit_lists(), most=1), why="one unequal pair or none"),
    },
    sampler=half_mirrored(bit_lists()),
    source="a standard language that no finite automaton accepts",
)

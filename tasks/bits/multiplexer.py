"""The multiplexer: an address picks one of many bits, so the same bit decides everything or nothing."""

from contrast.sampling import Rng
from contrast.task import Split, Task
from contrast.vocab.bits import VOCABULARY


def multiplexer(address: list[bool], data: list[bool]) -> bool:
    """The bit of `data` at the place that `address` writes as a binary number, its highest bit first; places count from 0.

    Two bits of address have four bits of data, three have eight, and so on.

    >>> multiplexer([True, False], [False, False, True, False])
    True
    """
    return data[sum(bit << power for power, bit in enumerate(reversed(address)))]


def addressed(rng: Rng, size: int) -> tuple[list[bool], list[bool]]:
    """An address of `size` bits, and data for each."""
    return (rng.random(size) < 0.5).tolist(), (rng.random(2**size) < 0.5).tolist()


def at_a_border(rng: Rng, size: int) -> tuple[list[bool], list[bool]]:
    """Data of two to five runs, and the address of a bit that differs from the one before or behind it."""
    borders = sorted(rng.choice(range(1, 2**size), rng.integers(1, 5), replace=False).tolist())
    first = bool(rng.integers(2))
    data = [first != (sum(border <= place for border in borders) % 2 == 1) for place in range(2**size)]
    place = int(rng.choice(borders)) - int(rng.integers(2))
    return [bool(place >> power & 1) for power in reversed(range(size))], data


task = Task(
    multiplexer,
    VOCABULARY,
    splits={
        "train": Split((2, 4)),
        "longer_2x": Split((5, 5), why="twice the data, one more bit of address"),
        "longer_8x": Split((7, 7), why="eight times the data, three more bits of address"),
        "structured": Split((4, 4), at_a_border, why="runs of data, with the address of a bit at a border"),
    },
    sampler=addressed,
    source="S. W. Wilson, Classifier systems and the animat problem, 1987 (Boolean multiplexer)",
)

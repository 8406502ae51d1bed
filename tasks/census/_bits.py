"""Where the censuses of functions of bits are defined: rows of any length, and twelve bits."""

from collections.abc import Callable

from contrast.tasks.bits._runs import runs

from contrast.census.domain import Domain
from contrast.dsl import Var
from contrast.sampling import Rng, Sampler, biased_bits, bit_lists
from contrast.task import Split

WIDTH = 12
"""Bits of the functions of fixed size: 4096 inputs, of which tests hold a fourth."""

ROWS = Domain(
    (Var("bits", list[bool]),),
    bit_lists(),
    {
        "train": Split((1, 20)),
        "longer_2x": Split((40, 40), items=500, why="twice the length"),
        "longer_10x": Split((200, 200), items=200, why="ten times the length"),
        "biased": Split((10, 20), biased_bits, items=500, why="mostly unset or mostly set"),
        "structured": Split((10, 20), runs, items=500, why="runs of equal bits"),
    },
)

Function = Callable[..., bool]


def fair(rng: Rng, size: int) -> tuple[bool, ...]:
    """Twelve fair bits, whatever the size."""
    return tuple((rng.random(WIDTH) < 0.5).tolist())


def mostly(rng: Rng, size: int) -> tuple[bool, ...]:
    """Twelve bits, mostly unset or mostly set."""
    return tuple((rng.random(WIDTH) < rng.choice([0.2, 0.8])).tolist())


def at_the_border(function: Function) -> Sampler:
    """Twelve bits of which a single one, changed, changes the output; after a few tries any."""

    def draw(rng: Rng, size: int) -> tuple[bool, ...]:
        for _ in range(20):
            bits = fair(rng, size)
            place = int(rng.integers(WIDTH))
            if function(*bits) != function(*bits[:place], not bits[place], *bits[place + 1 :]):
                break
        return bits

    return draw


def twelve(function: Function | None = None) -> Domain:
    """Functions of twelve bits; the hard inputs are those of this function."""
    hard = fair if function is None else at_the_border(function)
    return Domain(
        tuple(Var(f"b{place}", bool) for place in range(1, WIDTH + 1)),
        fair,
        {
            "train": Split((1, 1)),
            "biased": Split((1, 1), mostly, why="mostly unset or mostly set"),
            "structured": Split((1, 1), hard, why="one bit, changed, changes the output"),
        },
    )

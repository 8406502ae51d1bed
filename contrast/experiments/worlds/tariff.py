"""A tariff with a threshold near the end of its range."""

from __future__ import annotations

from contrast.dsl import DSL
from contrast.experiments.interface import Range
from contrast.experiments.world import World
from contrast.vocab.primitives.numbers.booleans import both, choose
from contrast.vocab.primitives.numbers.integers import add, less, sub


def charge(power: int, hours: int) -> int:
    """What a user pays: the power drawn, and from a threshold on the hours too.

    Of the inputs, 9 % lie beyond the threshold, and as many in the last step before it.
    """
    return power + hours if power > 90 else power


WORLD = World(
    charge,
    DSL.of(
        choose, less, both, add, sub,
        constants=tuple(range(10, 100, 10)), weights={"variable": 4, "choose": 2, "add": 2, "sub": 2}, name="tariff",
    ),
    {"power": Range(0, 99, beyond=(100, 199)), "hours": Range(0, 99, beyond=(100, 199))},
)  # fmt: skip

"""A tariff with a threshold in a corner."""

from __future__ import annotations

from contrast.dsl import DSL
from contrast.experiments.world import Range, World
from contrast.vocab.primitives.booleans import both, choose
from contrast.vocab.primitives.integers import add, less


def charge(power: int, hours: int) -> int:
    """What a user pays: the power drawn, and the hours too where both are high."""
    return power + hours if power > 80 and hours > 60 else power


WORLD = World(
    charge,
    DSL.of(
        choose, less, both, add,
        constants=(20, 40, 60, 80), weights={"variable": 6, "choose": 2, "add": 2}, name="tariff",
    ),
    {"power": Range(0, 99, beyond=(100, 199)), "hours": Range(0, 99, beyond=(100, 199))},
)  # fmt: skip

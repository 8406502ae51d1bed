"""An alarm that few loads set off."""

from __future__ import annotations

from contrast.dsl import DSL
from contrast.experiments.interface import Range
from contrast.experiments.world import World
from contrast.vocab.primitives.numbers.booleans import both, negate
from contrast.vocab.primitives.numbers.integers import add, less, sub


def alarm(front: int, middle: int, rear: int) -> bool:
    """Whether three loads together are too much.

    Of the 1,000 inputs, 5.6 % set it off; the others look alike.
    """
    return front + middle + rear > 21


WORLD = World(
    alarm,
    DSL.of(add, sub, less, both, negate, constants=tuple(range(3, 27, 3)), weights={"variable": 3, "add": 2}, name="loads"),
    {name: Range(0, 9, beyond=(10, 19)) for name in ("front", "middle", "rear")},
)

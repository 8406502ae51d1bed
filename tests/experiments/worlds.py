"""Small worlds for the tests."""

from __future__ import annotations

from contrast.dsl import DSL
from contrast.experiments import Range, World
from contrast.vocab.primitives.numbers.integers import less
from contrast.vocab.reals import VOCABULARY

LEVELS = DSL.of(less, constants=tuple(range(64)), name="levels")
"""Rules that say: x is above a level, or below one, always, or never."""

RULES = 64 + 63 + 1
"""Above 0 to 63 (the last one never holds), below 1 to 63, and always."""


def above_37(x: int) -> bool:
    """Whether x is above a threshold."""
    return x > 37


def above_37_or_5(x: int) -> bool:
    """A rule that `LEVELS` cannot say."""
    return x > 37 or x == 5


def twice_the_square(x: float) -> float:
    """A law with one constant."""
    return 2 * x * x


THRESHOLD = World(above_37, LEVELS, {"x": Range(0, 63)}, name="threshold")
UNSAYABLE = World(above_37_or_5, LEVELS, {"x": Range(0, 63)}, name="unsayable")
PARABOLA = World(twice_the_square, VOCABULARY, {"x": Range(1, 3, beyond=(3, 9))}, name="parabola")

"""A lock that a few settings of its switches open."""

from __future__ import annotations

from contrast.dsl import DSL
from contrast.experiments.world import World
from contrast.vocab.primitives.numbers.booleans import both, either, negate


def opens(a: bool, b: bool, c: bool, d: bool, e: bool, f: bool, g: bool, h: bool, i: bool, j: bool) -> bool:
    """Whether a lock of ten switches opens: four of them must be on, whatever the others are.

    Of the 1,024 settings, 6 % open it; the others look alike.
    """
    return b and e and g and i


WORLD = World(opens, DSL.of(both, either, negate, name="switches"))

"""The local rule of a cellular automaton."""

from __future__ import annotations

from contrast.dsl import DSL
from contrast.experiments.world import World
from contrast.vocab.primitives.numbers.booleans import both, either, negate


def next_state(a: bool, b: bool, c: bool, d: bool, e: bool, f: bool, g: bool) -> bool:
    """What a cell becomes, from itself (d) and three neighbours on each side.

    Of the 128 inputs, 13 % tell it from `f` alone, 62 % from a constant: choosing helps somewhat.
    """
    return (c and not d) or f


WORLD = World(next_state, DSL.of(both, either, negate, name="cells"))

"""A law of attraction that no textbook has."""

from __future__ import annotations

import math

from contrast.experiments.interface import Range
from contrast.experiments.world import World
from contrast.vocab.reals import VOCABULARY


def force(m: float, n: float, r: float) -> float:
    """Attraction that falls with the power 1.5 of the distance, and is screened like a Yukawa force.

    Every input tells: without noise any other law is off by more than rounding (of 20,000 draws 100 % show the screening).
    A random experimenter is as good as any here.
    """
    return 2 * m * n * math.exp(-r / 3) / (r * math.sqrt(r))


WORLD = World(force, VOCABULARY, {"m": Range(1, 10), "n": Range(1, 10), "r": Range(0.5, 5, beyond=(5, 10))})

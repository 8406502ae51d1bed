"""A pendulum with a trap: at small angles a simpler law holds as far as the instruments tell."""

from __future__ import annotations

import math

from contrast.experiments.interface import Range
from contrast.experiments.world import World
from contrast.vocab.reals import VOCABULARY


def torque(length: float, angle: float) -> float:
    """The torque on a pendulum, which is proportional to the angle only while that is small.

    Of the inputs, 23 % (20,000 draws) tell the sine from its argument by more than three standard deviations of the noise.
    """
    return 9.8 * length * math.sin(angle)


WORLD = World(
    torque,
    VOCABULARY,
    {"length": Range(0.5, 2), "angle": Range(0.001, 2.5, log=True, beyond=(2.5, 6))},
    noise=0.01,
)

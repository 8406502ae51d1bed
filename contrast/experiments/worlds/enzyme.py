"""A law in noise."""

from __future__ import annotations

from contrast.experiments.interface import Range
from contrast.experiments.world import World
from contrast.vocab.reals import VOCABULARY


def rate(enzyme: float, substrate: float) -> float:
    """The rate of an enzyme that saturates with its substrate (Michaelis and Menten).

    Of the inputs, 76 % (20,000 draws) tell it from both of its limits, a product and a constant share of the enzyme, by more
    than three standard deviations of the noise: choosing helps little.
    """
    return 3 * enzyme * substrate / (2 + substrate)


WORLD = World(
    rate,
    VOCABULARY,
    {"enzyme": Range(1, 5, beyond=(5, 20)), "substrate": Range(0.1, 100, log=True, beyond=(100, 1000))},
    noise=0.02,
)

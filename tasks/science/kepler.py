"""Kepler's third law, from the six planets that he knew.

Planets: semi-major axes (mean elements of J2000) and sidereal periods as NASA's planetary fact sheets give them
(nssdc.gsfc.nasa.gov/planetary/factsheet), read in copies at cap-lore.com/MathPhys/Orbits/JPLelements.html and
astronomynotes.com/tables/tablesb.htm. Asteroids, Chiron, Pluto and Orcus: JPL Small-Body Database, ssd-api.jpl.nasa.gov/sbdb.api,
to the digits read there, periods in days. Comets: NASA's comet fact sheet, read in a copy; left out are Hale-Bopp and
Hyakutake, whose values it rounds to one or two figures.

A planet's period is counted over centuries of observation. Catalogues derive a small body's period from its fitted
orbit, so those rows test whether a program extends to them, and are no independent evidence for the law.
"""

from collections.abc import Callable, Sequence

from contrast.task import Example, Split, Task, measured
from contrast.vocab.reals import VOCABULARY

DAYS = 365.25
"""A Julian year."""

PLANETS = [
    ("Mercury", 0.38709893, 87.969 / DAYS),
    ("Venus", 0.72333199, 224.701 / DAYS),
    ("Earth", 1.00000011, 365.256 / DAYS),
    ("Mars", 1.52366231, 686.98 / DAYS),
    ("Jupiter", 5.20336301, 11.862),
    ("Saturn", 9.53707032, 29.457),
]
ASTEROIDS = [
    ("4 Vesta", 2.361366, 1325.389 / DAYS),
    ("59 Elpis", 2.71, 1630 / DAYS),
    ("1 Ceres", 2.765553, 1679.853 / DAYS),
    ("243 Ida", 2.86, 1770 / DAYS),
    ("423 Diotima", 3.07, 1960 / DAYS),
    ("1867 Deiphobus", 5.14, 4250 / DAYS),
]
OUTER = [
    ("2060 Chiron", 13.7, 18500 / DAYS),
    ("Uranus", 19.19126393, 84.011),
    ("Neptune", 30.06896348, 164.79),
    ("90482 Orcus", 39.37687, 90300 / DAYS),
    ("134340 Pluto", 39.58863, 90981.72 / DAYS),
]
COMETS = [
    ("2P/Encke", 2.21, 3.30),
    ("107P/Wilson-Harrington", 2.64, 4.29),
    ("26P/Grigg-Skjellerup", 2.96, 5.09),
    ("45P/Honda-Mrkos-Pajdusakova", 3.02, 5.29),
    ("73P/Schwassmann-Wachmann 3", 3.06, 5.36),
    ("9P/Tempel 1", 3.12, 5.51),
    ("75P/Kohoutek", 3.4, 6.24),
    ("81P/Wild 2", 3.44, 6.39),
    ("76P/West-Kohoutek-Ikemura", 3.45, 6.46),
    ("6P/d'Arrest", 3.49, 6.51),
    ("67P/Churyumov-Gerasimenko", 3.51, 6.57),
    ("21P/Giacobini-Zinner", 3.52, 6.52),
    ("19P/Borrelly", 3.61, 6.86),
    ("27P/Crommelin", 9.20, 27.89),
    ("55P/Tempel-Tuttle", 10.33, 32.92),
    ("1P/Halley", 17.94, 76.1),
]


def rows(*tables: list[tuple[str, float, float]]) -> Callable[[], Sequence[Example]]:
    """The bodies of these tables as examples."""
    return lambda: [Example((axis,), period) for table in tables for _, axis, period in table]


@measured(rows(PLANETS, ASTEROIDS, OUTER, COMETS))
def kepler(axis: float) -> float:
    """The sidereal period in years of a body that circles the Sun on an orbit of semi-major axis `axis`, in astronomical units.

    A value counts as right within 2 %: tables round, and Jupiter's pull changes a comet's period by up to 1.3 % here.

    >>> kepler(9.53707032)
    29.457
    """
    raise NotImplementedError  # measured: the table answers


task = Task(
    kepler,
    VOCABULARY,
    splits={
        "train": Split(rows=rows(PLANETS)),
        "same": Split(rows=rows(ASTEROIDS), why="asteroids between the orbits of Mercury and Saturn"),
        "outer": Split(rows=rows(OUTER), why="beyond Saturn"),
        "elongated": Split(rows=rows(COMETS), why="comets, on strongly elongated orbits"),
    },
    source="J. Kepler, Harmonices mundi, 1619; values from NASA's fact sheets and the JPL Small-Body Database",
    tolerance=0.02,
)

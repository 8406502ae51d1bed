"""Balmer's law, wavelength = B n^2 / (n^2 - 4), from five of the lines on which the whole theory of atoms was built.

Wavelengths of hydrogen in air, in nanometres, rounded to a hundredth: those of the NIST Handbook of Basic Atomic Spectroscopic
Data. NIST derives them from the atom's energy levels (Ritz), which are known more sharply than a line is read off; the first two
lines are fine structures, given here by their common value. With B = 364.6 the law is within .002 % of all seven: the refraction
of air, fine structure and the rounding cause that. `near_limit` is not in the table: there the values are the law's with that
B, so it tests whether a program extends as the law does, and is no evidence for it.

The tolerance, .5 %, is far above the law's error, so that a smooth curve through the five lines may count as right between
them: at n = 7 the cubic in n through its four neighbours is wrong by .7 %, the parabola in 1 / n through three of them by .04 %.
"""

from collections.abc import Callable, Sequence

from contrast.task import Example, Split, Task, measured
from contrast.vocab.reals import VOCABULARY

NANOMETRES = {3: 656.28, 4: 486.13, 5: 434.05, 6: 410.17, 7: 397.01, 8: 388.90, 9: 383.54}
"""The wavelength in air by the number of the level from which the electron falls to the second one."""

LIMIT = 364.6
"""Balmer's B, in nanometres: where the lines crowd."""

BEYOND = range(10, 61)


def lines(*levels: int) -> Callable[[], Sequence[Example]]:
    """The tabulated lines of these levels."""
    return lambda: [Example((float(n),), NANOMETRES[n]) for n in levels]


def by_the_law() -> Sequence[Example]:
    """What the law gives for the levels beyond the table."""
    return [Example((float(n),), LIMIT * n * n / (n * n - 4)) for n in BEYOND]


@measured(lambda: [*lines(*NANOMETRES)(), *by_the_law()])
def balmer(n: float) -> float:
    """The wavelength in nanometres, in air, of hydrogen's light as its electron falls from level `n` to 2; right within .5 %.

    >>> balmer(3.0)  # the red line
    656.28
    """
    raise NotImplementedError  # a table answers


task = Task(
    balmer,
    VOCABULARY,
    splits={
        "train": Split(rows=lines(3, 4, 5, 6, 8)),
        "same": Split(rows=lines(7), why="a level between those of training"),
        "next": Split(rows=lines(9), why="the first level above those of training"),
        "near_limit": Split(rows=by_the_law, why="levels 10 to 60, where the lines crowd, by the law"),
    },
    source="J. J. Balmer, Notiz über die Spectrallinien des Wasserstoffs, 1885; values from the NIST Handbook of Basic Atomic "
    "Spectroscopic Data",
    tolerance=0.005,
)

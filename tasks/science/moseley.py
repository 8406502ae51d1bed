"""Moseley's law, from the wavelengths of the elements' brightest X-ray line.

Wavelengths: the package `periodictable`, whose values are the measured ones of R. D. Deslattes et al., X-ray transition
energies, Rev. Mod. Phys. 75, 35 (2003), averaged as (2 K-alpha-1 + K-alpha-2) / 3.

The law, a constant over the square of (Z - 1), holds where relativity is weak. With the best constant for elements 13
to 47 its largest error is 1.1 % there, 1.4 % on 10 to 12 and 2.2 % on 48 to 54; it grows to 17 % at 99. Hence the tolerance
of 3 %, and `heavier` ends at 54. On the training band the best constant over Z squared is wrong by up to 6.7 %, over
(Z - 2) squared by up to 6.1 %.
"""

from collections.abc import Callable, Sequence

from contrast.task import Example, Split, Task, measured
from contrast.vocab.reals import VOCABULARY


def band(first: int, last: int, every_third: bool | None = None) -> Callable[[], Sequence[Example]]:
    """The elements of these atomic numbers; of every three the last one, or the other two, if asked."""

    def rows() -> list[Example]:
        from periodictable import elements

        chosen = [elements[z] for z in range(first, last + 1) if every_third is None or (z % 3 == 0) == every_third]
        return [Example((float(element.number),), element.K_alpha) for element in chosen]

    return rows


@measured(band(10, 54))
def moseley(z: float) -> float:
    """The wavelength in angstrom of the K-alpha line of the element with atomic number `z`; right within 3 %.

    >>> moseley(29.0)  # copper
    1.5418
    """
    raise NotImplementedError  # measured: the table answers


task = Task(
    moseley,
    VOCABULARY,
    splits={
        "train": Split(rows=band(13, 47, every_third=False)),
        "same": Split(rows=band(13, 47, every_third=True), why="every third element from aluminium to silver"),
        "lighter": Split(rows=band(10, 12), why="neon, sodium, magnesium"),
        "heavier": Split(rows=band(48, 54), why="cadmium to xenon"),
    },
    source="H. G. J. Moseley, The high-frequency spectra of the elements, 1913; values from the package periodictable",
    tolerance=0.03,
)

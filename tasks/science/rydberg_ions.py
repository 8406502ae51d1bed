"""What it takes to pull the last electron off an atom: a law that holds for light elements and that relativity breaks.

The energies are NIST's (Atomic Spectra Database, read on 19 October 2024), read in the package mendeleev 1.3.0. NIST marks all
of them as theoretical: for one electron, quantum electrodynamics computes them more sharply than anyone measures.

Bohr's law, 13.598 eV times Z squared, is too low by .56 % at Z = 20, 1.2 % at 30, 5.0 % at 60, 9.2 % at 80 and 12.7 % at 92. With
a tolerance of 2 % it holds up to 30 and fails on every ion of `relativistic`, which is there to break it. Dirac's formula,
m c^2 (1 - sqrt(1 - (Z / 137.036)^2)) with m c^2 = 510999 eV, is within .06 % up to 30 and .36 % up to 92; what it leaves are the
finite nucleus and the field. So a program that holds on every axis exists, but the training ions show the need of it only by half
a percent, and whoever stops at the simplest law within the tolerance ends as wrong on `relativistic`: that is what is measured.
"""

from collections.abc import Callable, Sequence

from contrast.task import Example, Split, Task, measured
from contrast.vocab.reals import VOCABULARY

ELECTRON_VOLTS = {
    1: 13.598434599702, 2: 54.4177655282, 3: 122.45435913, 4: 217.71858459, 5: 340.2260225, 6: 489.99320779, 7: 667.0461377,
    8: 871.4099138, 9: 1103.1175302, 10: 1362.199256, 11: 1648.702285, 12: 1962.663889, 13: 2304.140359, 14: 2673.177958,
    15: 3069.842145, 16: 3494.188518, 17: 3946.29179, 18: 4426.22407, 19: 4934.04979, 20: 5469.86358, 21: 6033.75643,
    22: 6625.81023, 23: 7246.12624, 24: 7894.80289, 25: 8571.95438, 26: 9277.6886, 27: 10012.1297, 28: 10775.3948,
    29: 11567.6237, 30: 12388.9427, 60: 51515.78, 61: 53346.31, 62: 55214.3, 63: 57120.64, 64: 59065.54, 65: 61050.1,
    66: 63073.23, 67: 65137.13, 68: 67241.48, 69: 69387.45, 70: 71574.63, 71: 73804.35, 72: 76077.7, 73: 78394.63, 74: 80755.91,
    75: 83162.41, 76: 85614.42, 77: 88113.6, 78: 90659.84, 79: 93254.62, 80: 95898.19, 81: 98592.12, 82: 101336.7, 83: 104133.4,
    84: 106983.4, 85: 109887.2, 86: 112842.2, 87: 115857.5, 88: 118929.5, 89: 122063.1, 90: 125250.3, 91: 128507.0,
    92: 131816.2,
}  # fmt: skip
"""The ionisation energy of the ion with one electron, by atomic number, to the digits given."""


def ions(first: int, last: int, every_third: bool | None = None) -> Callable[[], Sequence[Example]]:
    """The ions of these atomic numbers; of every three the last one, or the other two, if asked."""
    chosen = [z for z in range(first, last + 1) if every_third is None or (z % 3 == 0) == every_third]
    return lambda: [Example((float(z),), ELECTRON_VOLTS[z]) for z in chosen]


@measured(lambda: [*ions(1, 30)(), *ions(60, 92)()])
def rydberg_ions(z: float) -> float:
    """The energy in electron volts that frees the only electron of an ion with atomic number `z`; right within 2 %.

    >>> rydberg_ions(2.0)  # helium
    54.4177655282
    """
    raise NotImplementedError  # a table answers


task = Task(
    rydberg_ions,
    VOCABULARY,
    splits={
        "train": Split(rows=ions(1, 20, every_third=False)),
        "same": Split(rows=ions(1, 20, every_third=True), why="every third ion from lithium to argon"),
        "heavier": Split(rows=ions(21, 30), why="scandium to zinc, where Z squared still holds"),
        "relativistic": Split(rows=ions(60, 92), why="neodymium to uranium, where Z squared fails by 5 to 13 %"),
    },
    source="N. Bohr, 1913, and P. A. M. Dirac, 1928; values from the NIST Atomic Spectra Database",
    tolerance=0.02,
)

"""Spaces in which a law is linear in its unknown constants: sums of terms, and products of powers by their logarithms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from contrast.search.laws.outer import Outer

ALONE = 1e-9
"""A feature of which nuisances explain all but this share of its length is no feature."""


class Space:
    """What of a column no nuisance explains. A nuisance is what every law may hold at no choice: a constant, and in a product
    the powers of the variables.

    nuisances: (count, rows).  screen: the rows that choices are made on.  log: whether a column stands for the logarithms
    of its sizes, so that sums are products.
    """

    def __init__(self, nuisances: np.ndarray, screen: np.ndarray, log: bool):
        self.nuisances, self.screen, self.log = nuisances, screen, log
        self.basis = np.linalg.qr(nuisances[:, screen].T)[0]

    @property
    def free(self) -> int:
        """How many features could be told apart at most."""
        return len(self.screen) - self.basis.shape[1]

    def scale(self, values: np.ndarray) -> np.ndarray:
        """Values as this space adds them up."""
        with np.errstate(all="ignore"):
            return np.log(np.abs(values)) if self.log else values

    def residues(self, rows: np.ndarray) -> np.ndarray:
        """What of each row no nuisance explains.  rows: (count, screened rows), as this space adds them up."""
        return rows - (rows @ self.basis) @ self.basis.T

    def features(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The residues of rows, scaled to length 1, and which of them are usable."""
        with np.errstate(all="ignore"):
            good = np.isfinite(rows.sum(axis=1))
            rest = self.residues(rows)
            size = np.sqrt(np.einsum("ij,ij->i", rest, rest))
            good &= size > ALONE * np.sqrt(np.einsum("ij,ij->i", rows, rows))
            return rest / size[:, None], good

    def solved(self, rows: np.ndarray, wanted: np.ndarray) -> np.ndarray:
        """The coefficients of rows, then of the nuisances, by least squares.  rows: (count, all rows), added up."""
        table = np.concatenate([rows, self.nuisances])
        size = np.maximum(np.linalg.norm(table, axis=1), 1e-300)
        return np.asarray(np.linalg.lstsq((table / size[:, None]).T, wanted, rcond=1e-14)[0] / size)


@dataclass(frozen=True)
class Aim:
    """What is wanted inside an outer function.

    values: (rows,).  wanted: the same as the space adds it up.  direction: its residue on the screened rows, of length 1.
    share: the square of that residue's length as a share of the outputs' own spread there.
    """

    outer: Outer
    values: np.ndarray
    wanted: np.ndarray
    direction: np.ndarray
    share: float

    @classmethod
    def of(cls, space: Space, outer: Outer, outputs: np.ndarray) -> Aim | None:
        """None where some output has no such inside."""
        with np.errstate(all="ignore"):
            values = outer.undo(outputs)
            wanted = space.scale(values)
        if not np.isfinite(wanted).all():
            return None
        seen = wanted[space.screen]
        rest = space.residues(seen[None])[0]
        size, spread = float(np.linalg.norm(rest)), float(np.linalg.norm(seen - seen.mean()))
        share = (size / spread) ** 2 if spread > 0 else 0.0
        return cls(outer, values, wanted, rest / size if size > 0 else rest, share)


def rounded(exponent: float, within: float) -> float:
    """The half or third that an exponent is near to, or the exponent."""
    near = min((round(exponent * parts) / parts for parts in (2, 3)), key=lambda value: abs(value - exponent))
    return near if abs(near - exponent) <= within else float(exponent)

"""Spaces in which a law is linear in its unknown constants: sums of terms, and products of powers by their logarithms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from contrast.dsl import Var
from contrast.search.laws.fitting.data import Data
from contrast.search.laws.parts.outer import OUTER, Outer
from contrast.search.laws.units import Units, is_plain

ALONE = 1e-9
"""A feature of which nuisances explain all but this share of its length is no feature."""

WEIGHTS = (0.003, 3.0)
"""The least and the largest weight of a row in a product, 1 being that of a middling output."""


class Space:
    """What of a column no nuisance explains. A nuisance is what every law may hold at no choice: a constant, and in a product
    the powers of the variables.

    log: whether a column stands for the logarithms of its sizes, so that sums are products.  unit: of what is added up, in a
    sum; all terms have it.  outers: the outermost functions whose inside has it.  screen: the rows that choices are made on.
    variables: those whose powers are nuisances, in a product.
    """

    def __init__(self, data: Data, units: Units, screen: np.ndarray, log: bool, unit: np.ndarray, outers: Sequence[Outer]):
        self.log, self.unit, self.outers, self.screen = log, unit, tuple(outers), screen
        with np.errstate(all="ignore"):
            logs = np.log(np.abs(data.columns))
            good = np.isfinite(logs).all(axis=1) & (np.ptp(logs, axis=1) > ALONE) & log
        self.variables: list[tuple[Var, np.ndarray]] = [(data.inputs[k], data.columns[k]) for k in np.flatnonzero(good)]
        self.units = Units(units.variables[good], units.output)
        self._weights = weights(data) if log else np.ones(len(data))
        self._logs = logs[good] * self._weights
        one = np.ones((1 if log or is_plain(unit) else 0, len(data))) * self._weights
        self.nuisances = np.concatenate([one, self.units.groups @ self._logs]) if log else one
        self.basis = np.linalg.qr(self.nuisances[:, screen].T)[0]

    @property
    def free(self) -> int:
        """How many features could be told apart at most."""
        return len(self.screen) - int(self.basis.shape[1])

    def typed(self, units: np.ndarray) -> np.ndarray:
        """Which expressions of these units may stand here."""
        return np.asarray(self.units.reached(units)[1] if self.log else is_plain(units - self.unit))

    def powers(self, units: np.ndarray) -> np.ndarray:
        """In a product, the exponents of the variables that make plain numbers of these units, (count, variables)."""
        return np.asarray(-self.units.reached(units)[0])

    def exponents(self, values: np.ndarray, rows: np.ndarray | slice = slice(None)) -> np.ndarray:
        """Values on some rows as a product adds them up that has them as exponents of e."""
        return np.asarray(values * self._weights[rows])

    def scale(self, values: np.ndarray, powers: np.ndarray | None = None, rows: np.ndarray | slice = slice(None)) -> np.ndarray:
        """Values on some rows as this space adds them up, in a product made plain numbers by powers of the variables."""
        if not self.log:
            return values
        with np.errstate(all="ignore"):
            logs = np.asarray(np.log(np.abs(values)) * self._weights[rows])
            return logs if powers is None or not powers.any() else np.asarray(logs + powers @ self._logs[:, rows])

    def residues(self, rows: np.ndarray) -> np.ndarray:
        """What of each row no nuisance explains.  rows: (count, screened rows), as this space adds them up."""
        return np.asarray(rows - (rows @ self.basis) @ self.basis.T)

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


def weights(data: Data) -> np.ndarray:
    """What an error in the logarithm of each output counts: its size, so that errors count as they do in the outputs."""
    size = np.abs(data.outputs) / data.unit
    return np.asarray(np.clip(size / (np.sqrt(np.mean(np.square(size))) or 1.0), *WEIGHTS))


def spaces(data: Data, units: Units, screen: np.ndarray) -> list[Space]:
    """The space of products, and one of sums for each unit that the inside of an outermost function may have."""
    insides: dict[tuple[float, ...], list[Outer]] = {}
    plain = bool(is_plain(units.output))
    for outer in OUTER:
        if plain or outer.unit_power is not None:
            unit = units.output * (outer.unit_power or 0.0)
            insides.setdefault(tuple(unit.tolist()), []).append(outer)
    products = [outer for outer in OUTER if outer.product and (plain or outer.unit_power is not None)]
    sums = [Space(data, units, screen, False, np.array(unit), outers) for unit, outers in insides.items()]
    return [Space(data, units, screen, True, units.output, products), *sums]


@dataclass(frozen=True)
class Aim:
    """What is wanted inside an outer function.

    values: (rows,).  wanted: the same as the space adds it up.  powers: as the space's, of the wanted unit.  direction: the
    residue on the screened rows, of length 1.  share: the square of that residue's length as a share of the wanted values'
    own spread there.
    """

    outer: Outer
    values: np.ndarray
    wanted: np.ndarray
    powers: np.ndarray
    direction: np.ndarray
    share: float

    @classmethod
    def of(cls, space: Space, outer: Outer, outputs: np.ndarray) -> Aim | None:
        """None where some output has no such inside."""
        unit = space.unit * (outer.unit_power or 0.0)
        powers = space.powers(unit[None])[0] if space.log and space.units.strict else np.zeros(len(space.variables))
        with np.errstate(all="ignore"):
            values = outer.undo(outputs)
            wanted = space.scale(values, powers)
        if not np.isfinite(wanted).all():
            return None
        seen, own = wanted[space.screen], space.scale(values)[space.screen]
        rest = space.residues(seen[None])[0]
        size, spread = float(np.linalg.norm(rest)), float(np.linalg.norm(own - own.mean()))
        share = (size / spread) ** 2 if spread > 0 else 0.0
        return cls(outer, values, wanted, powers, rest / size if size > 0 else rest, share)


def rounded(exponent: float, within: float) -> float:
    """The half or third that an exponent is near to, or the exponent."""
    near = min((round(exponent * parts) / parts for parts in (2, 3)), key=lambda value: abs(value - exponent))
    return near if abs(near - exponent) <= within else float(exponent)


def stepwise(rows: np.ndarray, wanted: np.ndarray, halves: np.ndarray, within: float) -> np.ndarray:
    """The coefficients of rows by least squares, those that may be `halves` made so one after the other, the nearest to one
    first, the others solved anew each time; those further than `within` from a half stay as they are.  rows: (count, n)."""
    found = np.full(len(rows), np.nan)
    while True:
        open_ = np.flatnonzero(np.isnan(found))
        rest = wanted - np.nan_to_num(found) @ rows
        solved = np.linalg.lstsq(rows[open_].T, rest, rcond=1e-14)[0]
        far = np.abs(solved - np.round(2 * solved) / 2)
        far[~halves[open_]] = np.inf
        nearest = int(far.argmin())
        if not far[nearest] <= within:
            found[open_] = solved
            return found
        found[open_[nearest]] = np.round(2 * solved[nearest]) / 2

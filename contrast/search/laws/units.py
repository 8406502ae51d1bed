"""Units as types: the exponents of the base units that values have, what primitives do to them, and what they leave open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

ALIKE = ("add", "sub")
"""Primitives whose arguments must have one unit, which is that of the result."""

ROUNDING = 1e-9
"""Exponents that differ by less are equal."""


def unit_of(name: str, *units: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The units of a primitive's results, and which are well typed.  units: by argument, (..., base units).

    Sums want equal units, products and roots change them, and every other function takes and gives plain numbers.
    """
    first = units[0]
    if name in ALIKE:
        return first, (np.abs(first - units[1]) < ROUNDING).all(axis=-1)
    changed = {"square": 2 * first, "sqrt": first / 2}.get(name)
    if name in ("mul", "div"):
        changed = first + units[1] if name == "mul" else first - units[1]
    if changed is not None:
        return changed, np.ones(changed.shape[:-1], bool)
    plain = np.logical_and.reduce([is_plain(unit) for unit in units])
    return np.zeros(plain.shape + first.shape[-1:]), plain


def is_plain(units: np.ndarray) -> np.ndarray:
    """Which of these units are those of plain numbers."""
    return np.asarray((np.abs(units) < ROUNDING).all(axis=-1))


@dataclass(frozen=True)
class Units:
    """The units of a law's variables, (variables, base units), and of its outputs, (base units,).

    Constants are plain numbers. Only where no product of variables has the outputs' unit does a leading factor carry what is
    missing, and then units restrict nothing but sums and functions inside.
    """

    variables: np.ndarray
    output: np.ndarray

    @classmethod
    def unknown(cls, variables: int) -> Units:
        """No base units, so that everything is well typed."""
        return cls(np.zeros((variables, 0)), np.zeros(0))

    @cached_property
    def strict(self) -> bool:
        """Whether products of variables have the outputs' unit."""
        return bool(self.reached(self.output[None])[1][0])

    @cached_property
    def _inverse(self) -> np.ndarray:
        return np.linalg.pinv(self.variables) if self.variables.size else np.zeros(self.variables.shape[::-1])

    def reached(self, units: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For each unit the exponents of a product of variables that has it, and whether there is one.  units: (count, base
        units).  Returns (count, variables) and (count,)."""
        powers = units @ self._inverse
        return powers, (np.abs(powers @ self.variables - units) < 1e-6).all(axis=1)

    @cached_property
    def groups(self) -> np.ndarray:
        """The exponents of independent products that are plain numbers (E. Buckingham, On physically similar systems, Physical
        Review 4, 1914), (groups, variables); without base units each variable is one."""
        count = len(self.variables)
        if not self.variables.size or not self.strict:
            return np.eye(count)
        left, sizes, _ = np.linalg.svd(self.variables)
        return np.asarray(left[:, int((sizes > 1e-9).sum()) :].T)

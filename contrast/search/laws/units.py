"""Units as types: the exponents of the base units that each value has, and what a primitive does to them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

LIKE = ("add", "sub")
"""Primitives whose arguments must have one unit, which is that of the result."""


def unit_of(name: str, *units: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The units of a primitive's results, and which are well typed.  units: by argument, (..., exponents).

    Sums want equal units, products and roots change them, and every other function takes and gives plain numbers.
    """
    if name in LIKE:
        first, second = np.broadcast_arrays(*units)
        return first, (first == second).all(axis=-1)
    if name == "mul":
        return fine(units[0] + units[1])
    if name == "div":
        return fine(units[0] - units[1])
    if name == "square":
        return fine(2 * units[0])
    if name == "sqrt":
        return fine(units[0] / 2)
    shape = np.broadcast_shapes(*[unit.shape for unit in units])
    plain = np.logical_and.reduce([np.broadcast_to((unit == 0).all(axis=-1), shape[:-1]) for unit in units])
    return np.zeros(shape), plain


def fine(units: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """These units, all well typed."""
    return units, np.ones(units.shape[:-1], bool)


def without(names: Sequence[str]) -> np.ndarray:
    """The units of variables of which nothing is known: no base units at all."""
    return np.zeros((len(names), 0))

"""Fitted constants replaced by numbers with a name, where that makes the description shorter."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np

from contrast.dsl import Node
from contrast.dsl.constants import FREE_CONSTANT_BITS, names_near
from contrast.search.laws.fitting.formula import constants_in, is_free, with_constants
from contrast.search.laws.front import Law, constant_price

ERRORS = 2.5
"""How many standard errors a name may lie away from what was fitted."""

ERRORS_FROM_ZERO = 5.0
"""How many zero may: it takes the place of a whole term."""

EXACTLY = 1e-9
"""Or by how much, relative, in data without noise."""

NOTHING = 1e-9
"""A constant of this size may be rounding alone."""


def snapped(law: Law, errors: np.ndarray, fit: Callable[[Node], tuple[Law, np.ndarray]], rows: int) -> Law:
    """The law with those of its free constants named that may be, one after the other, the rest fitted anew each time.

    errors: the constants' standard errors, in order.  fit: a formula with its free constants fitted, and their errors.
    """
    place = 0
    while place < len(constants := list(constants_in(law.node))):
        for value in _simpler(constants[place], float(errors[place])):
            other, other_errors = fit(with_constants(law.node, [*constants[:place], value, *constants[place + 1 :]]))
            if other.length(rows) < law.length(rows):
                law, errors = other, other_errors
                place = -1
                break
        place += 1
    return law


def roundable(node: Node, errors: np.ndarray) -> float:
    """The bits that rounding the fitted constants of a formula is likely to save, by their standard errors."""
    sizes = np.abs(np.array(list(constants_in(node))))
    known = [float(error / size) for size, error in zip(sizes, errors, strict=True) if 0 < error < math.inf and size > 0]
    return sum(FREE_CONSTANT_BITS - constant_price(precision) for precision in known)


def _simpler(value: float, error: float) -> Iterator[float]:
    """Zero, and the name with which the description is likely to be shortest: its bits, and what moving the constant so many
    standard errors costs the rows."""
    if not is_free(value):
        return
    if abs(value) < max(NOTHING, ERRORS_FROM_ZERO * error):
        yield 0.0
    error = max(error if error < math.inf else 0.0, EXACTLY * abs(value))
    names = names_near(value, ERRORS * error / abs(value))
    if names:
        yield min(names, key=lambda name: name.bits + ((name.value - value) / error) ** 2 / math.log(4)).value

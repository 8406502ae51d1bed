"""Fitted constants replaced by numbers with a name, where that makes the description shorter."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from contrast.dsl import Node
from contrast.dsl.constants import name_of
from contrast.search.laws.formula import constants_in, is_free, with_constants
from contrast.search.laws.front import Law

ERRORS = 2.5
"""How many standard errors a name may lie away from what was fitted."""

EXACTLY = 1e-9
"""Or by how much, relative, in data without noise."""


def snapped(law: Law, errors: np.ndarray, fit: Callable[[Node], tuple[Law, np.ndarray]], rows: int) -> Law:
    """The law with those of its free constants named that may be, one after the other, the rest fitted anew each time.

    errors: the constants' standard errors, in order.  fit: a formula with its free constants fitted, and their errors.
    """
    place = 0
    while place < len(constants := list(constants_in(law.node))):
        value = constants[place]
        name = name_of(value, max(EXACTLY, ERRORS * float(errors[place]) / abs(value))) if is_free(value) else None
        place += 1
        if name is not None:
            constants[place - 1] = name.value
            other, other_errors = fit(with_constants(law.node, constants))
            if other.length(rows) < law.length(rows):
                law, errors = other, other_errors
                place = 0
    return law

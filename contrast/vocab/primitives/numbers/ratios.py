"""The ratio of two whole numbers as a whole number, which `div` is too coarse for."""

from __future__ import annotations

from typing import Any

import numpy as np

from contrast.dsl import primitive
from contrast.errors import Undefined
from contrast.vocab.primitives.numbers.integers import bounded, bounded_column

PARTS = 1000


def _column(x: np.ndarray, y: np.ndarray) -> Any:
    nonzero = y != 0
    found = bounded_column(PARTS * x // np.where(nonzero, y, 1))
    values, within = found if isinstance(found, tuple) else (found, True)
    return values, np.broadcast_to(nonzero & within, values.shape)


@primitive(kernel=_column)
def ratio(x: int, y: int) -> int:
    """`x` in thousandths of `y`, rounded down."""
    if y == 0:
        raise Undefined("division by zero")
    return bounded(PARTS * x // y)

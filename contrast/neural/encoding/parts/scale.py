"""Real numbers as a network sees them: standardised, and in logarithms where they are positive and far apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

SPAN = 10.0
"""Positive inputs whose largest is more than this many times the smallest are given as logarithms too."""

CLIP = 30.0
"""Standardised values are kept within ± this, infinities included, so that no input is a float overflow."""


@dataclass(frozen=True)
class Scale:
    """A change of variable fitted to training data: z = (x - mean) / deviation, of log x if `logarithmic`."""

    mean: float
    deviation: float
    logarithmic: bool = False

    @classmethod
    def fit(cls, values: np.ndarray, logarithmic: bool = False) -> Scale:
        """From the finite ones among `values` (any shape); without any the scale is the identity."""
        values = values[np.isfinite(values)]
        values = np.log(values) if logarithmic else values
        if not values.size:
            return cls(0.0, 1.0, logarithmic)
        deviation = float(values.std())
        return cls(float(values.mean()), deviation if deviation > 0 else 1.0, logarithmic)

    def forward(self, values: np.ndarray) -> np.ndarray:
        """Standardised, in [-CLIP, CLIP]; the logarithm of what is not positive is that of the smallest float."""
        if self.logarithmic:
            values = np.log(np.maximum(values, np.finfo(float).tiny))
        return np.clip((values - self.mean) / self.deviation, -CLIP, CLIP)

    def back(self, values: np.ndarray) -> np.ndarray:
        """The inverse of `forward`; too large a logarithm gives infinity."""
        values = values * self.deviation + self.mean
        with np.errstate(over="ignore"):
            return np.exp(values) if self.logarithmic else values


def scales(values: Sequence[Any]) -> tuple[Scale, ...]:
    """The scales of an input: a linear one, and a logarithmic one for positive values that span more than a decade."""
    found = reals(values)
    found = found[np.isfinite(found)]
    if found.size and found.min() > 0 and found.max() > SPAN * found.min():
        return Scale.fit(found), Scale.fit(found, logarithmic=True)
    return (Scale.fit(found),)


def reals(values: Iterable[Any]) -> np.ndarray:
    """Numbers as float64; whole numbers too large for it become infinite."""
    return np.array([_real(value) for value in values], dtype=float)


def _real(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:
        return np.inf if value > 0 else -np.inf

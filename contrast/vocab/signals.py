"""The vocabulary of the signal tasks: what is said of waves, templates, comparison, and choice between labels.

The ink under a template (`contrast.vocab.images`) is here what a matched filter gives.
"""

from __future__ import annotations

from contrast.dsl import DSL
from contrast.values import Grid
from contrast.vocab.images import weighted_ink
from contrast.vocab.primitives.numbers.booleans import both, choose, either, negate
from contrast.vocab.primitives.numbers.integers import add, less, mul, sub
from contrast.vocab.primitives.numbers.ratios import ratio
from contrast.vocab.primitives.signals.waves import (
    autocorrelation,
    band_energy,
    begun_at,
    crossings,
    difference,
    energy,
    levelled,
    peak,
    peak_place,
    sample,
    smooth,
    trough,
    trough_place,
    window,
)

VOCABULARY = DSL.of(
    sample, window, peak, trough, peak_place, trough_place, energy, crossings, autocorrelation, band_energy,
    difference, smooth, levelled, begun_at, weighted_ink,
    add, sub, mul, ratio, less, both, either, negate, choose,
    constants=(*range(21), 24, 28, 32),
    name="signals",
    kinds=(bool, int, Grid),
)  # fmt: skip

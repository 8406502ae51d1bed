"""The vocabulary of figures in images: what `images` says of ink, and what geometry says of figures."""

from __future__ import annotations

from contrast.dsl import DSL
from contrast.values import Grid
from contrast.vocab.images import box_ink, column_ink, mirror, pixel, row_ink, weighted_ink
from contrast.vocab.primitives.numbers.booleans import both, choose, either, negate
from contrast.vocab.primitives.numbers.integers import add, less, mul, sub
from contrast.vocab.primitives.numbers.ratios import ratio
from contrast.vocab.primitives.signals.figures import (
    count_above,
    depth,
    elongation,
    fullest_column,
    fullest_row,
    holes,
    outline,
    overlap,
    reach,
    spread,
)
from contrast.vocab.primitives.signals.pictures import above, blurred, centred, largest_region, turned

VOCABULARY = DSL.of(
    pixel, row_ink, column_ink, box_ink, weighted_ink, mirror,
    count_above, outline, spread, elongation, reach, depth, holes, fullest_row, fullest_column,
    overlap, blurred, centred, turned, above, largest_region,
    add, sub, mul, ratio, less, both, either, negate, choose,
    constants=(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12),
    name="shapes",
    kinds=(bool, int, Grid),
    weights={"variable": 8, "mirror": 0.5, "turned": 0.5},
)  # fmt: skip
"""What is looked at is mostly the image itself, and seldom its mirror image or a turned one: the weights were set by hand."""

"""Short numbers between two values."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence

from contrast.dsl import Const
from contrast.dsl.constants import FREE_CONSTANT_BITS
from contrast.values import Kind

MARGIN = 0.25
"""A threshold keeps this share of the gap from either side, if it can: the middle errs least on rows not seen yet."""

MOST_DIGITS = 17
"""Digits that tell every float64 from its neighbours."""


def threshold(low: float, high: float, kind: Kind, known: Sequence[Const]) -> Const:
    """A short number t with low < t <= high, in the middle of the gap if there is one: one of the DSL's, the nearest, else
    the one of fewest digits."""
    middle, margin = (low + high) / 2, MARGIN * (high - low)
    listed = sorted((c.value for c in known if c.kind == kind), key=lambda number: (abs(number - middle), number))
    numbers = list(itertools.chain(listed, _shortened(middle, kind)))
    central = [number for number in numbers if low + margin <= number <= high - margin]
    inside = [number for number in numbers if low < number <= high]
    return Const.of(kind([*central, *inside, high][0]), kind)


def threshold_bits(limit: Const, known: Sequence[Const], bits: Callable[[Const], float]) -> float:
    """What it costs, up to the few bits by which some other name than its digits may be shorter; exact names take long."""
    value = limit.value
    if limit in known or limit.kind is int or value.is_integer():
        return bits(limit)
    digits, _, power = f"{abs(value):.{MOST_DIGITS - 2}e}".partition("e")
    count = len(digits.replace(".", "").rstrip("0"))
    places = count - 1 - int(power)
    return min(FREE_CONSTANT_BITS, 2.0 + math.log2(10) * count + 2.0 * places)


def _shortened(middle: float, kind: Kind) -> Iterator[float]:
    """Numbers near to `middle`, of more and more digits."""
    for digits in range(1, MOST_DIGITS + 1):
        number = float(f"{middle:.{digits - 1}e}")
        if kind is float or number.is_integer():
            yield number
    if kind is int:
        yield from (math.floor(middle), math.ceil(middle))

"""Description length of noisy labels: a program, and the exceptions to it.

Of the n rows that come to a leaf, k have another label than it says: log2(n + 1) bits tell k, log2(n choose k) which rows
they are, and k log2(classes - 1) their labels. Source: J. R. Quinlan and R. L. Rivest, Inferring decision trees using the
minimum description length principle, Information and Computation 80, 1989, section 3.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

PROGRAM_WEIGHT = 0.5
"""What a bit of a program counts against one of the exceptions. Many programs say the same, so that their bits are too many.
Source: J. R. Quinlan, C4.5: programs for machine learning, 1993, chapter 5. A quarter reads clean data a little better, but takes
chance for a rule where a tenth of the labels is wrong."""


def exception_bits(leaves: Iterable[tuple[int, int]], classes: int) -> float:
    """Bits for the labels, given for each leaf how many rows come to it, and how many of them have another label."""
    naming = math.log2(max(1, classes - 1))
    return sum(math.log2(rows + 1) + math.log2(math.comb(rows, wrong)) + wrong * naming for rows, wrong in leaves)


def saved(gain: float, program_bits: float) -> float:
    """What a predicate saves that tells `gain` bits about the labels."""
    return gain - PROGRAM_WEIGHT * program_bits

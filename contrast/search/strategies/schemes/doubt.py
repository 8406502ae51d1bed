"""What speaks for and against a scheme, in bits: a guess of how likely it is that a body can be found."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from contrast.dsl.primitive import BodyExample
from contrast.values import same_value

CONFLICT, STATE_CONFLICT = 2, 8
"""Bits of doubt about a scheme whose body would give different results for the same parameters: it has to use more than those,
which is less usual where it makes a state out of the one before."""

MOST_CONFIRMED = 12
"""Bits that a scheme gains at most from parameters that come again with the same result."""


def doubt_about(examples: Sequence[BodyExample], rows: int, repeats: bool, inputs: Sequence[Any]) -> float:
    """What speaks against the scheme: that few of the rows tell anything. What speaks against a body of the parameters alone:
    much if some come with different results, the less the oftener some come again with the same for other inputs (a result that
    is one of them is no surprise), and, unless the body is repeated, the more the numbers of elements differ from row to row,
    which then agree with what is wanted.

    inputs: what stands for a row's inputs, by row.
    """
    results: dict[str, Any] = {}
    elements = Counter(row for row, _, _ in examples)
    doubt = math.log2(rows / len(elements))
    for _, values, result in examples:
        if not same_value(results.setdefault(repr(values), result), result):
            return doubt + (STATE_CONFLICT if repeats else CONFLICT)
    made = [one for one in examples if not any(same_value(value, one[2]) for value in one[1])]
    again = len({(repr(values), inputs[row]) for row, values, _ in made}) - len({repr(values) for _, values, _ in made})
    evidence = again * _entropy([repr(result) for *_, result in made])
    if not repeats:
        evidence += len(elements) * _entropy(list(elements.values()))
    return doubt - min(MOST_CONFIRMED, evidence)


def _entropy(values: Sequence[Any]) -> float:
    """The bits of one of the values."""
    shares = [count / len(values) for count in Counter(values).values()]
    return -sum(share * math.log2(share) for share in shares)

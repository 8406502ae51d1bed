"""Truth values and choice. There is no exclusive or: `equal` and `negate` build it where a task needs it."""

from __future__ import annotations

import numpy as np

from contrast.dsl import A, primitive
from contrast.dsl.columns import select


@primitive(kernel=np.logical_and)
def both(p: bool, q: bool) -> bool:
    """Whether both hold."""
    return p and q


@primitive(kernel=np.logical_or)
def either(p: bool, q: bool) -> bool:
    """Whether at least one holds."""
    return p or q


@primitive(kernel=np.logical_not)
def negate(p: bool) -> bool:
    """Whether it does not hold."""
    return not p


@primitive(kernel=select)
def choose(p: bool, x: A, y: A) -> A:
    """`x` where `p` holds, else `y`; both are computed."""
    return x if p else y

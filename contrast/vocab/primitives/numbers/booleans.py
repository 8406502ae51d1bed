"""Truth values and choice. There is no exclusive or: `equal` and `negate` build it where a task needs it."""

from __future__ import annotations

import numpy as np

from contrast.dsl import A, primitive
from contrast.dsl.batched.columns import select


@primitive(kernel=np.logical_and, commutes=True)
def both(p: bool, q: bool) -> bool:
    """Whether both hold."""
    return p and q


@primitive(kernel=np.logical_or, commutes=True)
def either(p: bool, q: bool) -> bool:
    """Whether at least one holds."""
    return p or q


@primitive(kernel=np.logical_not, inverses={0: lambda wanted: (~wanted, np.ones(wanted.shape, bool))})
def negate(p: bool) -> bool:
    """Whether it does not hold."""
    return not p


@primitive(kernel=select, chooses=True)
def choose(p: bool, x: A, y: A) -> A:
    """`x` where `p` holds, else `y`; the other one need not be defined."""
    return x if p else y

"""Bits in runs, the hard cases of tasks in which what stands beside a bit tells little about it."""

import numpy as np

from contrast.sampling import Rng


def runs(rng: Rng, size: int) -> tuple[list[bool]]:
    """One list of `size` bits in runs of equal ones, up to six long."""
    set_or_not = (np.arange(size) + rng.integers(2)) % 2 == 1
    return (set_or_not.repeat(rng.integers(1, 7, size))[:size].tolist(),)

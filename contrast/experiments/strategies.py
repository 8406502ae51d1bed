"""What to ask next: anything, or what a committee disagrees about most."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

Strategy = Callable[[np.ndarray, Sequence[int]], int]
"""From the committee's disputes about each input of the pool, and those that were not asked about yet, in random order, the
place of the next query."""


def at_random(disputes: np.ndarray, left: Sequence[int]) -> int:
    """A draw from the world's ranges."""
    return left[0]


def most_disputed(disputes: np.ndarray, left: Sequence[int]) -> int:
    """The input on which the committee disagrees most (H. S. Seung, M. Opper & H. Sompolinsky, Query by committee, 1992); where
    it agrees about all of them a draw, which tests the consensus."""
    return left[int(np.argmax(disputes[list(left)]))]


STRATEGIES: dict[str, tuple[Strategy, tuple[str, ...]]] = {
    "committee": (most_disputed, ("search",)),
    "random": (at_random, ("search", "nets")),
    "ensemble": (most_disputed, ("nets",)),
}
"""By name, the strategy and the solvers that it goes with: a committee is made of programs, an ensemble of nets."""

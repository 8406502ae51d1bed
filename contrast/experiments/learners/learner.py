"""What every learner offers, whether it searches for programs or trains nets: a committee, and how much it disagrees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from contrast.dsl import Program
from contrast.experiments.interface import Inputs
from contrast.task import Example


class Learner(Protocol):
    """A committee of hypotheses about a world, all of which explain what was measured.

    It is made with the world's interface, a pool of inputs that may be asked about, a seed and a budget.
    """

    @property
    def program(self) -> Program | None:
        """The hypothesis that is thought best; None without one, or where it is no program."""
        ...

    @property
    def fits(self) -> bool:
        """Whether that explains all measurements."""
        ...

    def learn(self, examples: Sequence[Example]) -> None:
        """Take in all measurements so far; each call repeats the earlier ones."""
        ...

    def disputes(self) -> np.ndarray:
        """(pool,) float64: how much the committee disagrees about each input; 0 where it agrees."""
        ...

    def predict(self, inputs: Sequence[Inputs]) -> list[Any]:
        """What it thinks the world would answer; None where it has no answer."""
        ...


def vote_entropy(votes: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The entropy in bits of a committee's votes on each input (I. Dagan & S. Engelson, 1995): what an answer tells about who
    is right.

    votes: (members, inputs), compared for equality.  weights: (members,), which need not sum to 1.
    """
    found = np.zeros(votes.shape[1])
    for place, column in enumerate(votes.T):
        _, which = np.unique(column, return_inverse=True)
        shares = np.bincount(which, weights) / weights.sum()
        found[place] = -(shares * np.log2(shares.clip(min=1e-300))).sum()
    return np.where(found > 1e-12, found, 0.0)

"""What simulation says of an answer where more than one is right: a move, or a whole plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Judgement:
    """What one answer is worth.

    right: it counts as an exact match, whether or not it is the reference's.  valid: it breaks no rule of the world, and a
    whole plan reaches its goal.  excess: how much longer a valid answer makes the way than the best does, in shares of the
    best (0 for an optimal one); where the best is not known, a lower bound of it stands in and the task says so.
    """

    right: bool
    valid: bool
    excess: float | None = None


INVALID = Judgement(right=False, valid=False)
"""An answer that breaks a rule, or does not reach the goal."""

Judge = Callable[[tuple[Any, ...], Any], Judgement]
"""Judges an answer of the task's output kind to these inputs; it is defined for every such answer."""

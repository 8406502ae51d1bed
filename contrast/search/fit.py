"""What a quest finds."""

from __future__ import annotations

from dataclasses import dataclass

from contrast.dsl import Node

STEP_WORK = 32
"""What a step of a quest counts beside the candidates that it tries."""


@dataclass(frozen=True)
class Fit:
    """A program that is right on all rows that count."""

    node: Node
    cost: int

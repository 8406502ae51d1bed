"""What the quests of one search share."""

from __future__ import annotations

from dataclasses import dataclass, field

from contrast.dsl import DSL, Grammar
from contrast.search.enumeration.engine import Engine
from contrast.search.fit import STEP_WORK
from contrast.search.limits import Meter
from contrast.search.strategies.reweight import Hit


@dataclass
class Setting:
    """What all quests of one search share. `hits`: by the rows that they are right on, programs; None if nobody asks."""

    dsl: DSL
    grammar: Grammar
    meter: Meter
    tolerance: float = 0.0
    steps: int = 0
    hits: dict[bytes, Hit] | None = None
    stored: list[Engine] = field(default_factory=list)

    @property
    def work(self) -> float:
        """What has been done so far, in candidates: those tried, slow ones more than once, and the steps, which cost something
        themselves."""
        return self.meter.work + STEP_WORK * self.steps

    @property
    def nbytes(self) -> int:
        return sum(engine.nbytes for engine in self.stored)

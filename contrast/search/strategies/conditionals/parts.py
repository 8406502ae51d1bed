"""The quest for a term that is right on the part of the rows that a condition leaves."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from contrast.dsl import Program
from contrast.dsl.batched.plan import run_batch
from contrast.search.fit import Fit
from contrast.search.strategies.conditionals.choices import Part
from contrast.search.strategies.pursuit import BEGINNING_WORK, handicap
from contrast.values import same_value

if TYPE_CHECKING:
    from contrast.search.quest import Quest


class PartPursuit:
    """The quest for a term that is right on a part of the rows; given up after `quota` work.

    The dearer the condition, and the more doubtful the part, the more the work counts.
    """

    def __init__(self, outer: Quest, part: Part, quota: int):
        self.cost = part.cost
        self.work = 0.0
        self.handicap = handicap(part.cost + part.doubt)
        kind, rows, depth = outer.goal.kind, outer.rows[part.rows], outer.engine.max_depth
        care = outer.care & _held(outer, part)
        care[rows] = outer.care[rows]
        self.quest = outer.serving(outer.inputs, outer.columns, kind, outer.outputs, rows, care, depth)
        self.quest.lower(outer.bound - self.cost)
        self.steps: Iterator[Fit | None] = itertools.takewhile(
            lambda fit: fit is not None or self.work < quota, self.quest.steps()
        )

    def progress(self) -> float:
        return (self.work + BEGINNING_WORK) * self.handicap

    def use(self, found: Fit, outer: Quest) -> Iterator[Fit]:
        """The trees that can be made now that the term is known."""
        if not outer.engine.keeper.storing:  # what comes into the forest now does not stay, and the search is about to end
            return
        answers = outer.answers(found.node)
        right = [same_value(answers[row], outer.outputs[row], outer.goal.tolerance) for row in outer.rows]
        node = outer.engine.forest.insert(found.node)
        outer.choices.add_terms(np.array([right]), np.array([node]), found.cost, always=True)
        yield from outer.conditionals()


def _held(outer: Quest, part: Part) -> np.ndarray:
    """Which of all rows are on the part's side of its condition."""
    condition = Program(outer.inputs, outer.engine.forest.node(part.condition))
    column, mask = run_batch(condition, outer.columns, len(outer.outputs))
    held = np.asarray(part.choice.condition(column), bool) == part.holds
    return np.asarray(held if mask is None else held & mask)

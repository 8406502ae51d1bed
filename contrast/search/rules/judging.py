"""Which of the trees tried is the best: short with its exceptions, and not refuted by the validation rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from contrast.dsl import Program, Var
from contrast.sampling import seeded
from contrast.search.outcome import Scored
from contrast.search.rules.codelength import PROGRAM_WEIGHT, exception_bits
from contrast.search.rules.language import Language
from contrast.search.rules.tree import Leaf, Tree, answers, walk
from contrast.search.rules.writing import written

VALIDATION = 5
"""One row in so many is for validation."""

FEWEST = 40
"""With fewer rows none are set apart: so few would refute nothing."""

DOUBT = 2.0
"""Standard errors by which a program must do worse on the validation rows than the best one there to be refuted."""


@dataclass(frozen=True, eq=False)
class Judged:
    """A tree as a program.

    bits: of the program.  length: the description length of all labels under it.  wrong: (validation rows,) mask.
    """

    tree: Tree
    program: Program
    bits: float
    length: float
    wrong: np.ndarray

    @property
    def error(self) -> float:
        """The share of validation rows that it gets wrong."""
        return float(self.wrong.mean())

    def refutes(self, other: Judged) -> bool:
        """Whether the validation rows that only the other gets wrong outnumber those that only this one does, by more than
        `DOUBT` standard errors of their difference if either were as likely.

        Source: Q. McNemar, Note on the sampling error of the difference between correlated proportions, Psychometrika 12, 1947.
        """
        theirs, ours = int((other.wrong & ~self.wrong).sum()), int((self.wrong & ~other.wrong).sum())
        return theirs - ours > DOUBT * math.sqrt(theirs + ours)

    def beats(self, other: Judged) -> bool:
        """Whether it is no longer and errs on no more validation rows."""
        return self.bits <= other.bits and self.error <= other.error


class Judging:
    """Measures trees on labelled rows.

    labels: (rows,) places in `classes`.  validation: (rows,) mask; where it is all rows, so is `training`, else the others.
    `best`: of the programs that no other beats, and that validation does not refute, the one with the shortest description.
    """

    def __init__(self, inputs: Sequence[Var], outputs: Sequence[Any], language: Language):
        self.inputs = tuple(inputs)
        self.language = language
        self.classes = sorted(set(outputs))
        self.labels = np.array([self.classes.index(output) for output in outputs])
        self.validation = _set_apart(self.labels)
        self.training = self.validation if self.validation.all() else ~self.validation
        self.best: Judged | None = None
        self._known: dict[Program, Judged] = {}
        self._front: list[Judged] = []

    def judge(self, tree: Tree) -> Judged | None:
        """Measure a tree, and take it if it is the best; None if the DSL cannot say it."""
        body = written(tree, self.language, self.classes)
        if body is None:
            return None
        program = Program(self.inputs, body)
        if program not in self._known:
            wrong = answers(tree, len(self.labels)) != self.labels
            every = walk(tree, np.ones(len(self.labels), bool))
            leaves = [(int(rows.sum()), int(wrong[rows].sum())) for _, node, rows in every if isinstance(node, Leaf)]
            bits = self.language.bits(body)
            length = PROGRAM_WEIGHT * bits + exception_bits(leaves, len(self.classes))
            judged = Judged(tree, program, bits, length, wrong[self.validation])
            self._known[program] = judged
            if not any(one.beats(judged) for one in self._front):
                self._front = [*[one for one in self._front if not judged.beats(one)], judged]
                self.best = self._best()
        return self._known[program]

    def _best(self) -> Judged:
        """The shortest description among the programs that the least erring one does not refute."""
        least = min(self._front, key=lambda judged: (judged.error, judged.bits))
        return min((judged for judged in self._front if not least.refutes(judged)), key=lambda judged: judged.length)

    def front(self) -> list[Scored]:
        """The programs that no other beats, the shortest first."""
        ordered = sorted(self._front, key=lambda judged: judged.bits)
        return [Scored(judged.program, judged.bits, judged.error) for judged in ordered]


def _set_apart(labels: np.ndarray) -> np.ndarray:
    """The validation rows, a mask: of each label one in `VALIDATION`; all rows where there are too few."""
    if len(labels) < FEWEST:
        return np.ones(len(labels), bool)
    order = np.lexsort((seeded("validation").permutation(len(labels)), labels))
    mask = np.zeros(len(labels), bool)
    mask[order[VALIDATION // 2 :: VALIDATION]] = True
    return mask

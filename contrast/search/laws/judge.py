"""What becomes of a formula: its normal form, its fit, names for its constants, and its place on the front."""

from __future__ import annotations

from contextlib import suppress

import numpy as np

from contrast.dsl import Node
from contrast.errors import BadProgram
from contrast.search.laws.fitting.data import Data
from contrast.search.laws.fitting.formula import SHORT, constants_in, is_free
from contrast.search.laws.fitting.normal import Normal
from contrast.search.laws.fitting.snap import roundable, snapped
from contrast.search.laws.front import Front, Law
from contrast.search.laws.parts.language import Language
from contrast.search.limits import Meter

LEEWAY = 30.0
"""A formula whose description is longer than the best law's by so many bits after a short fit is not fitted further; what
rounding its constants is likely to save is taken off before."""


class Judge:
    """Judges formulas.  data: the rows to fit to.  held: rows held back, on which laws are only checked.  found_seconds,
    found_at: core-seconds and candidates when the best law so far was found."""

    def __init__(self, data: Data, held: Data, language: Language, meter: Meter):
        self.data, self.held, self.language, self.meter = data, held, language, meter
        self.normal = Normal(language)
        self.front = Front(len(data), len(held))
        self.found_seconds, self.found_at = 0.0, 0
        self._tried: set[Node] = set()

    def consider(self, node: Node) -> None:
        """Judge a formula, if it is new and there are rows enough for its constants."""
        node = self.shortened(node)
        if node not in self._tried:
            self._tried.add(node)
            if sum(is_free(value) for value in constants_in(node)) < len(self.data) - 1:
                self._judge(node)

    def shortened(self, node: Node) -> Node:
        """The formula in normal form, if it has one: else it has no value anywhere, which its error will show."""
        with suppress(BadProgram):
            return self.normal(node)
        return node

    def _judge(self, node: Node) -> None:
        """Fit a formula, first in a few steps, and further if that makes it worth while."""
        node, errors = self.data.fitted(node, SHORT)
        law = self.law(node)
        if law.length(len(self.data)) - roundable(node, errors) < self.front.shortest + LEEWAY:
            node, errors = self.data.fitted(node)
            law = snapped(self.law(node), errors, self.refitted, len(self.data))
        before = self.front.best
        if self.front.add(law) and self.front.best is not before:
            self.found_seconds, self.found_at = self.meter.seconds, self.meter.candidates

    def refitted(self, node: Node) -> tuple[Law, np.ndarray]:
        """The law of a formula in normal form with its free constants fitted, and the standard errors of its constants."""
        node, errors = self.data.fitted(self.shortened(node))
        return self.law(node), errors

    def law(self, node: Node) -> Law:
        """The law of a formula as it stands."""
        error = self.data.error(node)
        return Law(node, self.language.grammar.bits(node), error, self.held.error(node) if len(self.held) else error)

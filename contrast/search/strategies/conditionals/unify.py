"""Conditionals by unification: terms that are right on some rows, predicates that split the rows, the cheapest tree of them.

The idea is EUSolver's (Alur, Radhakrishna & Udupa 2017, section 4): terms and predicates are enumerated apart, a decision
tree joins them. Trees of two leaves are found exactly; larger ones grow from the splits that say most, for their cost
and at all.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from contrast.search.strategies.conditionals.covers import Covers, to_be_told
from contrast.search.strategies.conditionals.growing import Growing, Tree

MOST_TERMS = 1500
"""Terms kept: of those with the same cover the cheapest."""

MOST_PREDICATES = 1500
"""The same for predicates."""

PRODUCTS = 20_000
"""Products that take as long as a candidate."""


class Unifier:
    """Terms and predicates as they are found, and the cheapest tree that covers all rows.

    `choice_cost` is what the choice itself costs; `check` is called now and then and may end the search.
    """

    def __init__(self, rows: int, choice_cost: int, check: Callable[[], None] = lambda: None):
        self.rows = rows
        self.choice_cost = choice_cost
        self.check = check
        self.work = 0.0
        self._changed = False
        self._told: set[Tree] = set()
        self.terms = Covers(rows, MOST_TERMS)
        self.predicates = Covers(rows, MOST_PREDICATES)

    def add_terms(self, right: np.ndarray, nodes: np.ndarray, cost: int, always: bool = False) -> None:
        """Programs that are right on these rows.  right: (programs, rows).  always: even if there are enough."""
        self.terms.add(right, nodes, cost, always)

    def add_predicates(self, holds: np.ndarray, nodes: np.ndarray, cost: int) -> None:
        """Conditions that hold on these rows.  holds: (programs, rows)."""
        proper = np.flatnonzero(holds.any(axis=1) & ~holds.all(axis=1))
        self.predicates.add(holds[proper], nodes[proper], cost)

    def settle(self) -> None:
        """Sort out the terms and predicates that have come."""
        self._changed |= self.terms.settle() | self.predicates.settle()

    def gains(self, most: int) -> np.ndarray:
        """The bits that each of the first predicates saves when it is told which term is right on each row."""
        terms = self.terms.masks
        nothing = np.ones((1, self.rows), bool)
        saved: np.ndarray = to_be_told(terms, nothing) - to_be_told(terms, self.predicates.masks[:most])
        return saved

    def solutions(self, bound: int, most: int) -> list[Tree]:
        """The cheapest tree found that is right on every row and costs less than `bound`, and up to so many of two leaves that
        are right everywhere, too; cheapest first, each once. There are none if nothing has changed."""
        self.settle()
        changed, self._changed = self._changed, False
        if not changed or not self.terms.masks.any(axis=0).all() or not self.predicates.costs:
            return []
        growing = Growing(self.terms, self.predicates, self.choice_cost, self.check)
        everywhere = np.ones(self.rows, bool)
        best = growing.tree(everywhere, bound, depth=0)
        trees = [] if best is None else [best]
        if most > 1:
            trees += [tree for tree in growing.pairs(everywhere, bound, most) if tree != best and tree not in self._told]
            self._told |= set(trees)
            trees.sort(key=lambda tree: tree.cost)
        self.work += growing.work / PRODUCTS
        return trees

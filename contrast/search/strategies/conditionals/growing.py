"""Decision trees from terms and predicates: those of two leaves exactly, larger ones from the splits that say most."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from contrast.search.strategies.conditionals.covers import Covers, different, to_be_told

BEAM = 16
"""Splits tried at a node of a tree that needs more than two leaves."""

MOST_WORK = 10**9
"""Products of a term's, a predicate's and a row's bit that one attempt may take; greedy from there on."""

CALL_PRODUCTS = 1_000_000
"""Products that take as long as the calls at a node of a tree."""

AT_ONCE = 128
"""Splits that are compared with all terms at once; more would take much memory for a moment."""

NEVER = 1 << 30
"""The cost of what is not there."""


@dataclass(frozen=True)
class Leaf:
    """A term, by its number in the forest."""

    cost: int
    node: int


@dataclass(frozen=True)
class Split:
    """A choice: `yes` where the predicate holds, else `no`."""

    cost: int
    predicate: int
    yes: Tree
    no: Tree


Tree = Leaf | Split


class Growing:
    """One attempt to build a tree of these terms and predicates.  choice: what a choice itself costs.  check: called now and
    then, may end the search."""

    def __init__(self, terms: Covers, predicates: Covers, choice: int, check: Callable[[], None]):
        self.choice = choice
        self.check = check
        self.terms, self.term_costs = terms.masks, np.array(terms.costs)
        self.holds, self.costs = predicates.masks, np.array(predicates.costs)
        self.term_nodes, self.nodes = terms.nodes, predicates.nodes
        self.work = 0
        self._known: dict[bytes, tuple[int, Tree | None]] = {}

    def tree(self, rows: np.ndarray, bound: int, depth: int) -> Tree | None:
        """The cheapest tree found for these rows below a cost."""
        key = np.packbits(rows).tobytes()
        if key in self._known and self._known[key][0] >= bound:
            found = self._known[key][1]
            return found if found is not None and found.cost < bound else None
        best: Tree | None = self._leaf(rows)
        if best is None or best.cost >= bound:
            best = self._pair(rows)
            if best is not None and best.cost >= bound:
                best = None
            best = self._larger(rows, bound if best is None else best.cost, depth) or best
        self._known[key] = (bound, best)
        return best

    def _leaf(self, rows: np.ndarray) -> Leaf | None:
        fits = np.flatnonzero(self.terms[:, rows].all(axis=1))
        if not len(fits):
            return None
        k = fits[self.term_costs[fits].argmin()]
        return Leaf(int(self.term_costs[k]), self.term_nodes[k])

    def _pair(self, rows: np.ndarray) -> Tree | None:
        """The cheapest tree with two leaves."""
        splits, terms = self._for_two(rows)
        if not len(splits) or not len(terms):
            return None
        inside, wrong = self.holds[splits][:, rows], (~self.terms[terms][:, rows]).astype(np.float32).T
        self.work += inside.size * len(terms) + CALL_PRODUCTS
        cost = self.costs[splits] + self.choice
        sides = []
        for side in (inside, ~inside):
            best, price = self._cheapest(side, wrong, self.term_costs[terms])
            sides.append(terms[best])
            cost = cost + price
        k = int(cost.argmin())
        if cost[k] >= NEVER:
            return None
        yes, no = (Leaf(int(self.term_costs[side[k]]), self.term_nodes[side[k]]) for side in sides)
        return Split(int(cost[k]), self.nodes[splits[k]], yes, no)

    def _for_two(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The predicates and terms that a tree of two leaves can be made of: no leaf has more rows than the largest cover, so
        the other has the rest at least."""
        sizes, inside = self.terms[:, rows].sum(axis=1), self.holds[:, rows].sum(axis=1)
        most = int(sizes.max(initial=0))
        least = int(rows.sum()) - most
        terms = np.flatnonzero(sizes >= max(1, least))
        splits = np.flatnonzero((inside >= max(1, least)) & (inside <= most))
        return splits[different(self.holds[splits][:, rows])], terms[different(self.terms[terms][:, rows])]

    def pairs(self, rows: np.ndarray, bound: int, most: int) -> list[Split]:
        """The cheapest trees with two leaves, as many as are wanted."""
        splits, terms = self._for_two(rows)
        inside, wrong = self.holds[splits][:, rows], (~self.terms[terms][:, rows]).astype(np.float32).T
        self.work += 2 * inside.size * len(terms) + CALL_PRODUCTS
        costs = self.term_costs[terms]
        right = [(side.astype(np.float32) @ wrong) == 0 for side in (inside, ~inside)]
        found: list[tuple[int, int, int, int]] = []
        for k in np.flatnonzero(right[0].any(axis=1) & right[1].any(axis=1)):
            own = int(self.costs[splits[k]]) + self.choice
            sides = [np.flatnonzero(side[k]) for side in right]
            some = [side[np.argsort(costs[side], kind="stable")[: math.isqrt(most) + 1]] for side in sides]
            found += [(own + int(costs[yes] + costs[no]), int(k), int(yes), int(no)) for yes in some[0] for no in some[1]]
        leaves = {k: Leaf(int(self.term_costs[terms[k]]), self.term_nodes[terms[k]]) for k in range(len(terms))}
        cheapest = sorted(tree for tree in found if tree[0] < bound)[:most]
        return [Split(cost, self.nodes[splits[k]], leaves[yes], leaves[no]) for cost, k, yes, no in cheapest]

    def _cheapest(self, sides: np.ndarray, wrong: np.ndarray, costs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For each side of a split the cheapest term that is right on all of it, and its cost (`NEVER` if there is none).

        sides: (splits, rows) bool.  wrong: (rows, terms), 1.0 where a term is wrong.  costs: (terms,).
        """
        best, price = np.zeros(len(sides), np.int64), np.zeros(len(sides), np.int64)
        for first in range(0, len(sides), AT_ONCE):
            part = slice(first, first + AT_ONCE)
            lacking = sides[part].astype(np.float32) @ wrong
            priced = np.where(lacking == 0, costs[None], NEVER)
            best[part], price[part] = priced.argmin(axis=1), priced.min(axis=1)
        return best, price

    def _larger(self, rows: np.ndarray, bound: int, depth: int) -> Tree | None:
        """A tree with more leaves, from the splits that say most, for their cost and at all."""
        best: Tree | None = None
        self.check()
        for k in self._splits(rows)[: max(1, BEAM >> (2 * depth))]:
            if best is not None and self.work > MOST_WORK:
                break
            spent = int(self.costs[k]) + self.choice
            least = int(self.term_costs.min())
            if spent + 2 * least >= bound:
                continue
            yes = self.tree(rows & self.holds[k], bound - spent - least, depth + 1)
            if yes is None:
                continue
            no = self.tree(rows & ~self.holds[k], bound - spent - yes.cost, depth + 1)
            if no is None:
                continue
            bound = spent + yes.cost + no.cost
            best = Split(bound, self.nodes[k], yes, no)
        return best

    def _splits(self, rows: np.ndarray) -> list[int]:
        """Predicates that split the rows: in turn the one that gains most information on which term is right for what it costs,
        and the one that gains most."""
        inside, terms = self.holds[:, rows], self.terms[:, rows]
        proper = np.flatnonzero(inside.any(axis=1) & ~inside.all(axis=1))
        cost = self.costs[proper] + self.choice
        gain = np.round(to_be_told(terms, np.ones((1, inside.shape[1]), bool)) - to_be_told(terms, inside[proper]), 6)
        ranks = [np.lexsort((cost, -gain / cost)), np.lexsort((cost, -gain))]
        return list(dict.fromkeys(proper[np.stack(ranks, axis=1)].ravel().tolist()))

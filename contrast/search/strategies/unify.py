"""Conditionals by unification: terms that are right on some rows, predicates that split the rows, the cheapest tree of them.

The idea is EUSolver's (Alur, Radhakrishna & Udupa 2017, section 4): terms and predicates are enumerated apart, a decision
tree joins them. Trees of two leaves are found exactly; larger ones grow from the splits that leave least to be told.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

MOST_TERMS = 1500
"""Terms kept: of those with the same cover the cheapest."""

MOST_PREDICATES = 1500
"""The same for predicates."""

BEAM = 16
"""Splits tried at a node of a tree that needs more than two leaves."""

MOST_WORK = 10**9
"""Products of a term's, a predicate's and a row's bit that one attempt may take; greedy from there on."""


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


CALL_PRODUCTS = 1_000_000
"""Products that take as long as the calls at a node of a tree."""

PRODUCTS = 20_000
"""Products that take as long as a candidate."""

AT_ONCE = 128
"""Splits that are compared with all terms at once; more would take much memory for a moment."""

NEVER = 1 << 30
"""The cost of what is not there."""

Tree = Leaf | Split


class Covers:
    """Distinct sets of rows, each with the first (the cheapest) program that has it.  masks: (programs, rows)."""

    def __init__(self, rows: int, most: int):
        self.most = most
        self.masks = np.zeros((0, rows), bool)
        self.costs: list[int] = []
        self.nodes: list[int] = []
        self._seen: set[bytes] = set()
        self._waiting: list[tuple[np.ndarray, np.ndarray, int, bool]] = []

    def add(self, masks: np.ndarray, nodes: np.ndarray, cost: int, always: bool = False) -> None:
        """Put in the sets of a block; they are sorted out when asked for.  always: even if there are enough."""
        some = np.flatnonzero(masks.any(axis=1))
        if len(some) and (always or len(self._seen) < self.most):
            self._waiting.append((masks[some], nodes[some], cost, always))

    def settle(self) -> bool:
        """Sort out what has come; whether anything was new."""
        before = len(self.costs)
        new = []
        for masks, nodes, cost, always in self._waiting:
            packed = np.packbits(masks, axis=1)
            _, first = np.unique(packed, axis=0, return_index=True)
            for k in np.sort(first):
                key = packed[k].tobytes()
                if key not in self._seen and (always or len(self._seen) < self.most):
                    self._seen.add(key)
                    new.append(masks[k])
                    self.costs.append(cost)
                    self.nodes.append(int(nodes[k]))
        self._waiting = []
        if new:
            self.masks = np.concatenate([self.masks, np.array(new)])
        return len(self.costs) > before


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
        saved: np.ndarray = _to_be_told(terms, nothing) - _to_be_told(terms, self.predicates.masks[:most])
        return saved

    def solve(self, bound: int) -> Tree | None:
        """The cheapest tree found that is right on every row and costs less than `bound`; None if nothing has changed."""
        trees = self.solutions(bound, 1)
        return trees[0] if trees else None

    def solutions(self, bound: int, most: int) -> list[Tree]:
        """That tree, and up to so many trees of two leaves that are right on every row, too; cheapest first, each once."""
        self.settle()
        changed, self._changed = self._changed, False
        if not changed or not self.terms.masks.any(axis=0).all() or not self.predicates.costs:
            return []
        growing = _Growing(self)
        everywhere = np.ones(self.rows, bool)
        best = growing.tree(everywhere, bound, depth=0)
        trees = [] if best is None else [best]
        if most > 1:
            trees += [tree for tree in growing.pairs(everywhere, bound, most) if tree != best and tree not in self._told]
            self._told |= set(trees)
            trees.sort(key=lambda tree: tree.cost)
        self.work += growing.work / PRODUCTS
        return trees


class _Growing:
    """One attempt to build a tree from what is known."""

    def __init__(self, known: Unifier):
        self.choice = known.choice_cost
        self.check = known.check
        self.terms, self.term_costs = known.terms.masks, np.array(known.terms.costs)
        self.holds, self.costs = known.predicates.masks, np.array(known.predicates.costs)
        self.term_nodes, self.nodes = known.terms.nodes, known.predicates.nodes
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
        return splits[_different(self.holds[splits][:, rows])], terms[_different(self.terms[terms][:, rows])]

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
        """A tree with more leaves, from the splits that leave least to be told on both sides."""
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
        gain = np.round(_to_be_told(terms, np.ones((1, inside.shape[1]), bool)) - _to_be_told(terms, inside[proper]), 6)
        ranks = [np.lexsort((cost, -gain / cost)), np.lexsort((cost, -gain))]
        return list(dict.fromkeys(proper[np.stack(ranks, axis=1)].ravel().tolist()))


def _to_be_told(terms: np.ndarray, holds: np.ndarray) -> np.ndarray:
    """The bits that it takes to say which term is right on each row, once it is known on which side of a split the row is.

    A row's term is the one with the largest cover among those right on it (EUSolver's measure, simplified).
    terms: (terms, rows) bool.  holds: (splits, rows) bool.  Returns (splits,).
    """
    covered = terms * terms.sum(axis=1, keepdims=True)
    label = np.append(covered, np.full((1, terms.shape[1]), 0.5), axis=0).argmax(axis=0)
    onehot = (label[:, None] == np.unique(label)[None]).astype(np.float64)
    bits = np.zeros(len(holds))
    for side in (holds, ~holds):
        counts = side.astype(np.float64) @ onehot
        share = counts / np.maximum(1.0, counts.sum(axis=1, keepdims=True))
        bits -= (counts * np.log2(np.where(share > 0, share, 1.0))).sum(axis=1)
    return bits


def _different(masks: np.ndarray) -> np.ndarray:
    """The first program with each set of rows, ascending (the cheapest come first); empty sets left out."""
    some = np.flatnonzero(masks.any(axis=1))
    _, first = np.unique(np.packbits(masks[some], axis=1), axis=0, return_index=True)
    return np.sort(some[first])

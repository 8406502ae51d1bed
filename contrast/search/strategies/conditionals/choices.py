"""The conditionals of one quest: what may choose between what, and the trees made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from contrast.dsl import Apply, Node, Primitive
from contrast.search.enumeration.bank import Block
from contrast.search.enumeration.engine import Engine
from contrast.search.enumeration.keeping import New
from contrast.search.strategies.conditionals.growing import Leaf, Tree
from contrast.search.strategies.conditionals.unify import Unifier

MOST_CONDITIONS = 256
"""Conditions, the first that were found, whose parts of the rows are looked at."""

IDLE = 16.0
"""Bits that count against a condition that says nothing of which of the known terms are right where; each bit that it says counts
one less."""

LARGER = 16.0
"""Bits that count against a part of more than half the rows: it is likely to want another condition rather than one term."""


@dataclass(frozen=True)
class Part:
    """The rows that one side of a condition leaves, none of whose known terms is right on all of them.  rows: (rows,) bool.

    condition: a number in the forest.  holds: which side.  cost: of the condition and the choice.  doubt: what speaks against
    it, in bits.
    """

    rows: np.ndarray
    choice: Primitive
    condition: int
    holds: bool
    cost: int
    doubt: float


class Choices:
    """The primitives that choose between values of the goal's kind, each with its terms and predicates.

    alternatives: trees that are asked for at a time; more than one where the rows do not tell which is right.
    """

    def __init__(self, engine: Engine, rows: int):
        self.engine = engine
        self.primitives = [p for p in engine.instances if p.chooses and p.result == engine.goal]
        costs = [engine.grammar.cost(p.name, p.result) for p in self.primitives]
        self._unifiers = [Unifier(rows, cost, engine.check) for cost in costs]
        self._parts: set[bytes] = set()
        self.alternatives = 1

    @property
    def work(self) -> float:
        """What the trees have cost so far, in candidates."""
        return sum(unifier.work for unifier in self._unifiers)

    def add_terms(self, right: np.ndarray, nodes: np.ndarray, cost: int, always: bool = False) -> None:
        """Programs of the goal's kind, right on these rows.  right: (programs, rows).  always: even if there are enough."""
        for unifier in self._unifiers:
            unifier.add_terms(right, nodes, cost, always)

    def add_predicates(self, new: New) -> None:
        """Programs that may be conditions."""
        for primitive, unifier in zip(self.primitives, self._unifiers, strict=True):
            if primitive.parameters[0] == new.kind:
                unifier.add_predicates(*_holding(primitive, new.block), new.cost)

    def trees(self, bound: int) -> Iterator[tuple[Node, int]]:
        """Conditionals that are right on all rows and cost less than `bound`, and their costs."""
        for primitive, unifier in zip(self.primitives, self._unifiers, strict=True):
            for tree in unifier.solutions(bound, self.alternatives):
                yield self._node(primitive, tree), tree.cost

    def _node(self, primitive: Primitive, tree: Tree) -> Node:
        if isinstance(tree, Leaf):
            return self.engine.forest.node(tree.node)
        condition = self.engine.forest.node(tree.predicate)
        return Apply(primitive, (condition, self._node(primitive, tree.yes), self._node(primitive, tree.no)))

    def parts(self, most: int) -> list[Part]:
        """Parts of the rows that want a term of their own, those of least cost and doubt first, in turn."""
        found = sorted(self._open(), key=lambda part: part.cost + part.doubt)
        new = [part for part in found if part.rows.tobytes() not in self._parts]
        if found and not new:
            self._parts.clear()
            new = found
        self._parts |= {part.rows.tobytes() for part in new[:most]}
        return new[:most]

    def _open(self) -> Iterator[Part]:
        for primitive, unifier in zip(self.primitives, self._unifiers, strict=True):
            unifier.settle()
            known, gains = unifier.predicates, unifier.gains(MOST_CONDITIONS)
            for gain, mask, node, cost in zip(gains, known.masks, known.nodes, known.costs, strict=False):
                for holds in (True, False):
                    rows = mask == holds
                    if not unifier.terms.masks[:, rows].all(axis=1).any():
                        doubt = max(0.0, IDLE - float(gain)) + (LARGER if 2 * rows.sum() > len(rows) else 0.0)
                        yield Part(rows, primitive, node, holds, cost + unifier.choice_cost, doubt)


def _holding(choice: Primitive, block: Block) -> tuple[np.ndarray, np.ndarray]:
    """Where each program of a block, as the condition of a choice, takes the second argument; and their nodes."""
    holds = np.asarray(choice.condition(block.column), bool)
    if block.mask is None:
        return holds, block.nodes
    whole = block.mask.all(axis=1)
    return holds[whole], block.nodes[whole]

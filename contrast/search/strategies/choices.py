"""The conditionals of one quest: what may choose between what, and the trees made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from contrast.dsl import Apply, Node, Primitive
from contrast.search.enumeration.bank import Block
from contrast.search.enumeration.engine import Engine
from contrast.search.enumeration.keeping import New
from contrast.search.strategies.unify import Leaf, Tree, Unifier


@dataclass(frozen=True)
class Part:
    """Rows that one side of a condition leaves, none of whose known terms is right on all of them.  rows: (rows,) bool.

    cost: of the condition and the choice.
    """

    rows: np.ndarray
    cost: int


class Choices:
    """The primitives that choose between values of the goal's kind, each with its terms and predicates."""

    def __init__(self, engine: Engine, rows: int):
        self.engine = engine
        self.primitives = [p for p in engine.instances if p.chooses and p.result == engine.goal]
        costs = [engine.grammar.cost(p.name, p.result) for p in self.primitives]
        self._unifiers = [Unifier(rows, cost, lambda: engine.meter.check(engine.nbytes)) for cost in costs]
        self._parts: set[bytes] = set()

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
            tree = unifier.solve(bound)
            if tree is not None:
                yield self._node(primitive, tree), tree.cost

    def _node(self, primitive: Primitive, tree: Tree) -> Node:
        if isinstance(tree, Leaf):
            return self.engine.forest.node(tree.node)
        condition = self.engine.forest.node(tree.predicate)
        return Apply(primitive, (condition, self._node(primitive, tree.yes), self._node(primitive, tree.no)))

    def parts(self, most: int) -> Iterator[Part]:
        """Parts of the rows that want a term of their own, those with the cheapest conditions first, in turn."""
        if most > 0 and self._parts and not any(True for _ in self._open(1)):
            self._parts.clear()
        for part in list(self._open(most)):
            self._parts.add(part.rows.tobytes())
            yield part

    def _open(self, most: int) -> Iterator[Part]:
        for unifier in self._unifiers:
            unifier.settle()
            for holds, cost in zip(unifier.predicates.masks, unifier.predicates.costs, strict=True):
                for rows in (holds, ~holds):
                    if most <= 0 or rows.tobytes() in self._parts or unifier.terms.masks[:, rows].all(axis=1).any():
                        continue
                    most -= 1
                    yield Part(rows, cost + unifier.choice_cost)


def _holding(choice: Primitive, block: Block) -> tuple[np.ndarray, np.ndarray]:
    """Where each program of a block, as the condition of a choice, takes the second argument; and their nodes."""
    holds = np.asarray(choice.condition(block.column), bool)
    if block.mask is None:
        return holds, block.nodes
    whole = block.mask.all(axis=1)
    return holds[whole], block.nodes[whole]

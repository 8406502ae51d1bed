"""A scheme: what is known of a program but for one body, and what the examples tell of that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from contrast.dsl import Apply, Lambda, Node, Primitive, Var
from contrast.dsl.primitive import BodyExample
from contrast.search.strategies.pursuit import handicap


@dataclass(frozen=True)
class Scheme:
    """A primitive whose function argument is still missing, with examples of it.  around: what it stands in.

    cost: of all but the body.  doubt: what speaks against it, in bits.
    """

    primitive: Primitive
    arguments: tuple[Node | None, ...]
    params: tuple[Var, ...]
    cost: int
    examples: tuple[BodyExample, ...]
    around: Callable[[Node], Node]
    doubt: float

    @property
    def handicap(self) -> float:
        """How much work on it counts: the dearer it is, and the more doubtful, the more."""
        return handicap(self.cost + self.doubt)

    def node(self, body: Node) -> Node:
        """The whole program with this body."""
        args = tuple(Lambda(self.params, body) if arg is None else arg for arg in self.arguments)
        return self.around(Apply(self.primitive, args))

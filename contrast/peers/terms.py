"""Real-valued programs with as few constants as they need: factors that only multiply each other are one, idle ones are none."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from contrast.dsl import Apply, Const, Node, Primitive, Var
from contrast.errors import BadProgram, Undefined


@dataclass(frozen=True)
class Term:
    """A factor times a node, or the factor alone."""

    factor: float
    node: Node | None = None

    def times(self, factor: float) -> Term:
        return Term(self.factor * factor, self.node if factor else None)


ZERO, ONE = Term(0.0), Term(1.0)


class Algebra:
    """The rules for terms over some primitives, `add`, `sub`, `mul` and `div` among them.

    Its methods raise `BadProgram` for what has no value anywhere.
    """

    def __init__(self, primitives: Mapping[str, Primitive]):
        self.primitives = primitives

    def normal(self, node: Node) -> Node:
        """A program that means the same."""
        return self.node(self.term(node))

    def term(self, node: object) -> Term:
        """A node as a term."""
        if isinstance(node, Const):
            return Term(float(node.value))
        if isinstance(node, Apply):
            return self.apply(node.primitive.name, *map(self.term, node.args))
        assert isinstance(node, Var)
        return Term(1.0, node)

    def node(self, term: Term) -> Node:
        """A term as a node; a sum's factor goes to its summands, and that of one over something takes the one's place."""
        if not math.isfinite(term.factor):
            raise BadProgram("a constant is not finite")
        if term.node is None:
            return Const.of(term.factor, float)
        if term.factor == 1:
            return term.node
        if isinstance(term.node, Apply) and term.node.primitive.name == "div" and term.node.args[0] == Const.of(1.0, float):
            return Apply(term.node.primitive, (Const.of(term.factor, float), term.node.args[1]))
        if isinstance(term.node, Apply) and term.node.primitive.name in ("add", "sub"):
            one, other = (self.term(arg).times(term.factor) for arg in term.node.args)
            minus = (term.node.primitive.name == "sub") != (other.factor < 0)
            return self._call("sub" if minus else "add", one, Term(abs(other.factor), other.node))
        return self._call("mul", Term(term.factor), Term(1.0, term.node))

    def apply(self, name: str, *terms: Term) -> Term:
        """A primitive applied."""
        if name in ("add", "sub"):
            return self._sum(terms[0], terms[1] if name == "add" else terms[1].times(-1.0))
        if name in ("mul", "div"):
            return self._product(name, *terms)
        if name == "power" and terms[1] == ONE:
            return terms[0]
        outside, inside = _taken_out(name, terms[0].factor) if terms[0].node is not None else (1.0, terms[0].factor)
        node = self._call(name, Term(inside, terms[0].node), *terms[1:])
        return Term(float(node.value)) if isinstance(node, Const) else Term(outside, node)

    def _sum(self, one: Term, other: Term) -> Term:
        """The first summand, a constant last, gives its factor to the whole sum."""
        if one.node is None:
            one, other = other, one
        if one.node is None:
            return Term(one.factor + other.factor)
        if other.factor == 0 or one.node == other.node:
            return Term(one.factor + other.factor, one.node) if one.factor + other.factor else ZERO
        inner = one.node
        if other.node is None and isinstance(inner, Apply) and inner.primitive.name in ("add", "sub"):
            first, last = inner.args
            if isinstance(last, Const):
                constant = Term(last.value if inner.primitive.name == "add" else -last.value).times(one.factor)
                return self._sum(self.term(first).times(one.factor), Term(constant.factor + other.factor))
        rest = Term(abs(other.factor / one.factor), other.node)
        return Term(one.factor, self._call("add" if other.factor / one.factor > 0 else "sub", Term(1.0, one.node), rest))

    def _product(self, name: str, one: Term, other: Term) -> Term:
        """Factors multiply apart from what they are factors of."""
        if name == "div" and other.factor == 0:
            raise BadProgram("division by zero")
        factor = one.factor * other.factor if name == "mul" else one.factor / other.factor
        if factor == 0:
            return ZERO
        if other.node is None or (one.node is None and name == "mul"):
            return Term(factor, one.node or other.node)
        return Term(factor, self._call(name, Term(1.0, one.node), Term(1.0, other.node)))

    def _call(self, name: str, *terms: Term) -> Node:
        """The primitive applied, or its value where it is applied to constants."""
        nodes = tuple(map(self.node, terms))
        values = [node.value for node in nodes if isinstance(node, Const)]
        if len(values) < len(nodes):
            return Apply(self.primitives[name], nodes)
        try:
            return Const.of(float(self.primitives[name](*values)), float)
        except Undefined as error:
            raise BadProgram(str(error)) from None


def _taken_out(name: str, factor: float) -> tuple[float, float]:
    """What stands before a function, and what remains within, of a factor of its argument."""
    if name == "square":
        return factor**2, 1.0
    if name == "sqrt" and factor > 0:
        return math.sqrt(factor), 1.0
    if name in ("sin", "tanh", "arcsin") and factor < 0:
        return -1.0, -factor
    return 1.0, abs(factor) if name == "cos" else factor

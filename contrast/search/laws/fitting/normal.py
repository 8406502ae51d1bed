"""Formulas in a normal form: factors that only multiply each other are one, and what changes nothing is left out."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from contrast.dsl import Apply, Const, Node, Var
from contrast.dsl.constants import name_of
from contrast.errors import BadProgram, Undefined
from contrast.search.laws.parts.language import Language

SUMS, PRODUCTS, ODD = ("add", "sub"), ("mul", "div"), ("sin", "tanh", "arcsin")

SLACK = 8.0
"""A factor stands before a function unless that costs so many bits more: it may still be put together with others."""


@dataclass(frozen=True)
class Term:
    """A factor times a node, or the factor alone."""

    factor: float
    node: Node | None = None

    def times(self, factor: float) -> Term:
        return Term(self.factor * factor, self.node if factor else None)


ZERO, ONE = Term(0.0), Term(1.0)


class Normal:
    """The rules for terms in a language that has `add` and `mul`. Of two ways to write a term the shorter one in bits is taken.

    Its methods raise `BadProgram` for what has no value anywhere.
    """

    def __init__(self, language: Language):
        self.language = language

    def __call__(self, node: Node) -> Node:
        """A formula that is equal but for rounding wherever the given one has a value."""
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
        """A term as a node: its factor stands before it, or goes to the summands, or takes the place of the 1 over something."""
        inner, factor = term.node, self._constant(term.factor)
        if inner is None or factor.value == 1:
            return inner or factor
        if factor.value < 0 and isinstance(inner, Apply) and inner.primitive.name == "sub":
            return self.node(Term(-factor.value, Apply(inner.primitive, inner.args[::-1])))
        if isinstance(inner, Apply) and inner.primitive.name == "div" and inner.args[0] == self._constant(1.0):
            return Apply(inner.primitive, (factor, inner.args[1]))
        before = self.language.apply("mul", factor, inner)
        if isinstance(inner, Apply) and inner.primitive.name in SUMS:
            return self._shortest(self._spread(term.factor, inner), before)
        return before

    def apply(self, name: str, *terms: Term) -> Term:
        """A primitive applied."""
        terms = tuple(term if term.factor else ZERO for term in terms)  # a product of small factors may be 0
        if name in SUMS:
            return self._sum(terms[0], terms[1] if name == "add" else terms[1].times(-1.0))
        if name in PRODUCTS:
            return self._product(name, *terms)
        if name == "power" and terms[0] == ONE:
            return ONE
        if name == "power" and terms[1].node is None:
            return self._power(terms[0], terms[1].factor)
        return self._taken_out(lambda term: self._call(name, term, *terms[1:]), terms[0], *_outside(name, terms[0].factor))

    def _sum(self, one: Term, other: Term) -> Term:
        """The first summand, a constant last, gives its factor to the whole sum."""
        if one.node is None:
            one, other = other, one
        if one.node is None:
            return Term(one.factor + other.factor)
        if other.factor == 0 or one.node == other.node:
            return Term(one.factor + other.factor, one.node) if one.factor + other.factor else ZERO
        inner = one.node
        if other.node is None and isinstance(inner, Apply) and inner.primitive.name in SUMS:
            first, last = inner.args
            if isinstance(last, Const):
                constant = Term(last.value if inner.primitive.name == "add" else -last.value).times(one.factor)
                return self._sum(self.term(first).times(one.factor), Term(constant.factor + other.factor))
        return Term(one.factor, self._added(Term(1.0, inner), Term(other.factor / one.factor, other.node)))

    def _added(self, one: Term, other: Term) -> Node:
        """Two terms one after the other, a negative one last and taken away."""
        if one.factor < 0 < other.factor:
            one, other = other, one
        if other.factor < 0 and self.language.has("sub"):
            return self._call("sub", one, other.times(-1.0))
        return self._call("add", one, other)

    def _spread(self, factor: float, total: Apply) -> Node:
        """A sum each part of which is multiplied."""
        one, other = (self.term(arg).times(factor) for arg in total.args)
        return self._added(one, other if total.primitive.name == "add" else other.times(-1.0))

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

    def _power(self, base: Term, exponent: float) -> Term:
        """Small whole and half powers are written by products and roots."""
        exponent = float(self._constant(exponent).value)
        if exponent == 1:
            return base
        if base.node is None:
            return Term(self._value("power", base.factor, exponent))

        def raised(term: Term) -> Node:
            return self.language.product([(self.node(term), exponent)])

        return self._taken_out(raised, base, *((_raised(base.factor, exponent), 1.0) if base.factor > 0 else ()))

    def _taken_out(self, write: Callable[[Term], Node], argument: Term, *factors: float) -> Term:
        """A function of a term, part of whose factor may stand before it. factors: what stands before, and what remains; none, if
        nothing may."""
        plain = write(argument)
        if isinstance(plain, Const):
            return Term(float(plain.value))
        if argument.node is None or not factors or factors == (1.0, argument.factor):
            return Term(1.0, plain)
        outside, inside = factors
        if not math.isfinite(outside) or outside == 0:
            return Term(1.0, plain)
        term = Term(outside, write(Term(inside, argument.node)))
        bits = self.language.grammar.bits
        return term if bits(self.node(term)) < bits(plain) + SLACK else Term(1.0, plain)

    def _call(self, name: str, *terms: Term) -> Node:
        """The primitive applied, or its value where it is applied to constants."""
        nodes = tuple(map(self.node, terms))
        values = [node.value for node in nodes if isinstance(node, Const)]
        return self.language.apply(name, *nodes) if len(values) < len(nodes) else self._constant(self._value(name, *values))

    def _value(self, name: str, *values: float) -> float:
        try:
            return float(self.language.primitives[name](*values))
        except Undefined as error:
            raise BadProgram(str(error)) from None

    def _constant(self, value: float) -> Const:
        """A constant, freed from rounding where it has a name."""
        if not math.isfinite(value):
            raise BadProgram("a constant is not finite")
        name = name_of(value)
        return self.language.constant(value if name is None else name.value)

    def _shortest(self, *nodes: Node) -> Node:
        return min(nodes, key=self.language.grammar.bits)


def _outside(name: str, factor: float) -> tuple[float, ...]:
    """What may stand before a function, and what remains within, of a factor of its argument."""
    if name == "square":
        return factor * factor, 1.0
    if name == "sqrt" and factor > 0:
        return math.sqrt(factor), 1.0
    if name in ODD and factor < 0:
        return -1.0, -factor
    return (1.0, abs(factor)) if name == "cos" else ()


def _raised(base: float, exponent: float) -> float:
    try:
        return float(base**exponent)
    except OverflowError:
        return math.inf

"""The words of a DSL that laws are put together from: sums, products, powers and functions of real numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from contrast.dsl import DSL, Apply, Const, Grammar, Node, Primitive

Power = tuple[Node, float]
"""A factor with its exponent."""

SQUARES = 4
"""Whole exponents up to this are written with products and squares, larger ones as powers."""


class Language:
    """Builds nodes over the real primitives of a DSL; those that put parts together keep what they write short."""

    def __init__(self, dsl: DSL, grammar: Grammar):
        self.dsl = dsl
        self.grammar = grammar

    @cached_property
    def primitives(self) -> dict[str, Primitive]:
        """The primitives from real numbers to a real number, by name."""
        real = [p for p in self.dsl.instances if p.result is float and p.parameters and set(p.parameters) == {float}]
        return {p.name: p for p in real}

    def has(self, *names: str) -> bool:
        return all(name in self.primitives for name in names)

    def apply(self, name: str, *args: Node) -> Node:
        return Apply(self.primitives[name], args)

    def bits(self, *names: str) -> float:
        """What these symbols cost."""
        return sum(self.grammar.symbol_bits(name, float) for name in names)

    def constant(self, value: float) -> Const:
        return Const.of(float(value), float)

    def times(self, factor: float, node: Node) -> Node:
        """A node times a constant."""
        if factor == 1.0:
            return node
        if isinstance(node, Const):
            return self.constant(factor * node.value)
        if factor == -1.0 and self.has("sub") and isinstance(node, Apply) and node.primitive.name == "sub":
            return self.apply("sub", *reversed(node.args))  # type: ignore[arg-type]
        if factor == 0.5 and self.has("div"):
            return self.apply("div", node, self.constant(2.0))
        return self.apply("mul", self.constant(factor), node)

    def sum(self, terms: Sequence[tuple[float, Node]], constant: float = 0.0) -> Node:
        """Terms times their coefficients, and a constant; a coefficient that all share is put in front."""
        terms = [(factor, node) for factor, node in terms if factor != 0]
        if not terms:
            return self.constant(constant)
        shared = abs(terms[0][0])
        parts = [*terms] + ([(constant, self.constant(1.0))] if constant else [])
        if len(parts) > 1 and shared != 1 and all(abs(abs(factor) - shared) <= 1e-12 * shared for factor, _ in parts):
            return self.times(shared, self.sum([(factor / shared, node) for factor, node in terms], constant / shared))
        ordered = sorted(parts, key=lambda part: part[0] < 0)
        factor, node = ordered[0]
        total = self.times(factor, node)
        for factor, node in ordered[1:]:
            less = factor < 0 and self.has("sub")
            total = self.apply("sub" if less else "add", total, self.times(-factor if less else factor, node))
        return total

    def product(self, factors: Iterable[Power], constant: float = 1.0) -> Node:
        """Factors to their powers, times a constant: over and under one stroke, half powers under one root."""
        over: list[Node] = []
        under: list[Node] = []
        roots_over: list[Node] = []
        roots_under: list[Node] = []
        for node, exponent in factors:
            size, half = divmod(round(2 * abs(exponent)), 2)
            if exponent == 0:
                continue
            if not self._by_products(exponent):
                over.append(self.apply("power", node, self.constant(exponent)))
                continue
            if size:
                (over if exponent > 0 else under).append(self._whole(node, size))
            if half:
                (roots_over if exponent > 0 else roots_under).append(node)
        if roots_over or roots_under:
            if roots_over:
                over.append(self.apply("sqrt", self._ratio(roots_over, roots_under)))
            else:
                under.append(self.apply("sqrt", self._all(roots_under)))
        if constant != 1.0 or not (over or under):
            over.insert(0, self.constant(constant))
        return self._ratio(over, under)

    def can_raise(self, exponent: float) -> bool:
        """Whether there are words for a power."""
        return self._by_products(exponent) or self.has("power")

    def _by_products(self, exponent: float) -> bool:
        """Whether a power is written with products, quotients and roots."""
        half, whole = 2 * exponent % 2 == 1, 2 * exponent == round(2 * exponent)
        return whole and abs(exponent) <= SQUARES and (not half or self.has("sqrt")) and (exponent > 0 or self.has("div"))

    def _ratio(self, over: Sequence[Node], under: Sequence[Node]) -> Node:
        top = self._all(over) if over else self.constant(1.0)
        return self.apply("div", top, self._all(under)) if under else top

    def _all(self, nodes: Sequence[Node]) -> Node:
        total = nodes[0]
        for node in nodes[1:]:
            total = self.apply("mul", total, node)
        return total

    def _whole(self, node: Node, exponent: int) -> Node:
        if exponent == 1:
            return node
        square = self.apply("square", node) if self.has("square") else self.apply("mul", node, node)
        if exponent == 2:
            return square
        return self.apply("mul", square, node) if exponent == 3 else self._whole(square, 2)

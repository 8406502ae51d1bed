"""What a DSL offers to rules: a comparison, a choice between labels, connectives, arithmetic on features."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from contrast.dsl import DSL, Apply, Grammar, Node, Primitive
from contrast.values import Kind

NUMBERS: tuple[Kind, ...] = (float, int)


@dataclass(frozen=True)
class Language:
    """A DSL narrowed to a task, its grammar, and the kind of the labels."""

    dsl: DSL
    grammar: Grammar
    label: Kind

    @cached_property
    def less(self) -> dict[Kind, Primitive]:
        """By the kind of number that it compares, the primitive that is true where its first argument is smaller."""
        return {p.parameters[0]: p for p in self.dsl.instances if p.name == "less" and _compares(p)}

    @cached_property
    def choose(self) -> Primitive | None:
        """The choice between two labels by a truth value."""
        fitting = (p for p in self.dsl.instances if p.chooses is True and p.result == self.label)
        return next(fitting, None)

    @cached_property
    def connectives(self) -> dict[str, Primitive]:
        """Those of `both`, `either` and `negate` that the DSL has."""
        return {p.name: p for p in self.dsl.instances if p.name in ("both", "either", "negate") and p.result is bool}

    def arithmetic(self, kind: Kind) -> list[Primitive]:
        """The primitives on two numbers of this kind that give a third, and compute whole columns."""
        return [p for p in self.dsl.instances if p.parameters == (kind, kind) and p.result == kind and p.kernel is not None]

    def named(self, name: str, *kinds: Kind) -> Primitive | None:
        """The primitive of this name and these kinds, the result's last."""
        fitting = (p for p in self.dsl.instances if p.name == name and (*p.parameters, p.result) == kinds)
        return next(fitting, None)

    def bits(self, node: Node) -> float:
        """Description bits of a tree."""
        return self.grammar.bits(node)

    def cost(self, primitive: Primitive) -> float:
        """Description bits of one symbol."""
        return self.grammar.symbol_bits(primitive.name, primitive.result)

    def negated(self, predicate: Node) -> Node | None:
        """What holds where a predicate does not; None if the DSL cannot say it."""
        negate = self.connectives.get("negate")
        return Apply(negate, (predicate,)) if negate else None

    def atoms(self, scalar_inputs: bool) -> DSL:
        """The part of the DSL that features are enumerated from: no choice, comparison or connective.

        Of structures (images, lists) no arithmetic either: numbers there are also places, and sums of places are endless;
        on such features arithmetic comes later, between those that tell something.
        """
        return DSL(
            self.dsl.name,
            tuple(p for p in self.dsl.primitives if p.name not in set(self._beside(scalar_inputs))),
            self.dsl.constants,
            self.dsl.kinds,
            self.dsl.weights,
        )

    def _beside(self, scalar_inputs: bool) -> Iterator[str]:
        yield from (p.name for p in (*self.less.values(), *self.connectives.values()))
        for p in self.dsl.primitives:
            closed = set(p.parameters) == {p.result} and p.result in NUMBERS
            if p.chooses or (closed and not scalar_inputs):
                yield p.name


def _compares(p: Primitive) -> bool:
    kinds = p.parameters
    return len(kinds) == 2 and kinds[0] == kinds[1] and kinds[0] in NUMBERS and p.result is bool

"""A DSL: typed primitives and constants. It is the discrete side's prior, so it also says how long a program is in bits."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from contrast.dsl.constants import constant_bits
from contrast.dsl.primitive import Primitive
from contrast.dsl.program import Apply, Const, Lambda, Node, Program, Var
from contrast.dsl.types import Type, function_parts, is_function, value_kinds, variables
from contrast.errors import BadTask
from contrast.values import Kind, element_kind, infer_kind, is_list

UNREACHABLE = 10**6
"""The least cost of a kind that no program has."""


@dataclass(frozen=True)
class DSL:
    """A named set of primitives and constants.

    `kinds` are what type variables range over; `weights` (default 1 for each name) say how likely a symbol is among
    those of its kind: a primitive by its name, a constant by its text, any variable by "variable". `free_constants`: real-valued
    programs may hold constants fitted to the examples; see `contrast.dsl.constants` for what they cost.
    """

    name: str
    primitives: tuple[Primitive, ...]
    constants: tuple[Const, ...] = ()
    kinds: tuple[Kind, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict, compare=False)
    free_constants: bool = False
    version: int = 1

    @classmethod
    def of(
        cls,
        *primitives: Primitive,
        constants: Sequence[Any] = (),
        kinds: Sequence[Kind] | None = None,
        name: str = "custom",
        weights: Mapping[str, float] | None = None,
        free_constants: bool = False,
    ) -> DSL:
        """A DSL of these primitives and plain values; kinds default to all that appear without a type variable."""
        for given in primitives:
            if not isinstance(given, Primitive):
                raise BadTask(f"DSL {name!r}: {given!r} is no primitive; put @primitive on a typed function")
        for symbol, weight in (weights or {}).items():
            if not weight > 0:
                raise BadTask(f"DSL {name!r}: the weight of {symbol!r} is {weight}; give a number above 0")
        names = [p.name for p in primitives]
        for clash in {n for n in names if names.count(n) > 1}:
            raise BadTask(f"DSL {name!r} has two primitives named {clash!r}; rename one")
        literals = tuple(_literal(value) for value in constants)
        seen = [k for p in primitives for t in (*p.parameters, p.result) for k in value_kinds(t) if not variables(k)]
        found = tuple(dict.fromkeys([*seen, *[c.kind for c in literals]])) if kinds is None else tuple(kinds)
        if free_constants and not any(p.name == "mul" and p.result is float for p in primitives):
            raise BadTask(f"DSL {name!r} has free constants but no primitive mul(float, float) -> float; add one")
        return cls(name, tuple(primitives), literals, found, dict(weights or {}), free_constants)

    def with_constants(self, *values: Any) -> DSL:
        """The DSL with a task's own constants added, such as its modulus."""
        added = tuple(c for c in map(_literal, values) if c not in self.constants)
        return replace(self, constants=self.constants + added)

    def narrowed(self, kinds: Iterable[Kind]) -> DSL:
        """The DSL for a task of these kinds: of lists, a type variable stands only for those that the task, a constant
        or a primitive without type variables brings; for numbers, texts and truth values as before."""
        fixed = [t for p in self.primitives for t in (*p.parameters, p.result) if not variables(t)]
        brought = {*kinds, *[c.kind for c in self.constants], *[k for t in fixed for k in value_kinds(t)]}
        for kind in list(brought):
            while is_list(kind):
                kind = element_kind(kind)
                brought.add(kind)
        return replace(self, kinds=tuple(kind for kind in self.kinds if not is_list(kind) or kind in brought))

    @cached_property
    def instances(self) -> tuple[Primitive, ...]:
        """Every primitive at concrete kinds."""
        return tuple(instance for p in self.primitives for instance in p.instances(self.kinds))

    @property
    def size(self) -> int:
        """Primitives and constants: what tables print as the size of the discrete side's prior."""
        return len(self.primitives) + len(self.constants)


def _literal(value: Any) -> Const:
    return value if isinstance(value, Const) else Const.of(value, infer_kind([value], "constant"))


class Grammar:
    """The weighted grammar of a DSL over a program's inputs: how many bits each symbol costs.

    A node of kind k is coded by -log2(weight / total weight of k), where the total counts the primitives and constants
    of kind k, the inputs of kind k, and the most variables of kind k that one lambda of the DSL can bind. It is fixed
    for a task, so a symbol costs the same wherever it stands, and the lengths satisfy Kraft's inequality.
    """

    def __init__(self, dsl: DSL, inputs: Sequence[Kind]):
        self.dsl = dsl
        self.inputs = tuple(inputs)
        self._totals: dict[Kind, float] = {}
        self._least: dict[Kind, int] = {}

    def bits(self, node: Node | Lambda) -> float:
        """Description bits of a whole tree; a lambda itself costs nothing."""
        if isinstance(node, Lambda):
            return self.bits(node.body)
        if isinstance(node, Apply):
            return self.symbol_bits(node.primitive.name, node.kind) + sum(map(self.bits, node.args))
        if isinstance(node, Const) and node not in self.dsl.constants:
            return constant_bits(node.frozen)
        return self.symbol_bits(symbol_name(node), node.kind)

    def symbol_bits(self, name: str, kind: Kind) -> float:
        """Bits of one symbol where a value of `kind` is wanted."""
        return -math.log2(self._weight(name) / self._total(kind))

    def cost(self, name: str, kind: Kind) -> int:
        """The bits rounded to a whole number of at least 1: the levels in which the search proceeds."""
        return max(1, round(self.symbol_bits(name, kind)))

    def leaf_cost(self, leaf: Var | Const) -> int:
        """The cost of a variable or constant."""
        return self.cost(symbol_name(leaf), leaf.kind)

    def node_cost(self, node: Node) -> int:
        """The cost of a tree's top symbol alone."""
        return self.cost(node.primitive.name, node.kind) if isinstance(node, Apply) else self.leaf_cost(node)

    def least_cost(self, kind: Kind) -> int:
        """No program of this kind costs less, whatever variables are in scope. Large for a kind that none has."""
        if not self._least:
            self._find_least()
        return self._least.get(kind, UNREACHABLE)

    def _find_least(self) -> None:
        scope = {*self.inputs, *[kind for bound in self._bindings() for kind in bound]}
        self._least = {kind: self.cost("variable", kind) for kind in scope}
        for leaf in self.dsl.constants:
            self._least[leaf.kind] = min(self._least.get(leaf.kind, UNREACHABLE), self.leaf_cost(leaf))
        changed = True
        while changed:
            changed = False
            for p in self.dsl.instances:
                results = [function_parts(t)[1] if is_function(t) else t for t in p.parameters]
                cost = self.cost(p.name, p.result) + sum(self._least.get(kind, UNREACHABLE) for kind in results)
                if cost < self._least.get(p.result, UNREACHABLE):
                    self._least[p.result], changed = cost, True

    def _weight(self, name: str) -> float:
        return self.dsl.weights.get(name, 1.0)

    def _total(self, kind: Kind) -> float:
        if kind not in self._totals:
            symbols = sum(self._weight(p.name) for p in self.dsl.instances if p.result == kind)
            literals = sum(self._weight(symbol_name(c)) for c in self.dsl.constants if c.kind == kind)
            free = self.inputs.count(kind)
            bound = max([0, *[f.count(kind) for f in self._bindings()]])
            self._totals[kind] = max(1e-9, symbols + literals + (free + bound) * self._weight("variable"))
        return self._totals[kind]

    def _bindings(self) -> list[tuple[Type, ...]]:
        return [function_parts(t)[0] for p in self.dsl.instances for t in p.parameters if is_function(t)]


def symbol_name(leaf: Var | Const) -> str:
    """The name under which a leaf is weighted."""
    return "variable" if isinstance(leaf, Var) else repr(leaf.value)


def description_bits(program: Program, dsl: DSL) -> float:
    """Bits of a program under its DSL, from the exact probabilities."""
    kinds = [var.kind for var in program.inputs]
    return Grammar(dsl.narrowed([*kinds, program.body.kind]), kinds).bits(program.body)

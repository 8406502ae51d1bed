"""Programs: immutable syntax trees over the primitives of a DSL.

The text of a program is a Python expression, `fold(lambda acc, x: add(acc, x), 0, xs)`; `contrast.dsl.parse` reads it back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, get_args

import numpy as np

from contrast.dsl.compiled import compiled
from contrast.dsl.primitive import Primitive
from contrast.dsl.types import Type
from contrast.errors import BadProgram, Undefined
from contrast.values import Kind, conforms, element_kind, is_list, is_tuple

if TYPE_CHECKING:
    import networkx
    import sympy


@dataclass(frozen=True)
class Var:
    """An input of the program, or a variable bound by a lambda."""

    name: str
    kind: Kind


@dataclass(frozen=True)
class Const:
    """A literal. Lists are kept as tuples so that programs can be hashed; `value` gives the list back."""

    frozen: Any
    kind: Kind

    @classmethod
    def of(cls, value: Any, kind: Kind) -> Const:
        return cls(_freeze(value), kind)

    @property
    def value(self) -> Any:
        return _thaw(self.frozen, self.kind)


@dataclass(frozen=True)
class Lambda:
    """A function written in the program; only ever an argument of a primitive."""

    params: tuple[Var, ...]
    body: Node


@dataclass(frozen=True)
class Apply:
    """A primitive (at concrete kinds) applied to its arguments."""

    primitive: Primitive
    args: tuple[Node | Lambda, ...]

    @property
    def kind(self) -> Kind:
        return self.primitive.result


Node = Var | Const | Apply


def _freeze(value: Any) -> Any:
    return tuple(map(_freeze, value)) if isinstance(value, list | tuple) else value


def _thaw(frozen: Any, kind: Type) -> Any:
    if is_list(kind):
        return [_thaw(item, element_kind(kind)) for item in frozen]
    if is_tuple(kind):
        return tuple(map(_thaw, frozen, get_args(kind)))
    return frozen


@dataclass(frozen=True)
class Program:
    """A tree with its inputs. Calling it computes the output, or raises `Undefined`."""

    inputs: tuple[Var, ...]
    body: Node

    def __str__(self) -> str:
        return node_text(self.body)

    def __call__(self, *values: Any) -> Any:
        if len(values) != len(self.inputs):
            raise BadProgram(
                f"{self} takes {len(self.inputs)} inputs ({', '.join(v.name for v in self.inputs)}), not {len(values)}"
            )
        with np.errstate(all="ignore"):
            if self._function is not None:
                return self._function(*values)
            return evaluate(self.body, {var.name: value for var, value in zip(self.inputs, values, strict=True)})

    @cached_property
    def _function(self) -> Callable[..., Any] | None:
        return compiled(self.inputs, self.body)

    def predict(self, rows: Sequence[Sequence[Any]]) -> list[Any]:
        """The outputs for many inputs; None where the program is undefined or its value is of the wrong kind (nan)."""
        return [self.answer(row) for row in rows]

    def answer(self, row: Sequence[Any]) -> Any:
        """The output for one input, or None."""
        try:
            value = self(*row)
        except (Undefined, OverflowError, RecursionError):
            return None
        return value if conforms(value, self.body.kind) else None

    @cached_property
    def nodes(self) -> int:
        """How many primitives, constants and variables the program is written with; a lambda itself counts nothing."""
        return sum(1 for _ in walk(self.body))

    @property
    def applications(self) -> int:
        """How many primitives are applied; a program of at most two is called shallow."""
        return sum(isinstance(node, Apply) for node in walk(self.body))

    def to_sympy(self) -> sympy.Expr:
        """A real-valued program as a sympy expression in its inputs' names; see `contrast.dsl.export`."""
        from contrast.dsl.export import to_sympy

        return to_sympy(self)

    def to_networkx(self) -> networkx.DiGraph[int]:
        """The tree as a directed graph from each node to its arguments; see `contrast.dsl.export`."""
        from contrast.dsl.export import to_networkx

        return to_networkx(self)

    @property
    def _is_formula(self) -> bool:
        return all(kind is float for kind in (self.body.kind, *[var.kind for var in self.inputs]))

    def _repr_latex_(self) -> str | None:
        """For a notebook: a real-valued program as mathematics; None where sympy has no counterpart of a primitive."""
        from contrast.dsl.algebra import latex

        try:
            return f"$\\displaystyle {latex(self)}$" if self._is_formula else None
        except BadProgram:
            return None

    def _repr_html_(self) -> str | None:
        """For a notebook: the program indented by depth, unless it can be shown as mathematics."""
        from contrast.dsl.export import to_html

        return to_html(self) if self._repr_latex_() is None else None


def walk(node: Node | Lambda) -> Iterator[Node]:
    """Every node of the tree, from the top, lambdas' bodies included."""
    if isinstance(node, Lambda):
        yield from walk(node.body)
        return
    yield node
    for child in node.args if isinstance(node, Apply) else ():
        yield from walk(child)


def replaced(node: Any, by: Mapping[Node, Node]) -> Any:
    """The tree with others in place of some of its parts."""
    if isinstance(node, Lambda):
        return Lambda(node.params, replaced(node.body, by))
    if node in by:
        return by[node]
    return Apply(node.primitive, tuple(replaced(part, by) for part in node.args)) if isinstance(node, Apply) else node


def node_text(node: Node | Lambda) -> str:
    """The node as a Python expression."""
    if isinstance(node, Var):
        return node.name
    if isinstance(node, Const):
        return repr(node.value)
    if isinstance(node, Lambda):
        return f"lambda {', '.join(var.name for var in node.params)}: {node_text(node.body)}"
    return f"{node.primitive.name}({', '.join(map(node_text, node.args))})"


def evaluate(node: Node, values: Mapping[str, Any]) -> Any:
    """The value of a node under the values of its variables. Raises `Undefined`."""
    if isinstance(node, Var):
        return values[node.name]
    if isinstance(node, Const):
        return node.value
    if node.primitive.chooses:
        condition, yes, no = node.args
        assert not isinstance(condition, Lambda)
        chosen = yes if node.primitive.condition(evaluate(condition, values)) else no
        assert not isinstance(chosen, Lambda)
        return evaluate(chosen, values)
    return node.primitive.meaning(
        *[_closure(arg, values) if isinstance(arg, Lambda) else evaluate(arg, values) for arg in node.args]
    )


def _closure(function: Lambda, values: Mapping[str, Any]) -> Callable[..., Any]:
    names = [var.name for var in function.params]
    return lambda *arguments: evaluate(function.body, {**values, **dict(zip(names, arguments, strict=True))})

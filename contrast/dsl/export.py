"""A program as sympy, as a networkx graph, and as HTML for a notebook."""

from __future__ import annotations

import html
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from contrast.dsl.constants import name_of
from contrast.dsl.program import Apply, Const, Lambda, Node, Program, Var, node_text
from contrast.errors import BadProgram
from contrast.values import kind_name

if TYPE_CHECKING:
    import networkx
    import sympy


def to_sympy(program: Program, positive: Collection[str] = ()) -> sympy.Expr:
    """The program over real symbols named as its inputs, those in `positive` known to be above 0.

    A primitive is exported by sympy's function of the same name, or by the operator it names (add, sub, mul, div,
    square). Raises `BadProgram` for one that has neither, or for inputs that are not numbers.
    """
    import sympy

    for var in program.inputs:
        if var.kind not in (int, float):
            raise BadProgram(f"{program} cannot be written in sympy: its input {var.name} is {kind_name(var.kind)}, not a number")
    symbols = {
        var.name: sympy.Symbol(var.name, real=True, positive=True if var.name in positive else None) for var in program.inputs
    }
    return _expression(program.body, symbols)


def _expression(node: Node | Lambda, symbols: dict[str, Any]) -> Any:
    import sympy

    if isinstance(node, Var):
        return symbols[node.name]
    if isinstance(node, Const):
        name = name_of(float(node.value))
        return sympy.Float(node.value, 17) if name is None else name.to_sympy()
    if isinstance(node, Lambda):
        raise BadProgram(f"{node_text(node)} cannot be written in sympy: it is a function")
    return _operator(node)(*[_expression(arg, symbols) for arg in node.args])


def _operator(node: Apply) -> Callable[..., Any]:
    import sympy

    operators: dict[str, Callable[..., Any]] = {
        "add": lambda x, y: x + y,
        "sub": lambda x, y: x - y,
        "mul": lambda x, y: x * y,
        "div": lambda x, y: x / y,
        "square": lambda x: x**2,
        "mod": sympy.Mod,
        "min": sympy.Min,
        "max": sympy.Max,
        "less": sympy.StrictLessThan,
        "arctan2": sympy.atan2,
        "arcsin": sympy.asin,
        "arccos": sympy.acos,
        "power": sympy.Pow,
    }
    name = node.primitive.name
    known = ("sqrt", "sin", "cos", "exp", "log", "tanh")
    if name not in operators and name not in known:
        raise BadProgram(f"primitive {name!r} has no counterpart in sympy")
    return operators.get(name) or getattr(sympy, name)


def to_networkx(program: Program) -> networkx.DiGraph[int]:
    """A tree with nodes 0 … n-1 from the top, each with a `label`, and edges to arguments with their `place`."""
    import networkx

    graph: networkx.DiGraph[int] = networkx.DiGraph()

    def add(node: Node | Lambda) -> int:
        index = len(graph)
        graph.add_node(index, label=_label(node))
        children = node.args if isinstance(node, Apply) else (node.body,) if isinstance(node, Lambda) else ()
        for place, child in enumerate(children):
            graph.add_edge(index, add(child), place=place)
        return index

    add(program.body)
    return graph


def _label(node: Node | Lambda) -> str:
    if isinstance(node, Lambda):
        return f"lambda {', '.join(var.name for var in node.params)}"
    return node.primitive.name if isinstance(node, Apply) else node_text(node)


def to_html(program: Program) -> str:
    """The program's text, indented by depth, for a notebook."""
    inputs = ", ".join(f"{var.name}: {kind_name(var.kind)}" for var in program.inputs)
    lines = [f"({inputs}) -> {kind_name(program.body.kind)}", *_indented(program.body, 1)]
    return f"<pre>{html.escape(chr(10).join(lines))}</pre>"


def _indented(node: Node | Lambda, depth: int) -> list[str]:
    if len(node_text(node)) <= 60 or not isinstance(node, Apply | Lambda):
        return ["  " * depth + node_text(node)]
    children = node.args if isinstance(node, Apply) else (node.body,)
    return ["  " * depth + _label(node), *[line for child in children for line in _indented(child, depth + 1)]]

"""A program as a Python function, for evaluating it on many inputs: the tree is walked once, not once an input."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contrast.dsl.program import Lambda, Node, Var


def compiled(inputs: Sequence[Var], body: Node) -> Callable[..., Any] | None:
    """A function of the inputs that means what `evaluate` does; None for a tree that is nested too deep for Python's parser."""
    known: dict[str, Any] = {"__builtins__": {}}
    names = {var.name: f"v{number}" for number, var in enumerate(inputs)}
    try:
        text = f"lambda {', '.join(names.values())}: {_text(body, names, known)}"
        function: Callable[..., Any] = eval(text, known)  # the text is made here, of names that are made here
    except (MemoryError, RecursionError, SyntaxError):
        return None
    return function


def _text(node: Node | Lambda, names: dict[str, str], known: dict[str, Any]) -> str:
    """The node as Python over the names of variables; what it needs by name is put among the `known`."""
    from contrast.dsl.program import Const, Lambda, Var

    if isinstance(node, Var):
        return names[node.name]
    if isinstance(node, Lambda):
        inner = {**names, **{var.name: f"b{len(names) + k}" for k, var in enumerate(node.params)}}
        return f"(lambda {', '.join(inner[var.name] for var in node.params)}: {_text(node.body, inner, known)})"
    if isinstance(node, Const):
        return _constant(node, known)
    parts = [_text(argument, names, known) for argument in node.args]
    if node.primitive.chooses:
        condition = f"{_named(node.primitive.chooses, known)}({parts[0]})" if callable(node.primitive.chooses) else parts[0]
        return f"({parts[1]} if {condition} else {parts[2]})"
    return f"{_named(node.primitive.meaning, known)}({', '.join(parts)})"


def _constant(node: Any, known: dict[str, Any]) -> str:
    """A literal where Python has one that is fresh each time, as a list must be."""
    if isinstance(node.frozen, bool | int | str):
        return repr(node.value)
    return _named(node.frozen, known) if isinstance(node.frozen, float) else f"{_named(lambda: node.value, known)}()"


def _named(value: Any, known: dict[str, Any]) -> str:
    """A name for a value, the same for the same object."""
    name = f"k{id(value)}"
    known[name] = value
    return name

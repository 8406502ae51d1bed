"""What each node of a program is worth on one input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contrast.dsl.program import Apply, Lambda, Node, Program, evaluate, node_text
from contrast.errors import Undefined


@dataclass(frozen=True)
class Step:
    """One node: how deep it stands, its text, and its value; a lambda has none, and an undefined node says why."""

    depth: int
    text: str
    value: Any = None
    is_function: bool = False
    undefined: str | None = None


def trace(program: Program, inputs: Sequence[Any]) -> list[Step]:
    """Every node from the top down, with its value on these inputs."""
    values = {var.name: value for var, value in zip(program.inputs, inputs, strict=True)}
    return _steps(program.body, values, 0)


def _steps(node: Node | Lambda, values: Mapping[str, Any], depth: int) -> list[Step]:
    if isinstance(node, Lambda):
        return [Step(depth, node_text(node), is_function=True)]
    try:
        step = Step(depth, node_text(node), evaluate(node, values))
    except (Undefined, OverflowError) as error:
        step = Step(depth, node_text(node), undefined=str(error))
    children = node.args if isinstance(node, Apply) else ()
    return [step, *[below for child in children for below in _steps(child, values, depth + 1)]]

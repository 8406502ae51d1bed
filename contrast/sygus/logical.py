"""Where a logical specification speaks of the function that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contrast.dsl.program import Apply, Lambda, Node, evaluate, walk
from contrast.errors import BadProblem, Unsupported
from contrast.sygus.problem import SygusProblem

Assignment = Mapping[str, Any]
"""A value for each variable of a specification."""

Point = tuple[Any, ...]
"""Inputs of the function."""


def calls(problem: SygusProblem) -> list[Apply]:
    """The distinct applications of the function in the formulas, in order.

    Raises `BadProblem` if there is none, and `Unsupported` where one holds another: then the points at which the function is
    asked for are not known.
    """
    found = list(dict.fromkeys(call for formula in problem.specification.formulas for call in _calls(problem, formula)))
    if not found:
        raise BadProblem(f"{problem.name}: no constraint mentions {problem.function}, so that any function would do; add one")
    for call in found:
        if any(True for part in call.args for _ in _calls(problem, part)):
            raise Unsupported(
                f"{problem.name}: the specification applies {problem.function} to its own values; "
                "state it with the function applied to variables only"
            )
    return found


def _calls(problem: SygusProblem, node: Node | Lambda) -> Iterator[Apply]:
    asked = problem.specification.asked
    return (part for part in walk(node) if isinstance(part, Apply) and part.primitive.name == asked)


def point(call: Apply, assignment: Assignment) -> Point:
    """The inputs of an application under an assignment. Raises `Undefined` where an argument is."""
    return tuple(evaluate(part, assignment) for part in call.args if not isinstance(part, Lambda))

"""What each node of a program is worth on one input, and each lambda on every call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np

from contrast.dsl.program import Apply, Lambda, Node, Program, evaluate, node_text
from contrast.errors import Undefined

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Call:
    """One call of a lambda: what the variables that lambdas bind were worth, those of outer lambdas first, and the result.
    An undefined call says why."""

    bound: Values
    value: Any = None
    undefined: str | None = None


@dataclass(frozen=True)
class Step:
    """One node: how deep it stands, its text, and its value; an undefined node says why. A lambda has no value but calls, in
    the order in which they were made; a lambda within a lambda has those of all calls of the outer one."""

    depth: int
    text: str
    value: Any = None
    is_function: bool = False
    undefined: str | None = None
    calls: tuple[Call, ...] = ()


def trace(program: Program, inputs: Sequence[Any]) -> list[Step]:
    """Every node from the top down, with its value on these inputs."""
    values = {var.name: value for var, value in zip(program.inputs, inputs, strict=True)}
    with np.errstate(all="ignore"):
        return _steps(program.body, values, 0)


def _steps(node: Node, values: Values, depth: int) -> list[Step]:
    value, undefined = _worth(node, values)
    steps = [Step(depth, node_text(node), value, undefined=undefined)]
    for place, child in enumerate(node.args if isinstance(node, Apply) else ()):
        if isinstance(child, Lambda):
            assert isinstance(node, Apply)
            steps += _lambda_steps(node, place, [({}, values)], depth + 1)
        else:
            steps += _steps(child, values, depth + 1)
    return steps


def _worth(node: Node, values: Values) -> tuple[Any, str | None]:
    """The value of a node, or None and why it is undefined."""
    try:
        return evaluate(node, values), None
    except (Undefined, OverflowError) as error:
        return None, str(error)


def _lambda_steps(node: Apply, place: int, scopes: Sequence[tuple[Values, Values]], depth: int) -> list[Step]:
    """The steps of the lambda at a place of a node that is evaluated in each scope (bound variables, all variables)."""
    function = node.args[place]
    assert isinstance(function, Lambda)
    calls: list[Call] = []
    inner: list[tuple[Values, Values]] = []
    for bound, values in scopes:
        for call in _calls(node, place, values):
            every = {**bound, **call.bound}
            calls.append(Call(every, call.value, call.undefined))
            inner.append((every, {**values, **call.bound}))
    steps = [Step(depth, node_text(function), is_function=True, calls=tuple(calls))]
    for below, position in _users_of_lambdas(function.body):
        steps += _lambda_steps(below, position, inner, depth + 1)
    return steps


def _calls(node: Apply, place: int, values: Values) -> list[Call]:
    """The calls of the lambda at this place while the node is evaluated."""
    made: list[Call] = []

    def argument(position: int, arg: Node | Lambda) -> Any:
        if not isinstance(arg, Lambda):
            return evaluate(arg, values)
        return _function(arg, values, made if position == place else [])

    with suppress(Undefined, OverflowError):  # the step of the node itself says so
        node.primitive.meaning(*[argument(position, arg) for position, arg in enumerate(node.args)])
    return made


def _function(function: Lambda, values: Values, made: list[Call]) -> Callable[..., Any]:
    """The lambda as a function that notes its calls."""
    names = [var.name for var in function.params]

    def call(*arguments: Any) -> Any:
        bound = dict(zip(names, arguments, strict=True))
        try:
            value = evaluate(function.body, {**values, **bound})
        except (Undefined, OverflowError) as error:
            made.append(Call(bound, undefined=str(error)))
            raise
        made.append(Call(bound, value))
        return value

    return call


def _users_of_lambdas(node: Node) -> Iterator[tuple[Apply, int]]:
    """The nodes below that take a lambda, with its place; those within such a lambda are left to it."""
    for place, child in enumerate(node.args if isinstance(node, Apply) else ()):
        if isinstance(child, Lambda):
            assert isinstance(node, Apply)
            yield node, place
        else:
            yield from _users_of_lambdas(child)

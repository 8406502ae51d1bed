"""A primitive made from a term: its kernel is composed of the kernels inside, its meaning of the meanings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from contrast.dsl import Primitive
from contrast.dsl.batched.application import Mask, apply, argument_mask, both
from contrast.dsl.batched.columns import Column, broadcast, pack, shape
from contrast.dsl.program import Apply, Const, Lambda, Node, Var, evaluate, walk
from contrast.values import base_kind

Columns = Mapping[str, Column]


def composite(name: str, parameters: Sequence[Var], body: Node, doc: str = "") -> Primitive:
    """The primitive `name` whose value is the body's, its variables being the parameters.

    A body that applies one primitive to just the parameters in order keeps all that is known of that primitive. Else the
    composite is inverted wherever each step on the way to a parameter is, and chooses where the body is a choice between
    the last two of three parameters.
    """
    kinds = tuple(var.kind for var in parameters)
    if isinstance(body, Apply) and body.args == tuple(parameters):
        return replace(body.primitive, name=name, parameters=kinds, result=body.kind, doc=doc or body.primitive.doc)
    names = [var.name for var in parameters]

    def meaning(*values: Any) -> Any:
        return evaluate(body, dict(zip(names, values, strict=True)))

    def kernel(*columns: Column) -> Any:
        column, mask = _full(body, dict(zip(names, columns, strict=True)))
        return column if mask is None else (column, mask)

    inverses = {
        place: _inverse(body, var, [other for other in names if other != var.name])
        for place, var in enumerate(parameters)
        if _reaches(body, var)
    }
    return Primitive(name, kinds, body.kind, meaning, kernel, doc, inverses=inverses, chooses=_chosen(parameters, body))


def columns_of(node: Node, env: Columns) -> tuple[Column, Mask]:
    """The node's values over columns of its variables, as narrow as the variables in it allow, and where they are defined."""
    if isinstance(node, Var):
        return env[node.name], None
    if isinstance(node, Const):
        return _constant(node), None
    columns, masks = [], []
    for argument in node.args:
        column, mask = columns_of(argument, env)  # type: ignore[arg-type]  # no SMT-LIB operator takes a function
        columns.append(column)
        masks.append(mask)
    mask = argument_mask(node.primitive, columns, masks)
    if node.primitive.kernel is None or any(base_kind(kind) is str for kind in (*node.primitive.parameters, node.kind)):
        return apply(node.primitive, columns, np.broadcast_shapes(*map(shape, columns)), mask)
    result = node.primitive.kernel(*columns)  # numbers need none of the care that `apply` takes
    column, defined = result if isinstance(result, tuple) else (result, None)
    return column, both(mask, defined)


@cache
def _constant(node: Const) -> Column:
    return pack(node.kind, [node.value])


def _full(node: Node, env: Columns) -> tuple[Column, Mask]:
    """`columns_of` at the batch shape of all the columns."""
    column, mask = columns_of(node, env)
    batch = np.broadcast_shapes(*map(shape, env.values())) if env else (1,)
    return broadcast(column, batch), None if mask is None else np.broadcast_to(mask, batch)


def _reaches(node: Node, var: Var) -> bool:
    """Whether the variable occurs once, and every primitive above it has an inverse there."""
    if not isinstance(node, Apply):
        return node == var
    places = [place for place, argument in enumerate(node.args) if var in list(walk(argument))]
    if len(places) != 1 or places[0] not in node.primitive.inverses:
        return False
    below = node.args[places[0]]
    return not isinstance(below, Lambda) and _reaches(below, var)


def _inverse(body: Node, var: Var, others: Sequence[str]) -> Callable[..., tuple[Column, np.ndarray]]:
    def inverse(wanted: Column, *columns: Column) -> tuple[Column, np.ndarray]:
        column, mask = _undo(body, var, wanted, dict(zip(others, columns, strict=True)))
        batch = np.broadcast_shapes(*map(shape, (wanted, *columns)))
        return broadcast(column, batch), np.broadcast_to(True if mask is None else mask, batch)

    return inverse


def _undo(node: Node, var: Var, wanted: Column, env: Columns) -> tuple[Column, Mask]:
    if not isinstance(node, Apply):
        return wanted, None
    place = next(k for k, argument in enumerate(node.args) if var in list(walk(argument)))
    rest = [columns_of(argument, env) for k, argument in enumerate(node.args) if k != place]  # type: ignore[arg-type]
    column, mask = node.primitive.inverses[place](wanted, *[column for column, _ in rest])
    below, found = _undo(node.args[place], var, column, env)  # type: ignore[arg-type]
    return below, both(mask, found, *[mask for _, mask in rest])


def _chosen(parameters: Sequence[Var], body: Node) -> bool | Callable[[Any], Any]:
    """What `chooses` is: a function of the first of three parameters, if the body chooses by it between the other two."""
    if not (isinstance(body, Apply) and body.primitive.chooses and len(parameters) == 3):
        return False
    condition, yes, no = body.args
    if (yes, no) != tuple(parameters[1:]) or isinstance(condition, Lambda) or set(parameters[1:]) & set(walk(condition)):
        return False
    first = parameters[0].name

    def holds(value: Any) -> Any:
        if not isinstance(value, np.ndarray):
            return body.primitive.condition(evaluate(condition, {first: value}))
        return body.primitive.condition(_full(condition, {first: value})[0])

    return holds

"""What a DSL can say: the kinds of value that its programs reach, and every program of at most one application."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from contrast.dsl.dsl import DSL
from contrast.dsl.program import Apply, Const, Lambda, Node, Program, Var
from contrast.dsl.types import Type, function_parts, is_function
from contrast.values import Kind


def reachable_kinds(dsl: DSL, inputs: Sequence[Kind]) -> set[Kind]:
    """The kinds of the values that programs on these inputs can have, variables bound by lambdas included."""
    found = {*inputs, *[constant.kind for constant in dsl.constants]}
    size = -1
    while size < len(found):
        size = len(found)
        for p in dsl.instances:
            if not all(kind in found for kind in p.parameters if not is_function(kind)):
                continue
            functions = [function_parts(kind) for kind in p.parameters if is_function(kind)]
            found |= {kind for parameters, _ in functions for kind in parameters}
            if all(result in found for _, result in functions):
                found.add(p.result)
    return found


def single_applications(dsl: DSL, inputs: Sequence[Var], kind: Kind) -> Iterator[Program]:
    """Every input and constant of this kind, and every primitive of this result kind applied to inputs and constants.

    A function argument takes each lambda whose body is a bare variable or constant.
    """
    leaves: list[Var | Const] = [*inputs, *dsl.constants]
    yield from (Program(tuple(inputs), leaf) for leaf in leaves if leaf.kind == kind)
    for p in dsl.instances:
        if p.result == kind:
            choices = [list(_arguments(parameter, leaves)) for parameter in p.parameters]
            yield from (Program(tuple(inputs), Apply(p, args)) for args in itertools.product(*choices))


def _arguments(parameter: Type, leaves: Sequence[Var | Const]) -> Iterator[Node | Lambda]:
    if not is_function(parameter):
        yield from (leaf for leaf in leaves if leaf.kind == parameter)
        return
    kinds, result = function_parts(parameter)
    taken: set[Any] = {leaf.name for leaf in leaves if isinstance(leaf, Var)}
    names = itertools.islice((name for k in itertools.count() if (name := f"v{k}") not in taken), len(kinds))
    bound = tuple(map(Var, names, kinds))
    yield from (Lambda(bound, body) for body in (*bound, *leaves) if body.kind == result)

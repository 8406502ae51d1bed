"""Random well-typed programs of a DSL, for properties."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from contrast.dsl import DSL, Apply, Lambda, Node, Program, Var
from contrast.dsl.program import Const
from contrast.dsl.types import function_parts, is_function
from contrast.values import Kind


@st.composite
def programs(draw: st.DrawFn, dsl: DSL, inputs: Sequence[Var], kind: Kind, depth: int = 4) -> Program:
    """A program of this kind over these inputs."""
    return Program(tuple(inputs), draw(nodes(dsl, tuple(inputs), kind, depth)))


@st.composite
def nodes(draw: st.DrawFn, dsl: DSL, scope: tuple[Var, ...], kind: Kind, depth: int) -> Node:
    leaves: list[Var | Const] = [leaf for leaf in (*scope, *dsl.constants) if leaf.kind == kind]
    primitives = [p for p in dsl.instances if p.result == kind]
    if leaves and (depth <= 0 or not primitives or draw(st.booleans())):
        return draw(st.sampled_from(leaves))
    chosen = draw(st.sampled_from([p for p in primitives if depth > 0 or not p.function_places] or primitives))
    args: list[Node | Lambda] = []
    for parameter in chosen.parameters:
        if not is_function(parameter):
            args.append(draw(nodes(dsl, scope, parameter, depth - 1)))
            continue
        kinds, result = function_parts(parameter)
        params = tuple(Var(f"v{len(scope) + k}", bound) for k, bound in enumerate(kinds))
        args.append(Lambda(params, draw(nodes(dsl, (*scope, *params), result, depth - 1))))
    return Apply(chosen, tuple(args))

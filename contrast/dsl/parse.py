"""Reading a program's text back: Python's own grammar, restricted to calls, lambdas, names and literals."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NoReturn, TypeVar

from contrast.dsl.dsl import DSL
from contrast.dsl.primitive import Primitive
from contrast.dsl.program import Apply, Const, Lambda, Node, Program, Var
from contrast.dsl.types import Type, function_parts, is_function, substitute, type_name, unify, variables
from contrast.errors import BadProgram
from contrast.values import Kind, as_kind, conforms

NAMED = {"inf": float("inf")}


def parse(text: str, dsl: DSL, inputs: Sequence[Var], kind: Kind | None = None) -> Program:
    """The program that `text` writes; `parse(str(p), …) == p`. Raises `BadProgram`. Nothing in it is executed."""
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise BadProgram(f"{text!r} does not parse: {error.msg} at column {error.offset}") from None
    return Program(tuple(inputs), _Reader(dsl, text).node(tree, {v.name: v for v in inputs}, kind))


class _Reader:
    def __init__(self, dsl: DSL, text: str):
        self.dsl = dsl
        self.text = text
        self.primitives = {p.name: p for p in dsl.primitives}

    def fail(self, tree: ast.AST, why: str) -> NoReturn:
        raise BadProgram(f"{ast.unparse(tree)!r} in {self.text!r}: {why}")

    def node(self, tree: ast.expr, scope: Mapping[str, Var], wanted: Type | None) -> Node:
        if isinstance(tree, ast.Call):
            node: Node = self.call(tree, scope, wanted)
        elif isinstance(tree, ast.Name) and tree.id not in NAMED:
            node = self.name(tree, scope)
        else:
            node = self.literal(tree, wanted)
        if wanted is not None and not variables(wanted) and node.kind != wanted:
            self.fail(tree, f"it is {type_name(node.kind)}, but {type_name(wanted)} is wanted here")
        return node

    def name(self, tree: ast.Name, scope: Mapping[str, Var]) -> Var:
        if tree.id not in scope:
            self.fail(tree, f"no such variable; in scope are {', '.join(scope)}")
        return scope[tree.id]

    def literal(self, tree: ast.expr, wanted: Type | None) -> Const:
        try:
            value = ast.literal_eval(_Named().visit(tree))
        except ValueError:
            self.fail(tree, "only calls, lambdas, names and literals may be written")
        kind = self.constant_kind(value) if wanted is None or variables(wanted) else wanted
        value = as_kind(value, kind)
        if not conforms(value, kind):
            self.fail(tree, f"the literal is not {type_name(kind)}")
        return Const.of(value, kind)

    def constant_kind(self, value: Any) -> Kind:
        for known in self.dsl.constants:
            if repr(known.value) == repr(value):
                return known.kind
        return type(value) if not isinstance(value, list) else list[int]

    def call(self, tree: ast.Call, scope: Mapping[str, Var], wanted: Type | None) -> Apply:
        if not isinstance(tree.func, ast.Name) or tree.func.id not in self.primitives:
            near = difflib.get_close_matches(ast.unparse(tree.func), self.primitives, n=1)
            self.fail(
                tree.func, f"DSL {self.dsl.name!r} has no such primitive" + (f"; did you mean {near[0]!r}?" if near else "")
            )
        chosen = self.primitives[tree.func.id]
        if len(tree.args) != len(chosen.parameters) or tree.keywords:
            self.fail(tree, f"{chosen.signature} takes {len(chosen.parameters)} arguments")
        bound: dict[TypeVar, Type] = {}
        if wanted is not None and not variables(wanted):
            unify(chosen.result, wanted, bound)
        return self.apply(tree, chosen, scope, bound)

    def apply(self, tree: ast.Call, chosen: Primitive, scope: Mapping[str, Var], bound: dict[TypeVar, Type]) -> Apply:
        arguments: dict[int, Node | Lambda] = {}
        places = sorted(range(len(tree.args)), key=lambda k: self.order(tree.args[k], chosen.parameters[k]))
        for place in places:
            wanted = substitute(chosen.parameters[place], bound)
            if is_function(wanted):
                arguments[place] = self.function(tree.args[place], scope, wanted, bound)
                continue
            node = self.node(tree.args[place], scope, wanted)
            if not unify(wanted, node.kind, bound):
                self.fail(tree.args[place], f"it is {type_name(node.kind)}, but {chosen.signature} wants {type_name(wanted)}")
            arguments[place] = node
        instance = chosen.instances(self.dsl.kinds) if not bound else [_at(chosen, bound)]
        return Apply(instance[0], tuple(arguments[k] for k in range(len(arguments))))

    @staticmethod
    def order(tree: ast.expr, parameter: Type) -> int:
        """Values first, then literals (whose kind may depend on them), then functions."""
        if is_function(parameter):
            return 2
        return int(isinstance(tree, ast.Constant | ast.List | ast.Tuple))

    def function(self, tree: ast.expr, scope: Mapping[str, Var], wanted: Type, bound: dict[TypeVar, Type]) -> Lambda:
        parameters, result = function_parts(wanted)
        if not isinstance(tree, ast.Lambda) or len(tree.args.args) != len(parameters):
            self.fail(tree, f"a lambda of {len(parameters)} parameters is wanted here")
        if any(variables(p) for p in parameters):
            self.fail(tree, "the kinds of its parameters do not follow from the other arguments")
        params = tuple(Var(a.arg, k) for a, k in zip(tree.args.args, parameters, strict=True))
        body = self.node(tree.body, {**scope, **{v.name: v for v in params}}, result)
        if not unify(result, body.kind, bound):
            self.fail(tree.body, f"it is {type_name(body.kind)}, but {type_name(result)} is wanted here")
        return Lambda(params, body)


class _Named(ast.NodeTransformer):
    """Puts the numbers that Python writes as names in their places."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.copy_location(ast.Constant(NAMED[node.id]), node) if node.id in NAMED else node


def _at(chosen: Primitive, bound: Mapping[TypeVar, Type]) -> Primitive:
    return replace(
        chosen,
        parameters=tuple(substitute(p, bound) for p in chosen.parameters),
        result=substitute(chosen.result, bound),
    )

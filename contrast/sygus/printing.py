"""A found program in the file's own language, and how large it is there."""

from __future__ import annotations

from collections.abc import Sequence

from contrast.dsl import Apply, Const, Lambda, Program, Var
from contrast.dsl.program import Node
from contrast.errors import BadProgram
from contrast.sygus.grammar.rules import Hole
from contrast.sygus.problem import SygusProblem
from contrast.sygus.sexpr import Form, Sexpr, Symbol, write
from contrast.sygus.sorts import literal


def define_fun(problem: SygusProblem, program: Program) -> str:
    """The answer as `(define-fun f ((x String)) String …)`, with the operators and macros that the grammar writes.

    Raises `BadProgram` for a program that is not made of the problem's DSL.
    """
    _, name, parameters, sort = problem.asked.written[:4]
    return write(Form((Symbol("define-fun"), name, parameters, sort, term(problem, program))))


def nodes(problem: SygusProblem, program: Program) -> int:
    """How many operators, macros, inputs and literals `define_fun` writes in the function's body.

    Counted as written: `(- 1)` is two, a macro's application is one and its arguments, an indexed name such as
    `(_ bv1 8)` is one.
    """
    return _size(term(problem, program))


def term(problem: SygusProblem, program: Program) -> Sexpr:
    """The body of the answer."""
    return _written(problem, program.body)


def _written(problem: SygusProblem, node: Node | Lambda) -> Sexpr:
    notation = problem.notation
    if isinstance(node, Var) and node.name in notation.inputs:
        return Symbol(notation.inputs[node.name])
    if isinstance(node, Const) and node.kind in notation.sorts:
        return notation.constants.get(node) or literal(node.value, notation.sorts[node.kind])
    if isinstance(node, Apply) and node.primitive.name in notation.templates:
        return _filled(notation.templates[node.primitive.name], [_written(problem, arg) for arg in node.args])
    raise BadProgram(f"{node} is not of the language of {problem.name}; give a program of problem.dsl and problem.inputs")


def _filled(template: Sexpr, arguments: Sequence[Sexpr]) -> Sexpr:
    if isinstance(template, Hole):
        return arguments[template.place]
    return Form(tuple(_filled(part, arguments) for part in template)) if isinstance(template, Form) else template


def _size(expression: Sexpr) -> int:
    if not isinstance(expression, Form) or expression.head == "_":
        return 1
    if expression.head == "let" and isinstance(expression[1], Form):
        return 1 + sum(_size(pair[-1]) for pair in expression[1] if isinstance(pair, Form)) + _size(expression[-1])
    return sum(map(_size, expression))

"""What constraints ask: input-output examples where they are all of that form, else a formula over declared variables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from contrast.dsl import Program, Var
from contrast.dsl.program import Apply, Node, evaluate, walk
from contrast.errors import Undefined
from contrast.sygus.sexpr import Form, Sexpr, Symbol
from contrast.sygus.sorts import BOOL
from contrast.sygus.terms import Scope, Term, asked_name
from contrast.task import Example


@dataclass(frozen=True)
class Specification:
    """Formulas over declared variables that must hold for all their values.

    `asked` is the name of the primitive that stands in them for the function that is asked for.
    """

    asked: str
    variables: tuple[Var, ...]
    formulas: tuple[Node, ...]

    def check(self, program: Program) -> Callable[[Mapping[str, Any]], bool]:
        """A test of one assignment of values to the variables: whether the program meets every formula there.

        Where the program, or an operator in a formula, is undefined, the answer is False.
        """
        filled = [_filled(formula, self.asked, program) for formula in self.formulas]

        def holds(values: Mapping[str, Any]) -> bool:
            try:
                return all(evaluate(formula, values) for formula in filled)
            except Undefined:
                return False

        return holds


def _filled(node: Node, asked: str, program: Program) -> Node:
    if not isinstance(node, Apply):
        return node
    args = tuple(_filled(arg, asked, program) for arg in node.args)  # type: ignore[arg-type]  # no functions in SMT-LIB
    made = replace(node.primitive, meaning=program) if node.primitive.name == asked else node.primitive
    return Apply(made, args)


def specification(constraints: Sequence[Sexpr], function: str, variables: Mapping[str, Term], scope: Scope) -> Specification:
    """The constraints as formulas. Raises `BadProblem` for one that is no formula."""
    formulas = []
    for constraint in constraints:
        term = scope.term(constraint, variables)
        if term.sort != BOOL:
            scope.place.fail(constraint, f"a constraint is a formula, this has the sort {term.sort}; compare it")
        formulas.append(term.node)
    declared = tuple(term.node for term in variables.values() if isinstance(term.node, Var))
    return Specification(asked_name(function), declared, tuple(formulas))


def examples(constraints: Sequence[Sexpr], function: str, variables: Mapping[str, Term], scope: Scope) -> list[Example] | None:
    """The examples, each once, if every constraint says which value the function has at given inputs, or is a conjunction
    of such; else None. A function with truth values may stand alone or under `not`."""
    found: dict[str, Example] = {}
    waiting = list(reversed(constraints))
    while waiting:
        constraint = waiting.pop()
        if isinstance(constraint, Form) and constraint.head == "and" and len(constraint) > 1:
            waiting += reversed(constraint[1:])
            continue
        sides = _sides(constraint, function)
        example = sides and _example(scope.term(sides[0], variables), scope.term(sides[1], variables), constraint, scope)
        if example is None:
            return None
        found.setdefault(repr(example), example)
    return list(found.values())


def _example(asked: Term, answer: Term, constraint: Sexpr, scope: Scope) -> Example | None:
    if asked.sort != answer.sort:
        scope.place.fail(constraint, f"it compares the sorts {asked.sort} and {answer.sort}; compare values of one sort")
    assert isinstance(asked.node, Apply)
    values = [*asked.node.args, answer.node]
    if any(_open(part, asked.node) for value in values for part in walk(value)):
        return None
    try:
        *inputs, output = [evaluate(value, {}) for value in values]  # type: ignore[arg-type]  # no functions in SMT-LIB
    except Undefined as error:
        scope.place.fail(constraint, f"a value in it is undefined: {error}; take it out")
    return Example(tuple(inputs), output)


def _open(node: Node, asked: Apply) -> bool:
    """Whether the value of the node depends on a variable, or on the function that is asked for."""
    return isinstance(node, Var) or (isinstance(node, Apply) and node.primitive.name == asked.primitive.name)


def _sides(constraint: Sexpr, function: str) -> tuple[Sexpr, Sexpr] | None:
    """The application of the function, and what it must be equal to."""
    if _asks(constraint, function):
        return constraint, Symbol("true", constraint.line)
    if not isinstance(constraint, Form):
        return None
    if constraint.head == "not" and len(constraint) == 2 and _asks(constraint[1], function):
        return constraint[1], Symbol("false", constraint.line)
    if constraint.head != "=" or len(constraint) != 3:
        return None
    _, left, right = constraint
    if _asks(left, function):
        return left, right
    return (right, left) if _asks(right, function) else None


def _asks(expression: Sexpr, function: str) -> bool:
    head = expression.head if isinstance(expression, Form) else expression if isinstance(expression, Symbol) else ""
    return str(head) == function

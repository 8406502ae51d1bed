"""Terms of SMT-LIB read into the nodes of programs, each with its sort: the bodies of macros, productions, constraints."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any, NoReturn

from contrast.dsl import Primitive
from contrast.dsl.program import Apply, Const, Node
from contrast.sygus.sexpr import Form, Numeral, Sexpr, Symbol
from contrast.sygus.sorts import Place, Sort, read_literal, read_sort
from contrast.sygus.theories.theory import ASSOCIATIVE, CHAINED, LEFT, OLD_NAMES, RIGHT, Operator, names, operator


@dataclass(frozen=True)
class Term:
    """A node of a program with the sort of its values (the kind alone does not tell bit-vectors from whole numbers)."""

    node: Node
    sort: Sort


@dataclass(frozen=True)
class Function:
    """A function that the file names: a macro, or the one that is asked for.

    `inline`, where there is one, gives the function's body at given arguments; without it a call stays a call.
    """

    operator: Operator
    parameters: tuple[Sort, ...]
    inline: Callable[[Sequence[Term]], Term] | None = None


def asked_name(name: str) -> str:
    """The name of the primitive that stands for the function that is asked for; no other primitive has such a name."""
    return f"synth-fun {name}"


def asked(name: str, parameters: Sequence[Sort], result: Sort) -> Function:
    """The function that is asked for, as a call in constraints; nothing computes it."""

    def meaning(*values: Any) -> Any:
        raise AssertionError(f"{name} is asked for, not known")

    primitive = Primitive(asked_name(name), tuple(sort.kind for sort in parameters), result.kind, meaning)
    return Function(Operator(primitive, result), tuple(parameters))


@dataclass
class Scope:
    """What names of a file mean: its sorts and functions, gathered while it is read."""

    place: Place
    sorts: dict[str, Sort] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)

    def sort(self, expression: Sexpr) -> Sort:
        """The sort that an expression names."""
        return read_sort(expression, self.place, self.sorts)

    def term(self, expression: Sexpr, bound: Mapping[str, Term]) -> Term:
        """The term that an expression writes; `bound` holds what its free names mean.

        Raises `BadProblem` for an unknown name, an operator that does not fit its arguments, and a form not handled.
        """
        if isinstance(expression, Symbol) and str(expression) in bound:
            return bound[str(expression)]
        literal = read_literal(expression, self.place)
        if literal is not None:
            value, sort = literal
            return Term(Const.of(value, sort.kind), sort)
        if isinstance(expression, Form) and expression.head == "let":
            return self._let(expression, bound)
        if isinstance(expression, Form) and expression.head == "!" and len(expression) > 1:
            return self.term(expression[1], bound)
        if isinstance(expression, Form) and expression:
            return self._apply(expression, [self.term(part, bound) for part in expression[1:]])
        if isinstance(expression, Symbol) and str(expression) in self.functions:
            return self._apply(Form((expression,), expression.line), [])
        self._unknown(expression, list(bound))

    def _let(self, expression: Form, bound: Mapping[str, Term]) -> Term:
        """Version 1 writes the sort of each name before its term."""
        if len(expression) != 3 or not isinstance(expression[1], Form):
            self.place.fail(expression, "write (let ((name term) …) term)")
        inner = dict(bound)
        for pair in expression[1]:
            if not isinstance(pair, Form) or len(pair) not in (2, 3) or not isinstance(pair[0], Symbol):
                self.place.fail(pair, "write (let ((name term) …) term)")
            inner[str(pair[0])] = self.term(pair[-1], bound)
        return self.term(expression[2], inner)

    def _apply(self, expression: Form, arguments: list[Term]) -> Term:
        head = expression[0]
        if isinstance(head, Symbol) and str(head) in self.functions:
            return self._call(expression, self.functions[str(head)], arguments)
        name, indices = self._operator(head)
        if not arguments:
            self.place.fail(expression, f"{name} has no arguments; give it some")
        if name == "distinct" and len(arguments) > 1:
            pairs = [self._made(expression, "=", list(pair)) for pair in itertools.combinations(arguments, 2)]
            apart = [self._made(expression, "not", [pair]) for pair in pairs]
            return self._balanced(expression, "and", apart)
        if len(arguments) > 2 and not indices:
            if name in ASSOCIATIVE:
                return self._balanced(expression, name, arguments)
            if name in LEFT:
                return reduce(lambda x, y: self._made(expression, name, [x, y]), arguments)
            if name in RIGHT:
                return reduce(lambda y, x: self._made(expression, name, [x, y]), reversed(arguments))
            if name in CHAINED:
                pairs = [self._made(expression, name, list(pair)) for pair in itertools.pairwise(arguments)]
                return self._balanced(expression, "and", pairs)
        if len(arguments) == 1 and name in ("and", "or", "+", "str.++"):
            return arguments[0]
        return self._made(expression, name, arguments, indices)

    def _balanced(self, expression: Form, name: str, arguments: list[Term]) -> Term:
        """An associative operator applied to any number of arguments, as a flat tree: Python's stack is finite."""
        if len(arguments) == 1:
            return arguments[0]
        half = len(arguments) // 2
        parts = [self._balanced(expression, name, part) for part in (arguments[:half], arguments[half:])]
        return self._made(expression, name, parts)

    def _operator(self, head: Sexpr) -> tuple[str, list[int]]:
        """The name at the head of a form, and the indices of `(_ name i …)`."""
        if isinstance(head, Form) and head.head == "_" and len(head) > 2 and isinstance(head[1], Symbol):
            numerals = [part for part in head[2:] if isinstance(part, Numeral) and part.isdigit()]
            if len(numerals) == len(head) - 2:
                return str(head[1]), [int(part) for part in numerals]
        if not isinstance(head, Symbol):
            self.place.fail(head, "an operator's name is wanted here; write one, such as +")
        return OLD_NAMES.get(str(head), str(head)), []

    def _call(self, expression: Form, function: Function, arguments: list[Term]) -> Term:
        if tuple(argument.sort for argument in arguments) != function.parameters:
            wanted = " ".join(map(str, function.parameters))
            self.place.fail(expression, f"{expression[0]} takes arguments of the sorts ({wanted}); give it these")
        if function.inline is not None:
            return function.inline(arguments)
        node = Apply(function.operator.primitive, tuple(argument.node for argument in arguments))
        return Term(node, function.operator.sort)

    def _made(self, expression: Form, name: str, arguments: list[Term], indices: Sequence[int] = ()) -> Term:
        sorts = [argument.sort for argument in arguments]
        found = operator(name, sorts, indices)
        if found is not None:
            return Term(Apply(found.primitive, tuple(argument.node for argument in arguments)), found.sort)
        if name not in names():
            self._unknown(Symbol(name, expression.line), [])
        given = " ".join(map(str, sorts))
        self.place.fail(expression, f"{name} is not handled for arguments of the sorts ({given}); check their number and sorts")

    def _unknown(self, expression: Sexpr, bound: Sequence[str]) -> NoReturn:
        if not isinstance(expression, Symbol):
            self.place.fail(expression, "a term is wanted here; write a name, a literal or (operator arguments …)")
        near = difflib.get_close_matches(str(expression), [*bound, *self.functions, *names()], n=1)
        hint = f"did you mean {near[0]}?" if near else "declare it before it is used, or write what it stands for"
        self.place.fail(expression, f"this name has no meaning here; {hint}")

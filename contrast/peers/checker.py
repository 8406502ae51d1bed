"""What cvc5 says of a logical specification: where a program breaks it, and which outputs it leaves no choice about."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from contrast.errors import BadProblem, Undefined
from contrast.peers.session import Session
from contrast.sygus.logical import Assignment, Point, calls, point
from contrast.sygus.modern import DROPPED, modern
from contrast.sygus.problem import SygusProblem
from contrast.sygus.sexpr import Form, Sexpr, Symbol, read_all, write
from contrast.sygus.sorts import Place, Sort, literal, read_literal
from contrast.task import Example

SPECIFICATION = "|the specification|"
"""The name of the formula in scripts; no file can have it by accident."""

QUERY = {"sygus": "false", "produce-models": "true", "incremental": "true"}

TOGETHER = 16
"""Assignments that are looked at together where the specification relates the function's values at several points."""

LEAST_SECONDS = 1e-3
"""What a check is given in any case; 0 would take its limit away."""


class Stopped(Exception):
    """A question that cvc5 did not answer; the argument is the reason."""

    @property
    def reason(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class _Group:
    """Assignments looked at together: the points they ask about, as inputs and as terms, and what is known of them."""

    points: list[Point]
    known: list[str]
    places: list[str]

    @property
    def questions(self) -> list[str]:
        return ["(check-sat)", f"(get-value ({' '.join(self.places)}))"]


class Checker:
    """Asks cvc5 about one problem's specification. `core_seconds` adds up what its checks took.

    Raises `Unsupported` for a function applied to its own values, `BadProblem` for one that no constraint mentions.
    """

    def __init__(self, problem: SygusProblem, session: Session):
        self.problem = problem
        self.session = session
        self.core_seconds = 0.0
        self.calls = calls(problem)
        self._place = Place("the model of cvc5")

    def points(self, assignment: Assignment) -> list[Point]:
        """The inputs at which the specification speaks of the function, under an assignment; none where one is undefined."""
        try:
            return [point(call, assignment) for call in self.calls]
        except Undefined:
            return []

    def counter_example(self, definition: str, seconds: float) -> Assignment | None:
        """Values under which an answer's `define-fun` breaks the specification; None: it meets it everywhere.

        Integers are unbounded here.
        """
        variables = self.problem.variables
        declared = [f"(declare-const {_name(name)} {sort})" for name, sort in variables.items()]
        broken = f"(assert (not {_call(SPECIFICATION, map(_name, variables))}))"
        asked = [f"(get-value ({' '.join(map(_name, variables))}))"] if variables else []
        script = [*self._setting(definition), *declared, broken, "(check-sat)", *asked]
        answer, *values = self._ask(script, seconds)
        if answer == "unsat":
            return None
        return dict(zip(variables, self._values(values[0]) if values else [], strict=True))

    def forced(self, assignments: Sequence[Assignment], seconds: float) -> list[Example]:
        """The examples that every function which meets the specification under these assignments has in common.

        Where the function is applied several times, assignments are looked at in groups of `TOGETHER`, else one by one.
        Raises `Stopped` with the reason `infeasible` if there is no such function.
        """
        groups = [group for group in self._groups(assignments) if group.points]
        if not groups:
            return []
        end = self.core_seconds + seconds
        first = self._ask(self._in_turn(groups, [group.questions for group in groups]), seconds)
        if "unsat" in first:
            raise Stopped("infeasible")
        outputs = [self._values(printed) for printed in first[1::2]]
        doubts = [self._doubts(group, values) for group, values in zip(groups, outputs, strict=True)]
        answers = self._ask(self._in_turn(groups, doubts), end - self.core_seconds)
        points = [inputs for group in groups for inputs in group.points]
        if len(answers) != len(points):
            raise Stopped("cvc5 failed: it did not answer every question")
        known = zip(points, itertools.chain(*outputs), answers, strict=True)
        return list({inputs: Example(inputs, value) for inputs, value, other in known if other == "unsat"}.values())

    def _groups(self, assignments: Sequence[Assignment]) -> Iterator[_Group]:
        size = TOGETHER if len(self.calls) > 1 else 1
        for start in range(0, len(assignments), size):
            some = assignments[start : start + size]
            points = list(dict.fromkeys(inputs for assignment in some for inputs in self.points(assignment)))
            known = [f"(assert {_call(SPECIFICATION, self._written(each))})" for each in some]
            yield _Group(points, known, [self._application(inputs) for inputs in points])

    def _in_turn(self, groups: Sequence[_Group], asked: Sequence[list[str]]) -> Iterator[str]:
        """A script that asks something about each group, none knowing of the others."""
        yield from self._setting(None)
        for group, questions in zip(groups, asked, strict=True):
            yield from ("(push 1)", *group.known, *questions, "(pop 1)")

    def _doubts(self, group: _Group, values: Sequence[Any]) -> list[str]:
        """Questions whether the value at each of a group's points could be another one."""
        written = [write(literal(value, self.problem.asked.sort)) for value in values]
        pairs = zip(group.places, written, strict=True)
        return [line for place, value in pairs
                for line in ("(push 1)", f"(assert (not (= {place} {value})))", "(check-sat)", "(pop 1)")]  # fmt: skip

    def _setting(self, definition: str | None) -> Iterator[str]:
        """The file's own definitions, the function (unknown, or a candidate's definition), and the specification."""
        asked, constraints = self.problem.asked, []
        yield "(set-logic ALL)"
        for command in filter(_is_form, self.problem.commands):
            head = command.head
            if head == "synth-fun":
                sorts = " ".join(map(str, asked.parameters.values()))
                yield definition or f"(declare-fun {_name(asked.name)} ({sorts}) {asked.sort})"
            elif head == "constraint":
                constraints += [write(modern(part)) for part in command[1:]]
            elif head not in (*DROPPED, "set-logic", "declare-var", "check-synth"):
                yield write(modern(command))
        variables = " ".join(f"({_name(name)} {sort})" for name, sort in self.problem.variables.items())
        yield f"(define-fun {SPECIFICATION} ({variables}) Bool (and true {' '.join(constraints)}))"

    def _written(self, assignment: Assignment) -> Iterator[str]:
        return (write(literal(assignment[name], sort)) for name, sort in self.problem.variables.items())

    def _application(self, inputs: Point) -> str:
        sorts: Sequence[Sort] = list(self.problem.asked.parameters.values())
        values = [write(literal(value, sort)) for value, sort in zip(inputs, sorts, strict=True)]
        return _call(_name(self.problem.function), values)

    def _ask(self, script: Iterable[str], seconds: float) -> list[str]:
        """What a script prints; its first check must have an answer."""
        reply = self.session.run("\n".join(script), max(seconds, LEAST_SECONDS), QUERY)
        self.core_seconds += reply.core_seconds
        if not reply.outputs or reply.outputs[0] not in ("sat", "unsat"):
            raise Stopped(reply.error or f"cvc5 failed: it answered {' '.join(reply.outputs) or 'nothing'}")
        if reply.error is not None and "unsat" not in reply.outputs:  # after `unsat` there is no model to show
            raise Stopped(reply.error)
        return list(reply.outputs)

    def _values(self, printed: str) -> list[Any]:
        """The values in what `get-value` printed: `((term value) …)`. Raises `Stopped` for integers beyond 64 bits."""
        try:
            (pairs,) = read_all(printed, self._place.file)
            found = [read_literal(pair[-1], self._place) for pair in pairs if isinstance(pair, Form)]  # type: ignore[union-attr]
        except BadProblem:
            raise Stopped("out_of_range") from None
        values = [value for value, _ in filter(None, found)]
        if len(values) != len(found):
            raise Stopped(f"cvc5 failed: its model has values that are no literals: {printed}")
        return values


def _name(name: str) -> str:
    return write(Symbol(name))


def _call(name: str, arguments: Iterator[str] | Sequence[str]) -> str:
    text = " ".join(arguments)
    return f"({name} {text})" if text else name


def _is_form(expression: Sexpr) -> TypeGuard[Form]:
    return isinstance(expression, Form)

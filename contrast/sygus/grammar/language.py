"""From rules to a DSL: a kind for each non-terminal, a primitive for each production with holes, a constant for each without.

Where only one non-terminal has values of a Python type, its kind is that type; else each is a kind of its own. An input
that only one non-terminal lists is of that kind; an input with several places gets a kind of its own and is brought to each
place by an identity, which is written as nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from contrast.dsl import DSL, Const, Primitive, Var
from contrast.dsl.program import evaluate
from contrast.errors import Undefined
from contrast.sygus.grammar.composite import composite
from contrast.sygus.grammar.naming import distinct, identifier, named_kind
from contrast.sygus.grammar.rules import Hole, Production, Rules
from contrast.sygus.sexpr import Sexpr, write
from contrast.sygus.sorts import Sort, literal
from contrast.sygus.terms import Scope, Term
from contrast.values import Kind


@dataclass(frozen=True)
class Notation:
    """How the parts of a program are written in the file's own language.

    templates: by a primitive's name, the production with holes `_0`, `_1`, … for its arguments.
    constants: those that the grammar does not write as plain literals.  sorts: of the kinds.  inputs: the file's own names.
    """

    templates: Mapping[str, Sexpr]
    constants: Mapping[Const, Sexpr]
    sorts: Mapping[Kind, Sort]
    inputs: Mapping[str, str]


@dataclass(frozen=True)
class Language:
    """What programs may be made of, and how they are written."""

    inputs: tuple[Var, ...]
    kind: Kind
    dsl: DSL
    notation: Notation


def language(name: str, rules: Rules, inputs: Mapping[str, Sort], scope: Scope) -> Language:
    """The DSL of a grammar in the plain form, whose inputs have these names and sorts.

    Raises `BadProblem` for a production that has another sort than its non-terminal.
    """
    return _Maker(rules, inputs, scope).language(name)


class _Maker:
    def __init__(self, rules: Rules, inputs: Mapping[str, Sort], scope: Scope):
        self.rules = rules
        self.inputs = inputs
        self.scope = scope
        bases = Counter(sort.kind for sort in rules.sorts.values())
        self.labels = dict(zip(rules.sorts, distinct(list(rules.sorts)), strict=True))
        self.kinds = {
            name: sort.kind if bases[sort.kind] == 1 else named_kind(self.labels[name], sort.kind)
            for name, sort in rules.sorts.items()
        }
        self.sorts = {kind: rules.sorts[name] for name, kind in self.kinds.items()}
        self.vars = dict(zip(inputs, map(Var, distinct(list(inputs)), map(self._input_kind, inputs)), strict=True))
        self.primitives: list[tuple[Primitive, Sexpr]] = []
        self.constants: dict[Const, Sexpr] = {}

    def _homes(self, name: str) -> list[str]:
        """The non-terminals of which the input alone is a production."""
        return [home for home, productions in self.rules.productions.items() if any(p.alone == name for p in productions)]

    def _input_kind(self, name: str) -> Kind:
        inside = any(name in p.holes and not p.alone for found in self.rules.productions.values() for p in found)
        homes = self._homes(name)
        if len(homes) == 1 and not inside:
            return self.kinds[homes[0]]
        label = f"the input {name}" if inside or not homes else f"inputs of {', '.join(homes)}"  # no non-terminal's name
        kind = named_kind(label, self.inputs[name].kind)
        self.sorts[kind] = self.inputs[name]
        return kind

    def language(self, name: str) -> Language:
        for home, productions in self.rules.productions.items():
            for production in productions:
                self._take(home, production)
        self._add_identities()
        names = self._names()
        made = tuple(replace(p, name=label) for label, (p, _) in zip(names, self.primitives, strict=True))
        dsl = DSL(name, made, tuple(self.constants), tuple(self.sorts))
        templates = {label: template for label, (_, template) in zip(names, self.primitives, strict=True)}
        spelled = {c: text for c, text in self.constants.items() if text != literal(c.value, self.sorts[c.kind])}
        files = {var.name: known for known, var in self.vars.items()}
        notation = Notation(templates, spelled, self.sorts, files)
        return Language(tuple(self.vars.values()), self.kinds[self.rules.start], dsl, notation)

    def _take(self, home: str, production: Production) -> None:
        if production.alone:
            return
        kind, sort = self.kinds[home], self.rules.sorts[home]
        holes = [self._hole(name) for name in production.holes]
        slots = [Var(f"_{k}", hole_sort.kind) for k, (_, hole_sort) in enumerate(holes)]
        term = self.scope.term(production.template, {v.name: Term(v, s) for v, (_, s) in zip(slots, holes, strict=True)})
        if term.sort != sort:
            self.scope.place.fail(production.template, f"its sort is {term.sort}, but {home} has the sort {sort}")
        if not holes:
            self._take_constant(term, kind, production.template)
            return
        base = getattr(term.node, "primitive", None)
        label = base.name if base else "_".join(map(identifier, production.holes))
        doc = "" if _is_simple(production.template) else write(production.template)
        whole = composite(label, slots, term.node, doc)
        self.primitives.append((_at(whole, tuple(k for k, _ in holes), kind), production.template))

    def _hole(self, name: str) -> tuple[Kind, Sort]:
        if name in self.kinds:
            return self.kinds[name], self.rules.sorts[name]
        return self.vars[name].kind, self.inputs[name]

    def _take_constant(self, term: Term, kind: Kind, template: Sexpr) -> None:
        try:
            value = evaluate(term.node, {})
        except Undefined as error:
            self.scope.place.fail(template, f"this constant has no value: {error}; take it out")
        self.constants.setdefault(Const.of(value, kind), template)

    def _add_identities(self) -> None:
        done = set()
        for name, var in self.vars.items():
            for home in self._homes(name):
                if var.kind != self.kinds[home] and (var.kind, home) not in done:
                    done.add((var.kind, home))
                    same = Primitive(f"as_{self.labels[home]}", (var.kind,), self.kinds[home], _same, _same, "The input itself.")
                    self.primitives.append((replace(same, inverses={0: _unchanged}), Hole.at(0)))

    def _names(self) -> list[str]:
        """Operators applied to holes alone come first: they keep the plain name, or get their result's kind behind it."""
        simple = [_is_simple(template) for _, template in self.primitives]
        twice = Counter(p.name for (p, _), plain in zip(self.primitives, simple, strict=True) if plain)
        wanted = [
            f"{p.name}_{p.result.__name__}" if plain and twice[p.name] > 1 else p.name
            for (p, _), plain in zip(self.primitives, simple, strict=True)
        ]
        order = sorted(range(len(wanted)), key=lambda k: not simple[k])
        named = dict(zip(order, distinct([wanted[k] for k in order]), strict=True))
        return [named[k] for k in range(len(wanted))]


def _is_simple(template: Sexpr) -> bool:
    return isinstance(template, tuple) and all(isinstance(part, Hole) for part in template[1:])


def _at(made: Primitive, parameters: tuple[Kind, ...], result: Kind) -> Primitive:
    """The primitive at other kinds with the same values; what does not hold between different kinds is dropped."""
    alike = len(set(parameters[1:]) | {result}) == 1
    return replace(
        made,
        parameters=parameters,
        result=result,
        commutes=made.commutes and parameters[0] == parameters[-1],
        chooses=made.chooses if alike else False,
    )


def _same(value: Any) -> Any:
    return value


def _unchanged(wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return wanted, np.ones(wanted.shape, dtype=bool)

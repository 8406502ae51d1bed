"""Reading the grammar of a `synth-fun`, in either version of the format, into rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from contrast.sygus.grammar.rules import Hole, Production, Rules, plain
from contrast.sygus.sexpr import Form, Sexpr, Symbol, write
from contrast.sygus.sorts import Sort
from contrast.sygus.terms import Scope

VARIABLE_FORMS = ("Variable", "InputVariable")
REFUSED_FORMS = ("LocalVariable",)

Pool = Callable[[Sort], Sequence[Sexpr]]
"""The constants that `(Constant sort)` stands for: the format leaves them open, a search needs some."""


def read_rules(groups: Form, declared: Form | None, inputs: Mapping[str, Sort], pool: Pool, scope: Scope) -> Rules:
    """The grammar whose groups are `(name sort (production …))`. `declared`: version 2's list of `(name sort)`.

    The start is the first declared non-terminal, or in version 1 the one named Start (if there is none, the first).
    """
    sorts = _sorts(groups, declared, inputs, scope)
    reader = _Reader(sorts, inputs, pool, scope)
    for group in groups:
        assert isinstance(group, Form)
        assert isinstance(group[2], Form)
        reader.productions[str(group[0])] = [reader.production(part) for part in group[2]]
    names = list(sorts)
    start = names[0] if declared is not None or "Start" not in sorts else "Start"
    productions = {name: tuple(found) for name, found in reader.productions.items()}
    return plain(Rules(start, reader.sorts, productions))


def _sorts(groups: Form, declared: Form | None, inputs: Mapping[str, Sort], scope: Scope) -> dict[str, Sort]:
    for group in groups:
        if not (isinstance(group, Form) and len(group) == 3 and isinstance(group[0], Symbol) and isinstance(group[2], Form)):
            scope.place.fail(group, "write (name sort (production …)) for each non-terminal")
    heads = [group for group in (groups if declared is None else declared) if isinstance(group, Form) and len(group) > 1]
    sorts = {str(head[0]): scope.sort(head[1]) for head in heads}
    given = {str(group[0]): scope.sort(group[1]) for group in groups if isinstance(group, Form)}
    if given != sorts or not sorts:
        scope.place.fail(groups, "the non-terminals declared and those that have productions differ; give each one both")
    for name in sorts:
        if name in inputs:
            scope.place.fail(groups, f"{name} is both a non-terminal and an input; rename one")
    return sorts


class _Reader:
    """Turns terms into productions; each `(Constant …)` and `(Variable …)` becomes a non-terminal of its own."""

    def __init__(self, sorts: Mapping[str, Sort], inputs: Mapping[str, Sort], pool: Pool, scope: Scope):
        self.sorts = dict(sorts)
        self.inputs = inputs
        self.pool = pool
        self.scope = scope
        self.productions: dict[str, list[Production]] = {}
        self.let_names: frozenset[str] = frozenset()

    def production(self, expression: Sexpr) -> Production:
        holes: list[str] = []
        template = self._punch(expression, holes, frozenset())
        return Production(template, tuple(holes))

    def _punch(self, expression: Sexpr, holes: list[str], bound: frozenset[str]) -> Sexpr:
        if isinstance(expression, Form):
            return self._punch_form(expression, holes, bound)
        name = str(expression)
        if isinstance(expression, Symbol) and name in self.let_names - bound:
            self.scope.place.fail(expression, "a name of a let has a meaning only inside that let; write the let around it")
        if not isinstance(expression, Symbol) or name in bound or not (name in self.sorts or name in self.inputs):
            return expression
        holes.append(name)
        return Hole.at(len(holes) - 1)

    def _punch_form(self, expression: Form, holes: list[str], bound: frozenset[str]) -> Sexpr:
        if expression.head in ("Constant", *VARIABLE_FORMS) and len(expression) == 2:
            holes.append(self._collective(expression))
            return Hole.at(len(holes) - 1)
        if expression.head in REFUSED_FORMS:
            self.scope.place.fail(expression, "this form is not handled; write the productions that it stands for")
        if expression.head == "let" and len(expression) == 3 and isinstance(expression[1], Form):
            return self._punch_let(expression, expression[1], holes, bound)
        if expression.head in ("_", "-") and not any(isinstance(part, Form | Symbol) for part in expression[1:]):
            return expression
        return Form((expression[:1] + tuple(self._punch(part, holes, bound) for part in expression[1:])), expression.line)

    def _punch_let(self, expression: Form, pairs: Form, holes: list[str], bound: frozenset[str]) -> Sexpr:
        names = {str(pair[0]) for pair in pairs if isinstance(pair, Form) and pair}
        if names & {*self.sorts, *self.inputs} or any(name.startswith("_") for name in names):
            self.scope.place.fail(expression, "a name of this let is an input's or a non-terminal's, or begins with _; rename it")
        self.let_names |= names
        given = [pair for pair in pairs if isinstance(pair, Form) and pair]
        defined = tuple(Form((*pair[:-1], self._punch(pair[-1], holes, bound)), pair.line) for pair in given)
        body = self._punch(expression[2], holes, bound | names)
        return Form((expression[0], Form(defined, pairs.line), body), expression.line)

    def _collective(self, expression: Form) -> str:
        """The non-terminal that stands for all constants, or all inputs, of a sort."""
        sort = self.scope.sort(expression[1])
        name = write(expression)
        if name not in self.productions:
            self.sorts[name] = sort
            if expression.head == "Constant":
                self.productions[name] = [Production(constant, ()) for constant in self.pool(sort)]
            else:
                same = [known for known, other in self.inputs.items() if other == sort]
                self.productions[name] = [Production(Hole.at(0), (known,)) for known in same]
        return name

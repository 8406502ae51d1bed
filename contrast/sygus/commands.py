"""The commands of a SyGuS-IF file, taken in order: what is defined, declared, asked for and demanded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from contrast.dsl import Var
from contrast.errors import BadProblem
from contrast.sygus.grammar.composite import composite
from contrast.sygus.sexpr import Form, Sexpr, Symbol
from contrast.sygus.sorts import Place, Sort
from contrast.sygus.terms import Function, Scope, Term, asked
from contrast.sygus.theories.theory import Operator

IGNORED = ("check-synth", "set-options", "set-option", "set-info", "set-feature", "exit")
REFUSED = {
    "synth-inv": "write it as a synth-fun with constraints",
    "inv-constraint": "write it as constraints",
    "declare-datatype": "use Bool, Int, String and bit-vectors only",
    "declare-datatypes": "use Bool, Int, String and bit-vectors only",
    "declare-sort": "use Bool, Int, String and bit-vectors only",
    "declare-fun": "define the function by define-fun",
    "define-fun-rec": "define it without recursion, by define-fun",
    "define-funs-rec": "define them without recursion, by define-fun",
    "assume": "write it as the left side of => in the constraints",
    "declare-weight": "leave it out",
    "optimize-synth": "use check-synth",
    "declare-primed-var": "declare two variables",
}
"""Commands of the standard that are not handled, and what to do instead."""


@dataclass(frozen=True)
class Asked:
    """The function to find: its name, its parameters as the file names them, its sort, and the whole `synth-fun`."""

    name: str
    parameters: Mapping[str, Sort]
    sort: Sort
    written: Form


@dataclass
class Commands:
    """What the commands so far have said. `macros` are the `define-fun`s as written."""

    scope: Scope
    logic: str = ""
    functions: list[Asked] = field(default_factory=list)
    variables: dict[str, Sort] = field(default_factory=dict)
    macros: list[Form] = field(default_factory=list)
    constraints: list[Sexpr] = field(default_factory=list)

    @property
    def inlined(self) -> list[str]:
        """The macros that call the function to find; constraints have their bodies instead."""
        return [name for name, function in self.scope.functions.items() if function.inline is not None]

    @property
    def asked(self) -> Asked:
        """The one function to find."""
        return self.functions[0]

    @property
    def bound(self) -> dict[str, Term]:
        """What the declared variables mean in constraints."""
        return {name: Term(Var(name, sort.kind), sort) for name, sort in self.variables.items()}


def read_commands(expressions: Sequence[Sexpr], place: Place) -> Commands:
    """Takes the commands of a file in order.

    Raises `BadProblem` for a command that is malformed, unknown or not handled, and unless there are exactly one `synth-fun`
    and at least one `constraint`.
    """
    commands = Commands(Scope(place))
    for expression in expressions:
        if not isinstance(expression, Form) or not expression.head:
            place.fail(expression, "a command is wanted here, such as (synth-fun …)")
        if expression.head in IGNORED:
            continue
        if expression.head in REFUSED:
            place.fail(expression, f"this command is not handled; {REFUSED[expression.head]}")
        if expression.head not in TAKERS:
            place.fail(expression, f"there is no such command; use one of {', '.join(TAKERS)}")
        TAKERS[expression.head](commands, expression)
    if len(commands.functions) != 1:
        raise BadProblem(f"{place.file}: it asks for {len(commands.functions)} functions; give it exactly one synth-fun")
    if not commands.constraints:
        raise BadProblem(f"{place.file}: it has no constraint, so that any function would do; give it some")
    return commands


def _set_logic(commands: Commands, form: Form) -> None:
    _expect(commands, form, len(form) == 2, "(set-logic name)")
    commands.logic = str(form[1])


def _define_sort(commands: Commands, form: Form) -> None:
    """Version 2 has a list of parameters between the name and the sort; it must be empty here."""
    fits = len(form) in (3, 4) and isinstance(form[1], Symbol) and (len(form) == 3 or form[2] == ())
    _expect(commands, form, fits, "(define-sort name () sort)")
    commands.scope.sorts[str(form[1])] = commands.scope.sort(form[-1])


def _declare_var(commands: Commands, form: Form) -> None:
    _expect(commands, form, len(form) == 3 and isinstance(form[1], Symbol), "(declare-var name sort)")
    commands.variables[str(form[1])] = commands.scope.sort(form[2])


def _constraint(commands: Commands, form: Form) -> None:
    _expect(commands, form, len(form) == 2, "(constraint formula)")
    commands.constraints.append(form[1])


def _synth_fun(commands: Commands, form: Form) -> None:
    fits = len(form) in (4, 5, 6) and isinstance(form[1], Symbol) and all(isinstance(part, Form) for part in form[4:])
    _expect(commands, form, fits, "(synth-fun name ((parameter sort) …) sort grammar)")
    found = Asked(str(form[1]), _parameters(commands, form[2]), commands.scope.sort(form[3]), form)
    commands.functions.append(found)
    commands.scope.functions[found.name] = asked(found.name, list(found.parameters.values()), found.sort)


def _define_fun(commands: Commands, form: Form) -> None:
    _expect(commands, form, len(form) == 5 and isinstance(form[1], Symbol), "(define-fun name ((parameter sort) …) sort term)")
    parameters, sort = _parameters(commands, form[2]), commands.scope.sort(form[3])
    slots = [Var(name, of.kind) for name, of in parameters.items()]

    def inline(arguments: Sequence[Term]) -> Term:
        return commands.scope.term(form[4], dict(zip(parameters, arguments, strict=True)))

    body = inline([Term(var, of) for var, of in zip(slots, parameters.values(), strict=True)])
    if body.sort != sort:
        commands.scope.place.fail(form, f"its term has the sort {body.sort}, not {sort}; make them agree")
    made = Operator(composite(str(form[1]), slots, body.node, f"As defined by the file: {form[1]}."), sort)
    asking = {*[function.name for function in commands.functions], *commands.inlined}
    asks = any(_mentions(form[4], name) for name in asking)
    commands.scope.functions[str(form[1])] = Function(made, tuple(parameters.values()), inline if asks else None)
    commands.macros.append(form)


def _mentions(expression: Sexpr, name: str) -> bool:
    if isinstance(expression, Form):
        return any(_mentions(part, name) for part in expression)
    return isinstance(expression, Symbol) and str(expression) == name


def _parameters(commands: Commands, expression: Sexpr) -> dict[str, Sort]:
    found: dict[str, Sort] = {}
    if not isinstance(expression, Form):
        commands.scope.place.fail(expression, "write the parameters as ((name sort) …)")
    for part in expression:
        if not isinstance(part, Form) or len(part) != 2 or not isinstance(part[0], Symbol) or str(part[0]) in found:
            commands.scope.place.fail(part, "write each parameter once, as (name sort)")
        found[str(part[0])] = commands.scope.sort(part[1])
    return found


def _expect(commands: Commands, form: Form, fits: bool, pattern: str) -> None:
    if not fits:
        commands.scope.place.fail(form, f"write {pattern}")


TAKERS: Mapping[str, Callable[[Commands, Form], None]] = {
    "set-logic": _set_logic,
    "define-sort": _define_sort,
    "define-fun": _define_fun,
    "synth-fun": _synth_fun,
    "declare-var": _declare_var,
    "constraint": _constraint,
}

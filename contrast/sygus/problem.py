"""A problem of the SyGuS competition, read from its file: a function to find, given by examples or by a formula.

Source of the format: Padhi, Polgreen, Raghothaman, Reynolds and Udupa, "The SyGuS Language Standard Version 2.1" (2021);
version 1 as in Raghothaman and Udupa, "Language to Specify Syntax-Guided Synthesis Problems" (2014).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from contrast.dsl import DSL, Program, Var
from contrast.errors import BadProblem
from contrast.sygus.commands import Asked, Commands, read_commands
from contrast.sygus.constraints import Specification, examples, specification
from contrast.sygus.grammar.defaults import constants, default_grammar
from contrast.sygus.grammar.language import Language, Notation, language
from contrast.sygus.grammar.reading import read_rules
from contrast.sygus.sexpr import Form, Sexpr, read_all
from contrast.sygus.sorts import Place, Sort, literal
from contrast.task import Example
from contrast.values import Kind


@dataclass(frozen=True)
class SygusProblem:
    """A function to find, of `inputs` and with values of `kind`, written in `dsl`.

    `examples` hold all that is asked where `by_example`; else they are empty, and `specification` holds the constraints as
    formulas that can be checked at a point. `constraints` are what the file writes, in either case.
    `variables` are those declared for formulas; `commands` is the whole file, for a checker.
    """

    name: str
    logic: str
    asked: Asked
    inputs: tuple[Var, ...]
    kind: Kind
    dsl: DSL
    examples: list[Example]
    constraints: tuple[Sexpr, ...]
    variables: Mapping[str, Sort]
    specification: Specification
    notation: Notation = field(repr=False)
    commands: tuple[Sexpr, ...] = field(repr=False)

    @property
    def function(self) -> str:
        """The name of the function to find."""
        return self.asked.name

    @property
    def by_example(self) -> bool:
        """Whether the examples are all that is asked; else it is a formula over variables."""
        return bool(self.examples)

    def check(self, program: Program) -> Callable[[Mapping[str, Any]], bool]:
        """A test of one assignment to the variables: whether the program meets all constraints there."""
        return self.specification.check(program)


def load(path: str | Path) -> SygusProblem:
    """The problem that a file holds.

    Raises `BadProblem`, with the line and how to mend it, for a file that cannot be read or asks for what is not handled.
    """
    where = Path(path)
    try:
        text = where.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadProblem(f"{where}: {error.strerror or error}; give the path of a SyGuS-IF file (.sl)") from None
    except UnicodeDecodeError:
        raise BadProblem(f"{where}: it is no UTF-8 text; give the path of a SyGuS-IF file (.sl)") from None
    return read_problem(text, where.stem, str(where))


def read_problem(text: str, name: str = "problem", file: str = "the text") -> SygusProblem:
    """The problem that a text writes; `file` names it in messages. Raises `BadProblem` as `load` does."""
    expressions = read_all(text, file)
    try:
        return _problem(expressions, name, file)
    except RecursionError:
        raise BadProblem(f"{file}: a term in it is nested too deeply; write a flatter one") from None


def _problem(expressions: list[Sexpr], name: str, file: str) -> SygusProblem:
    commands = read_commands(expressions, Place(file))
    demanded = (commands.constraints, commands.asked.name, commands.bound, commands.scope)
    found = examples(*demanded)
    made = _language(name, commands, _telling(commands, found))
    return SygusProblem(
        name=name,
        logic=commands.logic,
        asked=commands.asked,
        inputs=made.inputs,
        kind=made.kind,
        dsl=made.dsl,
        examples=found or [],
        constraints=tuple(commands.constraints),
        variables=commands.variables,
        specification=specification(*demanded),
        notation=made.notation,
        commands=tuple(expressions),
    )


def _telling(commands: Commands, found: list[Example] | None) -> list[Sexpr]:
    """What constants may be taken from: formulas and macros; of examples, the answers that occur more than once."""
    if found is None:
        return [*commands.constraints, *[macro[4] for macro in commands.macros]]
    answers = Counter(example.output for example in found)
    return [literal(value, commands.asked.sort) for value, times in answers.items() if times > 1]


def _language(name: str, commands: Commands, telling: list[Sexpr]) -> Language:
    asked, scope = commands.asked, commands.scope
    grammar = asked.written[4:] or (default_grammar(asked.parameters, asked.sort),)
    *declared, groups = [part for part in grammar if isinstance(part, Form)]

    def pool(sort: Sort) -> list[Sexpr]:
        return constants(sort, telling, scope.place)

    rules = read_rules(groups, declared[0] if declared else None, asked.parameters, pool, scope)
    if rules.sorts[rules.start] != asked.sort:
        scope.place.fail(groups, f"it begins with {rules.start}, whose sort is not {asked.sort}; begin with one that has it")
    return language(name, rules, asked.parameters, scope)

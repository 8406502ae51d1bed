"""S-expressions as SMT-LIB writes them: read from text with their line numbers, and written back.

Source of the lexicon: SMT-LIB 2.6, section 3.1 (comments, numerals, string literals with doubled quotes, quoted symbols).
Version 1 of SyGuS-IF also writes a negative number as one token, `-5`; it is read as a numeral.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self, TypeAlias

from contrast.errors import BadProblem

DEEPEST = 200
"""Levels of brackets a file may have; what reads the forms descends into them, and Python's own stack is finite."""

NUMERAL = re.compile(r"-?\d+(?:\.\d+)?|#x[0-9a-fA-F]+|#b[01]+")
PLAIN_SYMBOL = re.compile(r"[a-zA-Z0-9~!@$%^&*_+=<>.?/:\-]+")
TOKEN = re.compile(
    r"""(?P<space>\s+|;[^\n]*)
      | (?P<open>\()
      | (?P<close>\))
      | "(?P<text>(?:[^"]|"")*)"
      | \|(?P<quoted>[^|]*)\|
      | (?P<plain>[^\s()";|]+)""",
    re.VERBOSE,
)


class Atom(str):
    """A token of one word; equal to any string of the same characters."""

    __slots__ = ("line",)
    line: int

    def __new__(cls, characters: str, line: int = 0) -> Self:
        atom = super().__new__(cls, characters)
        atom.line = line
        return atom


class Symbol(Atom):
    """A name: what `|…|` encloses, without the bars, or a word that is no numeral."""

    __slots__ = ()


class Numeral(Atom):
    """A number as written: `12`, `-5`, `1.5`, `#x0A` or `#b01`."""

    __slots__ = ()


@dataclass(frozen=True)
class Text:
    """A string literal: its characters, a doubled quote read as one. Escapes such as `\\u{41}` are left as written."""

    characters: str
    line: int = field(default=0, compare=False)


class Form(tuple["Sexpr", ...]):
    """What one pair of brackets holds; equal to any tuple of equal parts."""

    line: int

    def __new__(cls, parts: Iterator[Sexpr] | list[Sexpr] | tuple[Sexpr, ...] = (), line: int = 0) -> Self:
        form = super().__new__(cls, parts)
        form.line = line
        return form

    @property
    def head(self) -> str:
        """The name that the form begins with; empty if it begins with none."""
        return str(self[0]) if self and isinstance(self[0], Symbol) else ""


Sexpr: TypeAlias = "Symbol | Numeral | Text | Form"


def read_all(text: str, where: str = "the text") -> list[Sexpr]:
    """All the expressions of a text, in order. `where` names the text in messages.

    Raises `BadProblem` for an unclosed bracket, string or bar, a closing bracket too many, and nesting beyond `DEEPEST`.
    """
    found: list[Sexpr] = []
    open_forms: list[tuple[list[Sexpr], int]] = []
    for kind, characters, line in _tokens(text, where):
        if kind == "open":
            open_forms.append(([], line))
            if len(open_forms) > DEEPEST:
                raise BadProblem(f"{where}, line {line}: more than {DEEPEST} brackets are open; write a flatter file")
            continue
        part: Sexpr
        if kind == "close":
            if not open_forms:
                raise BadProblem(f"{where}, line {line}: this ')' closes nothing; take it out")
            parts, began = open_forms.pop()
            part = Form(parts, began)
        else:
            part = _atom(kind, characters, line)
        (open_forms[-1][0] if open_forms else found).append(part)
    if open_forms:
        raise BadProblem(f"{where}, line {open_forms[-1][1]}: this '(' is never closed; add a ')'")
    return found


def _tokens(text: str, where: str) -> Iterator[tuple[str, str, int]]:
    at, line = 0, 1
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise BadProblem(f"{where}, line {line}: this {text[at]} is never closed; add a second one")
        kind = match.lastgroup or ""
        if kind != "space":
            yield kind, match[kind], line
        line += match[0].count("\n")
        at = match.end()


def _atom(kind: str, characters: str, line: int) -> Symbol | Numeral | Text:
    if kind == "text":
        return Text(characters.replace('""', '"'), line)
    if kind == "plain" and NUMERAL.fullmatch(characters):
        return Numeral(characters, line)
    return Symbol(characters, line)


def write(expression: Sexpr) -> str:
    """The expression on one line, as SMT-LIB writes it; reading it back gives an equal one."""
    if isinstance(expression, Form):
        return "(" + " ".join(map(write, expression)) + ")"
    if isinstance(expression, Text):
        return '"' + expression.characters.replace('"', '""') + '"'
    if isinstance(expression, Symbol) and (not PLAIN_SYMBOL.fullmatch(expression) or NUMERAL.fullmatch(expression)):
        return f"|{expression}|"
    return str(expression)

"""A problem's file in version 2.1 of SyGuS-IF, whichever version it was written in, for solvers that read no other.

What changed: non-terminals are declared before their productions and the first is the start, a `let` names no sorts,
`(BitVec 8)` became `(_ BitVec 8)`, `-5` became `(- 5)`, and some operators on strings have new names.
"""

from __future__ import annotations

from collections.abc import Iterable

from contrast.sygus.sexpr import Form, Numeral, Sexpr, Symbol, write
from contrast.sygus.theories.theory import OLD_NAMES

DROPPED = ("set-options", "set-option", "set-info", "set-feature")
"""Commands that do not change what is asked."""


def modern_text(commands: Iterable[Sexpr]) -> str:
    """The commands as text, one a line."""
    kept = [command for command in commands if not (isinstance(command, Form) and command.head in DROPPED)]
    return "\n".join(write(modern(command)) for command in kept) + "\n"


def modern(expression: Sexpr) -> Sexpr:
    """A command, term or sort as version 2.1 writes it."""
    if isinstance(expression, Symbol):
        return Symbol(OLD_NAMES.get(str(expression), str(expression)), expression.line)
    if isinstance(expression, Numeral) and expression.startswith("-"):
        return _form(Symbol("-"), Numeral(expression[1:]))
    if not isinstance(expression, Form):
        return expression
    if expression.head == "define-sort" and len(expression) == 3:
        return _form(*expression[:2], _form(), modern(expression[2]))
    if expression.head == "BitVec" and len(expression) == 2:
        return _form(Symbol("_"), *expression)
    if expression.head == "let" and len(expression) == 3 and isinstance(expression[1], Form):
        pairs = [_form(pair[0], pair[-1]) if isinstance(pair, Form) and pair else pair for pair in expression[1]]
        return _form(expression[0], _form(*map(modern, pairs)), modern(expression[2]))
    if expression.head == "synth-fun" and len(expression) == 5 and isinstance(expression[4], Form):
        return _declared(_form(*map(modern, expression)))
    return _form(*map(modern, expression))


def _declared(asked: Form) -> Form:
    """A `synth-fun` with its non-terminals declared, the start first."""
    groups = [group for group in (asked[4] if isinstance(asked[4], Form) else ()) if isinstance(group, Form)]
    groups.sort(key=lambda group: group.head != "Start")
    return _form(*asked[:4], _form(*[_form(*group[:2]) for group in groups]), _form(*groups))


def _form(*parts: Sexpr) -> Form:
    return Form(parts)

"""Real-valued programs as mathematics: simplified, compared, and set in LaTeX by sympy, under what is known of their inputs."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from contrast.dsl.export import to_sympy
from contrast.dsl.program import Program

if TYPE_CHECKING:
    import sympy

LONG = 60
"""Operations from which on an expression is not simplified as a whole, which may take minutes."""

DIGITS = 6
"""Significant digits of a constant without a name, where it is set for a reader."""


def simplified(program: Program, positive: Collection[str] = ()) -> sympy.Expr:
    """The program's expression in the fewest operations found. positive: the inputs that are known to be above 0.

    Equal to the program wherever both have a value, for such inputs. Raises `BadProgram` as `to_sympy` does.
    """
    import sympy

    expression = to_sympy(program, positive)
    ways: list[Callable[..., sympy.Expr]] = [lambda e: e, sympy.powsimp, sympy.factor_terms]
    if sympy.count_ops(expression) < LONG:
        ways += [sympy.factor, sympy.simplify]
    return min((_attempt(way, expression) for way in ways), key=sympy.count_ops)


def _attempt(way: Callable[..., sympy.Expr], expression: sympy.Expr) -> sympy.Expr:
    """One way to simplify; as it was where sympy gives up."""
    try:
        return way(expression)
    except (ArithmeticError, AttributeError, NotImplementedError, RecursionError, TypeError, ValueError):
        return expression


def equal(program: Program, other: Program, positive: Collection[str] = ()) -> bool:
    """Whether sympy can show that two programs over the same inputs are one function, for inputs known to be positive."""
    import sympy

    return bool(sympy.simplify(to_sympy(program, positive) - to_sympy(other, positive)) == 0)


def latex(program: Program, positive: Collection[str] = ()) -> str:
    """The simplified program in LaTeX, constants without a name to `DIGITS` digits."""
    import sympy

    expression = simplified(program, positive)
    short = expression.xreplace({number: sympy.Float(number, DIGITS) for number in expression.atoms(sympy.Float)})
    names = {symbol: _upright(symbol.name) for symbol in expression.free_symbols if len(symbol.name) > 1}
    text: str = sympy.latex(short, symbol_names=names, mul_symbol=r" \, " if names else None)
    return text


def _upright(name: str) -> str:
    """A name of several letters, which in italics would look like a product; digits at its end are an index."""
    stem = name.rstrip("0123456789")
    index = name[len(stem) :]
    letters = stem.rstrip("_").replace("_", r"\_")
    text = letters if len(letters) == 1 else rf"\mathrm{{{letters}}}"
    return f"{text}_{{{index}}}" if index and letters else text

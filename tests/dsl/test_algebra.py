"""Programs as mathematics, against sympy's own reading of the formula."""

from __future__ import annotations

import pytest
import sympy

from contrast.dsl import Var, parse
from contrast.dsl.algebra import equal, latex, simplified
from contrast.vocab.lists import VOCABULARY as LISTS
from contrast.vocab.reals import VOCABULARY

XY = [Var("x", float), Var("y", float)]


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("mul(0.5, mul(x, square(y)))", "x*y**2/2"),
        ("div(x, mul(sqrt(sub(x, y)), sqrt(sub(x, y))))", "x/(x - y)"),
        ("power(x, 1.5)", "x**(3/2)"),
        ("arcsin(mul(x, sin(y)))", "asin(x*sin(y))"),
        ("mul(0.07957747154594767, x)", "x/(4*pi)"),
        ("tanh(div(x, y))", "tanh(x/y)"),
    ],
)
def test_a_program_is_the_formula_that_a_reader_would_write(text: str, formula: str):
    given = simplified(parse(text, VOCABULARY, XY), ["x", "y"])
    symbols = {name: sympy.Symbol(name, real=True, positive=True) for name in "xy"}
    assert sympy.simplify(given - sympy.sympify(formula, locals=symbols)) == 0
    assert sympy.count_ops(given) <= sympy.count_ops(sympy.sympify(formula))


def test_equality_needs_to_know_what_is_positive():
    root, plain = parse("sqrt(square(x))", VOCABULARY, XY), parse("x", VOCABULARY, XY)
    assert equal(root, plain, ["x"])
    assert not equal(root, plain)


def test_latex_keeps_names_of_several_letters_upright():
    law = parse("mul(0.5, mul(mass, square(v1)))", VOCABULARY, [Var("mass", float), Var("v1", float)])
    assert latex(law) == r"\frac{\mathrm{mass} \, v_{1}^{2}}{2}"


def test_a_notebook_shows_laws_as_mathematics_and_other_programs_as_trees():
    law = parse("div(x, y)", VOCABULARY, XY)
    assert law._repr_latex_() == r"$\displaystyle \frac{x}{y}$"
    assert law._repr_html_() is None
    other = parse("head(xs)", LISTS, [Var("xs", list[int])])
    assert other._repr_latex_() is None
    assert "head(xs)" in other._repr_html_()

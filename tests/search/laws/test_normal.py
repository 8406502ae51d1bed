"""The normal form of formulas: no idle constant, the same values."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contrast.dsl import Program, parse
from contrast.dsl.program import node_text
from contrast.errors import BadProgram
from contrast.search.laws.fitting.formula import constants_in
from contrast.search.laws.fitting.normal import Normal
from tests.search.laws.worlds import LANGUAGE, XY, trees

NORMAL = Normal(LANGUAGE)


def normal(text: str) -> str:
    return node_text(NORMAL(parse(text, LANGUAGE.dsl, XY, float).body))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("mul(mul(2.0, x), mul(3.0, y))", "mul(6.0, mul(x, y))"),
        ("mul(4.0, add(mul(0.25, sin(x)), mul(0.5, y)))", "add(sin(x), mul(2.0, y))"),
        ("add(mul(0.0, sin(x)), mul(1.0, y))", "y"),
        ("sub(0.0, mul(-0.5, x))", "mul(0.5, x)"),
        ("sin(mul(-2.0, x))", "mul(-1.0, sin(mul(2.0, x)))"),
        ("mul(0.5, sqrt(mul(4.0, y)))", "sqrt(y)"),
        ("square(mul(-3.0, x))", "mul(9.0, square(x))"),
        ("cos(mul(-3.0, x))", "cos(mul(3.0, x))"),
        ("add(x, mul(1.5, x))", "mul(2.5, x)"),
        ("add(3.0, sub(x, 1.0))", "add(x, 2.0)"),
        ("sub(1.0, x)", "sub(1.0, x)"),
        ("mul(-2.3456789, sub(cos(x), 1.0))", "mul(2.3456789, sub(1.0, cos(x)))"),
        ("div(mul(2.0, x), mul(4.0, y))", "mul(0.5, div(x, y))"),
        ("div(2.0, mul(4.0, y))", "div(0.5, y)"),
        ("power(x, 1.0)", "x"),
        ("power(1.0, x)", "1.0"),
        ("power(x, 2.0)", "square(x)"),
        ("power(x, -0.5)", "div(1.0, sqrt(x))"),
        ("exp(add(1.0, -1.0))", "1.0"),
        ("add(mul(1e-200, mul(1e-200, x)), y)", "y"),
        ("sub(sqrt(mul(0.0, x)), y)", "mul(-1.0, y)"),
    ],
)
def test_a_formula_keeps_no_idle_constant(text: str, wanted: str) -> None:
    assert normal(text) == wanted


@pytest.mark.parametrize("text", ["sqrt(mul(7.0, y))", "sqrt(add(mul(7.0, y), mul(5.0, x)))"])
def test_a_name_is_not_given_up_to_take_a_factor_out(text: str) -> None:
    assert normal(text) == text


@pytest.mark.parametrize("text", ["div(x, 0.0)", "log(-1.0)", "div(x, sub(y, y))", "exp(exp(1000.0))"])
def test_what_has_no_value_is_no_formula(text: str) -> None:
    with pytest.raises(BadProgram):
        normal(text)


@given(trees(st.sampled_from(["x", "y", "1.0", "0.0", "-1.0", "2.0", "-3.5", "0.5", "1.2345678", "1e-200", "-1e200"])))
@settings(max_examples=300, deadline=None, database=None, derandomize=True)
def test_the_normal_form_means_the_same(text: str) -> None:
    program = parse(text, LANGUAGE.dsl, XY, float)
    rows = [(1.3, 2.1), (0.4, 3.7), (2.9, 0.6)]
    before = program.predict(rows)
    try:
        node = NORMAL(program.body)
    except BadProgram:
        assert before == [None] * len(rows)
        return
    for value, wanted in zip(Program(program.inputs, node).predict(rows), before, strict=True):
        if wanted is not None and abs(wanted) < 1e100:
            assert value == pytest.approx(wanted, rel=1e-9, abs=1e-9)
    assert len(list(constants_in(node))) <= len(list(constants_in(program.body))) + 1


@given(st.integers(0, 10**6))
@settings(max_examples=50, deadline=None, database=None, derandomize=True)
def test_the_normal_form_is_its_own(seed: int) -> None:
    rng = np.random.default_rng(seed)
    first, second = (round(float(value), 2) for value in rng.uniform(-3, 3, 2))
    once = normal(f"mul({first}, add(mul({second}, sin(mul({second}, x))), div(y, {first})))")
    assert normal(once) == once

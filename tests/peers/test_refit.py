"""Constants of real-valued programs: fitted in double precision, named where they have names, and no more of them than needed."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest

from contrast.dsl import Var, parse
from contrast.dsl.program import node_text
from contrast.errors import BadProgram
from contrast.peers.refit import Table, constants_of, named, refit
from contrast.peers.terms import Algebra
from contrast.vocab.reals import VOCABULARY

INPUTS = [Var("x", float), Var("y", float)]
ROWS = np.random.default_rng(0).uniform(1, 3, (30, 2))
ALGEBRA = Algebra({primitive.name: primitive for primitive in VOCABULARY.primitives})


def table(wanted: np.ndarray, relative: bool = False) -> Table:
    return Table.of(INPUTS, ROWS, wanted, relative)


def soon() -> float:
    return time.process_time() + 5


def normal(text: str) -> str:
    return node_text(ALGEBRA.normal(parse(text, VOCABULARY, INPUTS, float).body))


def test_constants_near_a_law_become_those_of_the_law() -> None:
    wanted = 2.345678901234 * np.exp(-0.777 * ROWS[:, 0]) + 0.123
    guess = parse("add(mul(2.3, exp(mul(-0.8, x))), 0.1)", VOCABULARY, INPUTS, float).body
    assert constants_of(refit(guess, table(wanted), soon())) == pytest.approx([2.345678901234, -0.777, 0.123], rel=1e-12)


def test_more_constants_than_rows_are_left_alone() -> None:
    guess = parse("add(mul(2.0, x), 1.0)", VOCABULARY, INPUTS, float).body
    assert refit(guess, Table.of(INPUTS, ROWS[:1], np.array([9.0])), soon()) == guess


def test_without_time_the_constants_stay() -> None:
    guess = parse("mul(2.0, x)", VOCABULARY, INPUTS, float).body
    assert refit(guess, table(3 * ROWS[:, 0]), end=0.0) == guess


def test_constants_get_the_names_that_they_are_near() -> None:
    wanted = math.pi / 2 * ROWS[:, 0] + ROWS[:, 1]
    near = parse("add(mul(1.5707963267, x), mul(1.000000001, y))", VOCABULARY, INPUTS, float).body
    assert constants_of(named(refit(near, table(wanted), soon()), table(wanted))) == [math.pi / 2, 1.0]


def test_relative_errors_weigh_small_outputs_as_much_as_large_ones() -> None:
    off = parse("add(x, 1.0)", VOCABULARY, INPUTS, float).body
    wanted = np.where(np.arange(30) == 0, 1e-3, ROWS[:, 0] + 1)
    assert table(wanted, relative=True).error(off) > 1e4 > table(wanted).error(off)


def test_a_program_without_value_on_some_row_has_an_infinite_error() -> None:
    assert table(ROWS[:, 0]).error(parse("log(sub(x, 2.0))", VOCABULARY, INPUTS, float).body) == math.inf


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
        ("sub(1.0, x)", "add(mul(-1.0, x), 1.0)"),
        ("div(mul(2.0, x), mul(4.0, y))", "mul(0.5, div(x, y))"),
        ("div(2.0, mul(4.0, y))", "div(0.5, y)"),
        ("power(x, 1.0)", "x"),
        ("exp(add(1.0, -1.0))", "1.0"),
    ],
)
def test_a_program_keeps_no_idle_constant(text: str, wanted: str) -> None:
    assert normal(text) == wanted


@pytest.mark.parametrize("text", ["div(x, 0.0)", "log(-1.0)", "div(x, sub(y, y))"])
def test_what_has_no_value_is_no_program(text: str) -> None:
    with pytest.raises(BadProgram):
        normal(text)


@pytest.mark.parametrize("seed", range(30))
def test_the_shorter_program_means_the_same(seed: int) -> None:
    rng = np.random.default_rng(seed)
    body = parse(_drawn(rng, 5), VOCABULARY, INPUTS, float).body
    try:
        short = ALGEBRA.normal(body)
    except BadProgram:
        return
    every = table(np.ones(30))
    before, after = (every.residuals(node, constants_of(node)) + 1 for node in (body, short))
    defined = np.isfinite(before)
    assert after[defined] == pytest.approx(before[defined], rel=1e-9, abs=1e-9)
    assert len(constants_of(short)) <= len(constants_of(body)) + 1


def _drawn(rng: np.random.Generator, depth: int) -> str:
    if depth == 0 or rng.random() < 0.2:
        return str(rng.choice(["x", "y", repr(round(float(rng.normal()), 1))]))
    name = str(rng.choice(["add", "sub", "mul", "div", "square", "sqrt", "sin", "cos", "tanh", "arcsin"]))
    arity = 2 if name in ("add", "sub", "mul", "div") else 1
    return f"{name}({', '.join(_drawn(rng, depth - 1) for _ in range(arity))})"

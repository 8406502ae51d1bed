"""Fitted constants against scipy and closed forms; names; values of all rows at once."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import curve_fit

from contrast.dsl import Var, parse
from contrast.sampling import seeded
from contrast.search.laws.fitting.data import Data
from contrast.search.laws.fitting.formula import constants_in, evaluator
from contrast.task import Example
from contrast.vocab.reals import VOCABULARY
from tests.search.laws.worlds import XY, found, rows, trees

TREES = trees(st.sampled_from(["x", "y", "1.0", "0.0", "-1.0", "2.0", "-3.5", "0.5"]))


def data(law, count: int = 25, noise: float = 0.0) -> Data:
    rng = seeded("formula", count)
    x = rng.uniform(1, 5, count)
    y = np.array([law(value) for value in x]) + rng.normal(0, noise, count)
    return Data.of([Var("x", float)], [Example((float(a),), float(b)) for a, b in zip(x, y, strict=True)])


def test_constants_and_their_errors_are_those_of_scipy():
    given_ = data(lambda x: 3.3 * math.exp(-0.7 * x), noise=0.01)
    node = parse("mul(2.51234567, exp(mul(-0.51234567, x)))", VOCABULARY, [Var("x", float)]).body
    fitted, errors = given_.fitted(node)
    wanted, cov = curve_fit(lambda x, a, b: a * np.exp(b * x), given_.columns[0], given_.outputs, p0=[2.5, -0.5])
    assert list(constants_in(fitted)) == pytest.approx(wanted.tolist(), rel=1e-6)
    assert errors.tolist() == pytest.approx(np.sqrt(np.diag(cov)).tolist(), rel=1e-3)


def test_exact_data_are_fitted_to_rounding():
    given_ = data(lambda x: math.sin(1.2345678912 * x) + 0.3141516)
    node = parse("add(sin(mul(1.21234567, x)), 0.31234567)", VOCABULARY, [Var("x", float)]).body
    assert given_.error(given_.fitted(node)[0]) < 1e-14


def test_constants_with_a_name_stay():
    node = parse("mul(2.0, exp(mul(-0.51234567, x)))", VOCABULARY, [Var("x", float)]).body
    fitted, errors = data(lambda x: 3.0 * math.exp(-0.5 * x), noise=0.01).fitted(node)
    assert next(constants_in(fitted)) == 2.0
    assert errors[0] == 0


def test_all_constants_are_fitted_on_request():
    node = parse("mul(2.0, exp(mul(-0.51234567, x)))", VOCABULARY, [Var("x", float)]).body
    fitted = data(lambda x: 3.0 * math.exp(-0.5 * x)).fitted_throughout(node)
    assert list(constants_in(fitted)) == pytest.approx([3.0, -0.5], rel=1e-9)


def test_constants_that_the_rows_do_not_determine_have_infinite_errors():
    node = parse("mul(2.51234567, power(1.0, mul(0.51234567, x)))", VOCABULARY, [Var("x", float)]).body
    fitted, errors = data(lambda x: 3.3).fitted(node)
    assert next(constants_in(fitted)) == pytest.approx(3.3)
    assert errors.tolist() == [math.inf, 0.0, math.inf]


def test_a_constant_that_may_be_zero_takes_its_term_along():
    outcome = found("x", rows(lambda x: 2 * x * math.exp(-x), [(0.2, 4)], 60, noise=0.02), candidates=10**6)
    assert str(outcome.program) == "mul(2.0, div(x, exp(x)))"


@given(TREES)
@settings(max_examples=100, deadline=None, database=None, derandomize=True)
def test_columns_at_once_are_the_programs_own_values(text: str):
    program = parse(text, VOCABULARY, XY, float)
    table = np.array([(1.3, 2.1), (-0.4, 3.7), (2.9, 0.0)])
    values = evaluator(program.body, {"x": table[:, 0], "y": table[:, 1]})(list(constants_in(program.body)))
    for value, wanted in zip(values.tolist(), program.predict(table.tolist()), strict=True):
        assume(wanted is None or abs(wanted) < 1e100)
        assert math.isnan(value) if wanted is None else value == pytest.approx(wanted, rel=1e-12)

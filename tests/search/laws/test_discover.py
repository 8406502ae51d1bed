"""What kinds of laws the search finds, from how few rows, and when it says that there is none."""

from __future__ import annotations

import math

import numpy as np
import pytest

from contrast.dsl import DSL, Var
from contrast.search.laws import discover, is_law
from contrast.search.laws.units import Units
from contrast.solver import Budget
from contrast.task import Example
from contrast.vocab import reals
from contrast.vocab.lists import VOCABULARY as LISTS
from contrast.vocab.reals import VOCABULARY
from tests.search.laws.worlds import found, largest_error, rows

FEW = 1_500_000
"""Candidates that are enough for short laws."""

LAWS = {
    "free factor": ("xy", lambda x, y: 9.8123 * x * x / y, [(1, 5), (1, 5)]),
    "real exponents": ("xy", lambda x, y: 2.7 * x**1.731 / y**0.35, [(1, 5), (1, 5)]),
    "affine": ("x", lambda x: 3.25 * math.sqrt(x) - 1.75, [(1, 9)]),
    "sum of products": ("abcd", lambda a, b, c, d: a * b + c * d, [(1, 5)] * 4),
    "sum of three products": ("abcdef", lambda a, b, c, d, e, f: a * b + c * d + e * f, [(1, 5)] * 6),
    "root of a sum of squares": ("abc", lambda a, b, c: math.sqrt(a * a + b * b + c * c), [(1, 5)] * 3),
    "a binomial to a power": ("mvc", lambda m, v, c: m / math.sqrt(1 - (v / c) ** 2), [(1, 5), (1, 2), (5, 9)]),
    "two binomials": ("uv", lambda u, v: (u + v) / (1 + u * v), [(1, 5), (1, 5)]),
    "constant inside an exponential": ("xt", lambda x, t: x * math.exp(-0.3719 * t), [(1, 5), (0, 5)]),
    "constant inside a sine": ("x", lambda x: 1.5 * math.sin(2.2 * x), [(0.1, 6)]),
    "an exponential less one": ("ab", lambda a, b: 1 / (math.exp(a / b) - 1), [(1, 5), (1, 5)]),
    "inverse sine": ("xn", lambda x, n: math.asin(n * math.sin(x)), [(0.1, 0.7), (0.1, 0.5)]),
    "hyperbolic tangent": ("abc", lambda a, b, c: a * math.tanh(b / c), [(1, 5)] * 3),
    "logarithm of a ratio": ("xyz", lambda x, y, z: x * math.log(y / z), [(1, 5)] * 3),
}


@pytest.mark.parametrize("name", LAWS)
def test_an_exact_law_is_found_from_twelve_rows_and_holds_at_twice_the_range(name: str):
    names, law, ranges = LAWS[name]
    outcome = found(names, rows(law, ranges, 12))
    assert outcome.fits
    assert outcome.reason == "found"
    inside = name in ("inverse sine", "a binomial to a power")  # which have no value everywhere at twice the range
    assert largest_error(outcome, law, [(low, high / 2) for low, high in ranges] if inside else ranges) < 1e-9


def test_constants_get_their_names():
    outcome = found("rq", rows(lambda r, q: q / (4 * math.pi * r * r), [(1, 5), (1, 5)], 30))
    assert str(outcome.program.to_sympy()) == "q/(4*pi*r**2)"


def test_noise_leaves_the_structure_right_and_the_constants_short():
    outcome = found("xt", rows(lambda x, t: x * math.exp(-0.5 * t), [(1, 5), (0, 5)], 60, noise=0.01), candidates=FEW)
    assert not outcome.fits
    assert outcome.reason != "no_law"
    assert str(outcome.program.to_sympy()) == "x*exp(-t/2)"


def test_pure_noise_is_no_law():
    noisy = [Example(row.inputs, float(np.sin(1e5 * row.inputs[0]))) for row in rows(lambda x, y: 0.0, [(1, 5)] * 2, 60)]
    outcome = found("xy", noisy, candidates=FEW)
    assert outcome.reason == "no_law"
    assert not outcome.fits


def test_the_front_falls_in_error_as_it_grows_in_bits():
    outcome = found("xt", rows(lambda x, t: x * math.exp(-0.5 * t) + 0.1, [(1, 5), (0, 5)], 60, noise=0.02), candidates=FEW)
    assert len(outcome.pareto) > 1
    assert all(a.bits < b.bits and a.error > b.error for a, b in zip(outcome.pareto, outcome.pareto[1:], strict=False))
    assert str(outcome.program) in [str(scored.program) for scored in outcome.pareto]


def test_a_law_has_a_value_wherever_it_was_fitted():
    outcome = found("x", rows(lambda x: abs(x) ** 1.5, [(-4, 4)], 30), candidates=FEW)
    assert None not in outcome.program.predict([row.inputs for row in rows(lambda x: 0.0, [(-4, 4)], 30)])


def test_relative_errors_count_where_a_tolerance_is_given():
    near = rows(lambda x: 5 * math.exp(2 * x), [(0, 6)], 12)
    bent = [Example(row.inputs, row.output * (1 + 0.01 * (-1) ** k)) for k, row in enumerate(near)]
    outcome = found("x", bent, candidates=FEW, tolerance=0.05)
    assert outcome.fits  # also on the smallest outputs, which errors of the largest would hide


def test_units_rule_out_sums_of_unlike_things():
    law = lambda m, v, g, h: m * v * v / 2 + m * g * h  # noqa: E731
    units = Units(np.array([[0, 0, 1], [1, -1, 0], [1, -2, 0], [1, 0, 0]], float), np.array([2, -2, 1], float))
    examples = rows(law, [(1, 5)] * 4, 14)
    with_units = found("mvgh", examples, units=units)
    without = found("mvgh", examples)
    assert with_units.fits
    assert without.fits
    assert with_units.candidates < without.candidates / 2


def test_a_search_that_counts_candidates_can_be_repeated():
    examples = rows(lambda x, y: math.sin(x * y) + y, [(1, 5), (1, 5)], 30, noise=0.05)
    once, again = (
        discover([Var("x", float), Var("y", float)], examples, VOCABULARY, Budget(candidates=400_000)) for _ in range(2)
    )
    assert once.reason in ("out_of_candidates", "no_law")
    assert str(once.program) == str(again.program)
    assert once.candidates == again.candidates


def test_an_exact_law_ends_the_search_after_the_same_count_each_time():
    examples = rows(lambda x, t: x * math.exp(-0.3719 * t), [(1, 5), (0, 5)], 14)
    once, again = found("xt", examples), found("xt", examples)
    assert once.reason == again.reason == "found"
    assert (str(once.program), once.candidates) == (str(again.program), again.candidates)


def test_an_interruption_keeps_the_best_so_far(monkeypatch: pytest.MonkeyPatch):
    from contrast.search.laws.discover import Discovery

    steps = Discovery.steps

    def stopped(self):
        for count, _ in enumerate(steps(self)):
            if count == 4:
                raise KeyboardInterrupt
            yield

    monkeypatch.setattr(Discovery, "steps", stopped)
    outcome = found("xy", rows(lambda x, y: x * y + math.cos(7 * x), [(1, 5), (1, 5)], 40))
    assert outcome.reason == "interrupted"
    assert outcome.program is not None


def test_a_vocabulary_with_few_words_is_enough():
    few = DSL.of(reals.add, reals.mul, name="few", free_constants=True)
    outcome = discover([Var("x", float)], rows(lambda x: 2.5 * x * x + 1.5, [(1, 5)], 20), few, Budget(seconds=10))
    assert outcome.fits
    assert {"add", "mul"} >= {text for text in ("add", "sub", "mul", "div", "square") if text in str(outcome.program)}


def test_only_real_functions_under_free_constants_are_laws():
    reals_in = [Var("x", float)]
    assert is_law(VOCABULARY, reals_in, float)
    assert not is_law(VOCABULARY, [Var("n", int)], float)
    assert not is_law(LISTS, reals_in, float)
    assert not is_law(VOCABULARY, [], float)


def test_a_root_of_what_is_negative_everywhere_is_written_the_other_way_round():
    law = lambda x, y, z: y / math.sqrt((x / z) ** 2 - 1)  # noqa: E731
    outcome = found("xyz", rows(law, [(5, 9), (1, 5), (1, 4)], 14))
    assert outcome.fits


@pytest.mark.parametrize("column", [[3.0] * 12, [0.0, 1.0, -2.0] * 4, [10.0**k for k in range(-6, 6)], [0.0] * 12])
@pytest.mark.parametrize("output", [lambda x, y: 2.5, lambda x, y: 0.0, lambda x, y: x * y, lambda x, y: 1e-200 * x])
def test_no_column_is_too_odd(column: list[float], output):
    """Constant, zero, of both signs, over twelve decades."""
    examples = [Example((x, float(k)), float(output(x, k))) for k, x in enumerate(column)]
    outcome = found("xy", examples, candidates=200_000)
    answers = outcome.program.predict([example.inputs for example in examples])
    assert None not in answers
    if outcome.fits:
        assert answers == pytest.approx([example.output for example in examples], rel=1e-9, abs=0)
    assert outcome.fits == (outcome.reason == "found")


def test_a_tolerance_says_how_exact_few_rows_are():
    """Six rows save too few bits for a law of two constants; that it is right on all of them within 15 % decides."""
    pressures = {373.15: 0.27, 413.15: 1.85, 433.15: 4.2, 473.15: 17.3, 493.15: 32.1, 533.15: 96.0}
    examples = [Example((kelvin,), pressure) for kelvin, pressure in pressures.items()]
    outcome = found("t", examples, candidates=FEW, tolerance=0.15)
    assert (outcome.reason, outcome.fits) == ("found", True)
    assert str(outcome.program).startswith("exp(sub(")
    assert outcome.program.predict([(453.15,), (573.15,)]) == pytest.approx([8.8, 247.0], rel=0.15)

"""Sums of power products: exponents and units come out right from random beginnings; what is peeled off leaves a product."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from contrast.dsl import Program, Var, parse
from contrast.sampling import seeded
from contrast.search.laws.fitting.data import Data
from contrast.search.laws.linear.powers import BARE, Dressing, PowerSums
from contrast.search.laws.linear.space import Aim, Space, spaces
from contrast.search.laws.units import Units
from contrast.task import Example
from tests.search.laws.worlds import LANGUAGE, found, largest_error, rows

EXPONENTS = st.lists(st.sampled_from([-2.0, -1.0, 0.0, 1.0, 2.0]), min_size=6, max_size=6)


def ignored(tried: int) -> None:
    assert tried == 1


def sums(examples: list[Example], units: Units | None = None) -> tuple[PowerSums, Aim]:
    inputs = [Var(name, float) for name in "abcdefgh"[: len(examples[0].inputs)]]
    data = Data.of(inputs, examples)
    products, plain, *_ = spaces(data, units or Units.unknown(len(inputs)), np.arange(len(data)))
    assert isinstance(plain, Space)
    aim = Aim.of(plain, plain.outers[0], data.outputs)
    assert aim is not None
    return PowerSums(plain, products, seeded("test"), ignored), aim


def best(examples: list[Example], beginnings: int = 60, units: Units | None = None, dressing: Dressing = BARE) -> Program:
    """The sum that is nearest to the examples."""
    family, aim = sums(examples, units)
    inputs = tuple(Var(name, float) for name in "abcdefgh"[: len(examples[0].inputs)])
    data = Data.of(inputs, examples)
    nodes = list(family.formulas(LANGUAGE, aim, beginnings, dressing))
    return Program(inputs, min(nodes, key=data.error))


@given(EXPONENTS, st.floats(0.3, 3), st.floats(-3, -0.3))
@settings(max_examples=25, deadline=None, database=None, derandomize=True)
def test_two_products_of_three_variables_are_found(exponents: list[float], first: float, second: float) -> None:
    one, other = exponents[:3], exponents[3:]

    def law(*x: float) -> float:
        return first * math.prod(v**p for v, p in zip(x, one, strict=True)) + second * math.prod(
            v**p for v, p in zip(x, other, strict=True)
        )

    examples = rows(law, [(1, 4)] * 3, 60)
    wanted = np.array([example.output for example in examples])
    assume(wanted.std() > 1e-3)
    given_ = np.array(best(examples).predict([example.inputs for example in examples]), float)
    assert np.abs(given_ - wanted).max() < 1e-8 * wanted.std()


def test_real_exponents_are_fitted() -> None:
    examples = rows(lambda a, b: 2 * a**1.37 - 0.7 * b**0.61, [(1, 6)] * 2, 50)
    program = best(examples)
    assert program.predict([(9.0, 7.0)]) == pytest.approx([2 * 9**1.37 - 0.7 * 7**0.61], rel=1e-8)


def test_exponentials_may_stand_beside_powers() -> None:
    examples = rows(lambda a, b, c: a * a * math.exp(-b / 1.7) + 2.2 * c, [(1, 5)] * 3, 60)
    program = best(examples, dressing=Dressing(exponential=True))
    assert program.predict([(9.0, 8.0, 7.0)]) == pytest.approx([81 * math.exp(-8 / 1.7) + 15.4], rel=1e-7)


def test_the_last_product_may_hold_a_function() -> None:
    examples = rows(lambda a, b, c: math.sin(a) * math.exp(-0.3 * b) + 0.2 * c, [(1, 5)] * 3, 60)
    sine = parse("sin(a)", LANGUAGE.dsl, [Var("a", float)]).body
    values = np.array([math.sin(example.inputs[0]) for example in examples])
    program = best(examples, dressing=Dressing(exponential=True, atom=(sine, values)))
    assert program.predict([(9.0, 8.0, 7.0)]) == pytest.approx([math.sin(9) * math.exp(-2.4) + 1.4], rel=1e-7)


def test_units_leave_only_well_typed_products() -> None:
    """Energies of mass, speed and height: m v² and m g h, g a variable too."""
    base = np.array([[0, 0, 1], [1, -1, 0], [1, -2, 0], [1, 0, 0]], float)
    examples = rows(lambda m, v, g, h: m * v * v / 2 + m * g * h, [(1, 4)] * 4, 60)
    family, _ = sums(examples, Units(base, np.array([2.0, -2.0, 1.0])))
    assert len(family.groups) == 1
    program = best(examples, units=Units(base, np.array([2.0, -2.0, 1.0])))
    assert program.predict([(2.0, 3.0, 4.0, 5.0)]) == pytest.approx([49.0], rel=1e-9)


def test_variables_of_both_signs_stay_out() -> None:
    examples = rows(lambda a, b: a * a + b, [(1, 4), (-2, 2)], 40)
    family, _ = sums(examples)
    assert family.groups.tolist() == [[1.0, 0.0]]


def test_more_exponents_than_rows_are_not_tried() -> None:
    family, aim = sums(rows(lambda *x: sum(x), [(1, 4)] * 8, 12))
    assert not list(family.formulas(LANGUAGE, aim, 5, BARE))


LAWS = {
    "two long products": (
        "abcdefgh",
        lambda a, b, c, d, e, f, g, h: a * b / (c * d) + a * e * h / (f * g * g * c * d),
        [(1, 3)] * 8,
    ),
    "one summand, and a long product": (
        "abcdet", lambda a, b, c, d, e, t: a + a * b * c * math.cos(t) / (d * e), [(1, 3)] * 6,
    ),
    "a sum under a root": ("abcde", lambda a, b, c, d, e: math.sqrt(2 / a * (b - c - d * d / (2 * a * e * e))),
                           [(1, 3), (8, 12), (1, 3), (1, 3), (1, 3)]),
    "a wave with a phase beside a line": ("x", lambda x: 4.2 * math.sin(1.7 * x + 0.4) + 0.9 * x, [(0, 6)]),
    "a damped wave": ("t", lambda t: 2.5 * math.exp(-0.37 * t) * math.cos(2.3 * t), [(0, 6)]),
    "a power and an offset": ("x", lambda x: 3.1 + 1.7 * x**1.38, [(0.3, 9)]),
}  # fmt: skip


@pytest.mark.parametrize("name", LAWS)
def test_a_law_is_found_and_holds_beyond_its_data(name: str) -> None:
    names, law, ranges = LAWS[name]
    outcome = found(names, rows(law, ranges, 80))
    assert outcome.fits
    inside = name == "a sum under a root"  # which has no value everywhere at twice the range
    assert largest_error(outcome, law, [(low, high / 2 if inside else high) for low, high in ranges]) < 1e-8


def test_noise_does_not_hide_a_damped_wave() -> None:
    outcome = found("t", rows(lambda t: 2.5 * math.exp(-0.2 * t) * math.cos(2.3 * t), [(0, 10)], 60, noise=0.02), 60_000_000)
    fresh = rows(lambda t: 2.5 * math.exp(-0.2 * t) * math.cos(2.3 * t), [(0, 12)], 50, seed=3)
    given_ = np.array(outcome.program.predict([row.inputs for row in fresh]), float)
    assert np.abs(given_ - [row.output for row in fresh]).max() < 0.1

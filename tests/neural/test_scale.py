"""Real numbers standardised, and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contrast.neural.encoding.parts.scale import CLIP, Scale, reals, scales

FINITE = st.floats(-1e6, 1e6)


@given(st.lists(FINITE, min_size=1))
def test_back_undoes_forward(values: list[float]) -> None:
    found = np.array(values)
    scale = Scale.fit(found)
    within = np.abs(found - scale.mean) < CLIP * scale.deviation
    assert scale.back(scale.forward(found))[within] == pytest.approx(found[within], rel=1e-6, abs=1e-6)


@given(st.lists(st.floats(1e-6, 1e6), min_size=1))
def test_logarithms_too(values: list[float]) -> None:
    found = np.array(values)
    scale = Scale.fit(found, logarithmic=True)
    within = np.abs(np.log(found) - scale.mean) < CLIP * scale.deviation
    assert scale.back(scale.forward(found))[within] == pytest.approx(found[within], rel=1e-6)


def test_standardised_training_data_have_mean_zero_and_deviation_one() -> None:
    found = np.array([1.0, 2.0, 6.0])
    standard = Scale.fit(found).forward(found)
    assert (standard.mean(), standard.std()) == (pytest.approx(0), pytest.approx(1))


def test_positive_numbers_over_more_than_a_decade_are_also_given_as_logarithms() -> None:
    assert [scale.logarithmic for scale in scales([1.0, 20.0])] == [False, True]


@pytest.mark.parametrize("values", [[1.0, 9.0], [-1.0, 20.0], [0.0, 20.0]])
def test_other_numbers_are_not(values: list[float]) -> None:
    assert [scale.logarithmic for scale in scales(values)] == [False]


def test_no_number_is_too_large_or_infinite_for_a_network() -> None:
    given = Scale(0.0, 1.0).forward(reals([10**400, -(10**400), np.inf]))
    assert given.tolist() == [CLIP, -CLIP, CLIP]

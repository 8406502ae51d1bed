"""The primitives for Core and Ints: values and limits, alone and in columns."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contrast.dsl import Primitive
from contrast.errors import Undefined
from contrast.sygus.theories.core import absolute, agree, differ, minus, quotient, remainder

NUMBERS = st.integers(-9, 9) | st.sampled_from([2**31, -(2**31), 2**31 + 1, 2**63 - 1, -(2**63)])


def scalar(chosen: Primitive, *values: Any) -> Any:
    try:
        return chosen(*values)
    except Undefined:
        return None


@pytest.mark.parametrize("chosen", [minus, absolute, quotient, remainder], ids=lambda p: p.name)
@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(x=NUMBERS, y=NUMBERS)
def test_the_kernel_is_defined_where_the_meaning_is_and_equal_there(chosen: Primitive, x: int, y: int):
    values = (x, y)[: len(chosen.parameters)]
    assert chosen.kernel is not None
    with np.errstate(all="ignore"):
        result = chosen.kernel(*[np.array([value]) for value in values])
    column, mask = result if isinstance(result, tuple) else (result, np.array([True]))
    assert (column.tolist()[0] if mask[0] else None) == scalar(chosen, *values)


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(x=st.integers(-50, 50), y=st.integers(-7, 7).filter(bool))
def test_quotient_and_remainder_are_euclids(x: int, y: int):
    assert quotient(x, y) * y + remainder(x, y) == x
    assert 0 <= remainder(x, y) < abs(y)


@pytest.mark.parametrize("chosen", [quotient, remainder], ids=lambda p: p.name)
def test_by_zero_there_is_no_value(chosen: Primitive):
    with pytest.raises(Undefined):
        chosen(3, 0)


@pytest.mark.parametrize("chosen", [agree, differ], ids=lambda p: p.name)
@pytest.mark.parametrize("place", [0, 1])
def test_truth_values_that_are_compared_follow_from_the_result_and_each_other(chosen: Primitive, place: int):
    both = np.array([False, False, True, True]), np.array([False, True, False, True])
    assert chosen.kernel is not None
    found, mask = chosen.inverses[place](chosen.kernel(*both), both[1 - place])
    assert mask.all()
    assert found.tolist() == both[place].tolist()

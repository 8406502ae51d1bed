"""Bit-vectors: what each operator means, against big ints; kernels and inverses, against the meanings."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contrast.errors import BadPrimitive
from contrast.vocab.primitives.numbers.bitvectors import Width, bitvectors
from tests.sygus.smtlib import on_bits

WIDTHS = st.sampled_from([1, 2, 7, 8, 32, 63, 64])
NAMES = sorted(set(bitvectors(8)) - {"ite"})
INVERTED = [(name, place) for name in NAMES for place in bitvectors(8)[name].inverses]


def numbers(bits: int) -> st.SearchStrategy[int]:
    """Unsigned numbers, small ones, shifts and the ends of the range among them."""
    edges = st.sampled_from([0, 1, 2, bits - 1, bits, bits + 1, 2**bits - 1, 2 ** (bits - 1), 2 ** (bits - 1) - 1])
    return (edges | st.integers(0, 2**bits - 1)).map(lambda number: number % 2**bits)


def rows(bits: int, arguments: int) -> st.SearchStrategy[list[tuple[int, ...]]]:
    return st.lists(st.tuples(*[numbers(bits)] * arguments), min_size=1, max_size=8)


def columns(bits: int, drawn: list[tuple[int, ...]]) -> list[np.ndarray]:
    """Read-only: a kernel leaves its arguments as they are."""
    made = [np.array([Width(bits).value(number) for number in column], np.int64) for column in zip(*drawn, strict=True)]
    for column in made:
        column.flags.writeable = False
    return made


def expected(name: str, bits: int, row: tuple[int, ...]) -> Any:
    result = on_bits(name, [(bits, number) for number in row])
    return Width(bits).value(result[1]) if isinstance(result, tuple) else result


def test_a_pattern_of_bits_has_one_value_unsigned_below_64_bits_and_signed_at_64():
    assert [Width(8).value(n) for n in (255, -1, 256)] == [255, 255, 0]
    assert [Width(64).value(n) for n in (2**64 - 1, -1, 2**63)] == [-1, -1, -(2**63)]


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25, deadline=None, database=None, derandomize=True)
@given(drawn=st.data(), bits=WIDTHS)
def test_the_meaning_is_that_of_the_standard(name: str, drawn: st.DataObject, bits: int):
    chosen = bitvectors(bits)[name]
    for row in drawn.draw(rows(bits, len(chosen.parameters))):
        assert chosen(*[Width(bits).value(number) for number in row]) == expected(name, bits, row), row


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25, deadline=None, database=None, derandomize=True)
@given(drawn=st.data(), bits=WIDTHS)
def test_the_kernel_computes_the_meaning(name: str, drawn: st.DataObject, bits: int):
    chosen = bitvectors(bits)[name]
    row_list = drawn.draw(rows(bits, len(chosen.parameters)))
    assert chosen.kernel is not None
    with np.errstate(all="ignore"):
        found = chosen.kernel(*columns(bits, row_list))
    assert found.tolist() == [expected(name, bits, row) for row in row_list]


@pytest.mark.parametrize(("name", "place"), INVERTED)
@settings(max_examples=25, deadline=None, database=None, derandomize=True)
@given(drawn=st.data(), bits=WIDTHS)
def test_an_inverse_gives_the_argument_back_wherever_it_claims_to(name: str, place: int, drawn: st.DataObject, bits: int):
    chosen = bitvectors(bits)[name]
    arguments = columns(bits, drawn.draw(rows(bits, len(chosen.parameters))))
    assert chosen.kernel is not None
    with np.errstate(all="ignore"):
        wanted = chosen.kernel(*arguments)
        found, mask = chosen.inverses[place](wanted, *[column for k, column in enumerate(arguments) if k != place])
    assert found[mask].tolist() == arguments[place][mask].tolist()


@pytest.mark.parametrize("name", ["bvadd", "bvsub", "bvxor", "bvnot", "bvneg"])
def test_what_is_one_to_one_is_inverted_everywhere(name: str):
    column = np.array([0, 1, 255, 128])
    for inverse in bitvectors(8)[name].inverses.values():
        _, mask = inverse(column, *[column[::-1]] * (len(bitvectors(8)[name].parameters) - 1))
        assert mask.all()


def test_a_product_is_inverted_where_the_factor_is_odd():
    found, mask = bitvectors(8)["bvmul"].inverses[0](np.array([21, 21]), np.array([7, 2]))
    assert (found[0], mask.tolist()) == (3, [True, False])


@settings(max_examples=50, deadline=None, database=None, derandomize=True)
@given(x=numbers(8), y=numbers(8))
def test_what_is_said_to_commute_commutes(x: int, y: int):
    for name, chosen in bitvectors(8).items():
        if chosen.commutes:
            assert chosen(x, y) == chosen(y, x), name


def test_ite_is_a_choice():
    chosen = bitvectors(16)["ite"]
    assert chosen.chooses is True
    assert (chosen(True, 3, 4), chosen(False, 3, 4)) == (3, 4)


@pytest.mark.parametrize("bits", [0, 65])
def test_other_widths_are_refused(bits: int):
    with pytest.raises(BadPrimitive, match="1 to 64"):
        bitvectors(bits)

"""Primitives and DSLs: what is accepted, and how generic ones become concrete."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contrast.dsl import DSL, A, B, primitive
from contrast.errors import BadKind, BadPrimitive, BadTask


def test_a_primitive_is_its_function_with_its_types():
    @primitive
    def drop_last(xs: list[int]) -> list[int]:
        """`xs` without its last element."""
        return xs[:-1]

    assert drop_last([1, 2, 3]) == [1, 2]
    assert drop_last.signature == "drop_last(list[int]) -> list[int]"
    assert drop_last.doc == "`xs` without its last element."


def test_a_missing_type_hint_is_named():
    def untyped(xs) -> int:  # type: ignore[no-untyped-def]
        return 0

    with pytest.raises(BadPrimitive, match="'untyped': parameter 'xs' has no type hint; write one"):
        primitive(untyped)


def test_a_missing_result_hint_is_named():
    def untyped(xs: int):  # type: ignore[no-untyped-def]
        return 0

    with pytest.raises(BadPrimitive, match="its result has no type hint"):
        primitive(untyped)


def test_an_unknown_kind_is_named():
    def odd(xs: dict[str, int]) -> int:
        return 0

    with pytest.raises(BadKind, match="is not a kind of data contrast knows"):
        primitive(odd)


def test_a_generic_primitive_has_an_instance_for_each_choice_of_kinds():
    @primitive
    def apply_all(f: Callable[[A], B], xs: list[A]) -> list[B]:
        """`f` of each."""
        return [f(x) for x in xs]

    found = {p.signature for p in apply_all.instances([int, bool, list[int], list[bool]])}
    assert found == {
        "apply_all((int) -> int, list[int]) -> list[int]",
        "apply_all((int) -> bool, list[int]) -> list[bool]",
        "apply_all((bool) -> int, list[bool]) -> list[int]",
        "apply_all((bool) -> bool, list[bool]) -> list[bool]",
    }


def test_two_primitives_of_one_name_are_refused():
    @primitive
    def same(x: int) -> int:
        """Itself."""
        return x

    with pytest.raises(BadTask, match="two primitives named 'same'"):
        DSL.of(same, same)


def test_a_tasks_constants_join_the_dsl():
    @primitive
    def same(x: int) -> int:
        """Itself."""
        return x

    dsl = DSL.of(same, constants=(0,)).with_constants(97, 0)
    assert [c.value for c in dsl.constants] == [0, 97]
    assert dsl.size == 3

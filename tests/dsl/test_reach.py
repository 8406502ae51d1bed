"""What a DSL can say without composing anything, and the kinds that its programs reach."""

from __future__ import annotations

from contrast.dsl import DSL, Var
from contrast.dsl.reach import reachable_kinds, single_applications
from contrast.vocab.primitives.lists.sequences import fold, head, map_
from contrast.vocab.primitives.numbers.booleans import choose
from contrast.vocab.primitives.numbers.integers import add, less


def texts(dsl: DSL, inputs: list[Var], kind: object) -> list[str]:
    return [str(program) for program in single_applications(dsl, inputs, kind)]


def test_single_applications_are_the_leaves_and_every_choice_of_arguments() -> None:
    dsl = DSL.of(add, constants=[1])
    assert texts(dsl, [Var("x", int)], int) == ["x", "1", "add(x, x)", "add(x, 1)", "add(1, x)", "add(1, 1)"]


def test_function_arguments_are_bare_variables_and_constants() -> None:
    dsl = DSL.of(map_, constants=[7], kinds=(int, list[int]))
    assert texts(dsl, [Var("xs", list[int])], list[int]) == ["xs", "map(lambda v0: v0, xs)", "map(lambda v0: 7, xs)"]


def test_lambda_variables_do_not_hide_inputs() -> None:
    dsl = DSL.of(fold, kinds=(int, list[int]))
    inputs = [Var("v0", int), Var("xs", list[int])]
    assert "fold(lambda v1, v2: v0, v0, xs)" in texts(dsl, inputs, int)


def test_nothing_of_the_kind_means_no_program() -> None:
    assert texts(DSL.of(add), [Var("x", int)], bool) == []


def test_reachable_kinds_follow_from_inputs_through_primitives() -> None:
    assert reachable_kinds(DSL.of(head, less, kinds=(bool, int, list[int])), [list[int]]) == {list[int], int, bool}
    assert reachable_kinds(DSL.of(less), [list[int]]) == {list[int]}


def test_a_lambdas_own_variable_counts_as_reachable() -> None:
    dsl = DSL.of(map_, less, kinds=(bool, int, list[int], list[bool]))
    assert list[bool] in reachable_kinds(dsl, [list[int]])


def test_choice_needs_a_truth_value() -> None:
    assert bool not in reachable_kinds(DSL.of(choose, kinds=(bool, int)), [int])

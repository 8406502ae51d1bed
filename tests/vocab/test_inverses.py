"""An inverse gives the one value of an argument with which a primitive has the wanted result: every vocabulary, every place."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from contrast.catalog import VOCABULARIES, vocabulary
from contrast.dsl import Primitive
from contrast.dsl.batched.columns import broadcast, concatenate, pack, take, unpack
from contrast.dsl.batched.plan import each_row
from contrast.errors import Undefined
from contrast.values import Graph, Kind, same_value
from tests.vocab.test_kernels import values

NEAR = 1e-9
"""Relative error allowed of floats that went through an operation and back."""

EVERY = {(chosen.meaning, chosen.parameters): (name, chosen) for name in VOCABULARIES for chosen in vocabulary(name).instances}
"""Each primitive at each choice of kinds once, under the last vocabulary that has it."""

CASES = {
    f"{name}: {chosen.signature}, argument {place}": (chosen, place)
    for name, chosen in EVERY.values()
    for place in chosen.inverses
}


def result(chosen: Primitive, arguments: Sequence[Any]) -> Any:
    """The scalar meaning; None where undefined."""
    try:
        return chosen(*arguments)
    except (Undefined, OverflowError):
        return None


def inverted(chosen: Primitive, place: int, wanted: Sequence[Any], others: Sequence[Sequence[Sequence[Any]]]) -> list[list[Any]]:
    """The inverse's values, None where its mask is False.  others: by argument, by program, by row."""
    kinds = [kind for k, kind in enumerate(chosen.parameters) if k != place]
    columns = [concatenate([each_row(pack(kind, row)) for row in rows]) for kind, rows in zip(kinds, others, strict=True)]
    programs = len(others[0]) if others else 1
    column, mask = chosen.inverses[place](each_row(pack(chosen.result, wanted)), *columns)
    column, held = broadcast(column, (programs, len(wanted))), np.broadcast_to(mask, (programs, len(wanted)))
    return [[value if ok else None for value, ok in zip(unpack(take(column, p)), held[p], strict=True)] for p in range(programs)]


def argument_rows(kinds: Sequence[Kind]) -> st.SearchStrategy[list[tuple[Any, ...]]]:
    """Rows of arguments; vectors of one row have one length, for others are undefined."""
    if any(kind != list[float] for kind in kinds):
        row: st.SearchStrategy[Any] = st.tuples(*map(values, kinds))
    else:
        sizes = st.integers(0, 4)
        row = sizes.flatmap(lambda n: st.tuples(*[st.lists(values(float), min_size=n, max_size=n) for _ in kinds]))
    return st.lists(row, min_size=1, max_size=6)


def with_argument(others: Sequence[Any], place: int, value: Any) -> list[Any]:
    return [*others[:place], value, *others[place:]]


@pytest.mark.parametrize("case", CASES)
@settings(max_examples=15, deadline=None, database=None, derandomize=True)
@given(drawn=st.data())
def test_the_value_that_an_inverse_gives_has_the_wanted_result(case: str, drawn: st.DataObject) -> None:
    chosen, place = CASES[case]
    rows = [row for row in drawn.draw(argument_rows(chosen.parameters)) if result(chosen, row) is not None]
    assume(rows)
    wanted = [result(chosen, row) for row in rows]
    places = [k for k in range(len(chosen.parameters)) if k != place]
    others = [[[row[k] for row in part] for part in (rows, rows[::-1])] for k in places]
    found = inverted(chosen, place, wanted, others)
    for program, row in itertools.product(range(len(found)), range(len(rows))):
        if found[program][row] is not None:
            arguments = with_argument([column[program][row] for column in others], place, found[program][row])
            assert same_value(result(chosen, arguments), wanted[row], NEAR), f"{arguments} does not give {wanted[row]}"


DOMAINS: dict[Kind, list[Any]] = {
    bool: [False, True],
    int: list(range(-6, 7)),
    list[int]: [list(xs) for n in range(4) for xs in itertools.product([0, 1], repeat=n)],
    list[bool]: [list(xs) for n in range(4) for xs in itertools.product([False, True], repeat=n)],
}
SOLUTIONS: dict[Kind, list[Any]] = {
    **DOMAINS,
    int: list(range(-40, 41)),
    list[int]: [list(xs) for n in range(7) for xs in itertools.product([0, 1], repeat=n)] + [[0, 1, 2], [0, 1, 2, 3]],
}
"""All values of an argument that can lead to a result of the domain."""

DISCRETE = {
    case: (chosen, place)
    for case, (chosen, place) in CASES.items()
    if all(kind in DOMAINS for kind in (*chosen.parameters, chosen.result))
}


@pytest.mark.parametrize("case", DISCRETE)
def test_an_inverse_exists_where_exactly_one_value_has_the_result(case: str) -> None:
    chosen, place = DISCRETE[case]
    kinds = [kind for k, kind in enumerate(chosen.parameters) if k != place]
    for others in itertools.product(*[DOMAINS[kind] for kind in kinds]):
        wanted = DOMAINS[chosen.result]
        found = inverted(chosen, place, wanted, [[[other] * len(wanted)] for other in others])[0]
        answers = [(value, result(chosen, with_argument(others, place, value))) for value in SOLUTIONS[chosen.parameters[place]]]
        for goal, value in zip(wanted, found, strict=True):
            solutions = [v for v, answer in answers if answer is not None and same_value(answer, goal)]
            assert value == (solutions[0] if len(solutions) == 1 else None), f"{others} to {goal}: {solutions}"


def test_an_inverse_of_a_difference_gives_back_small_floats() -> None:
    (mul,) = [p for p in vocabulary("reals").instances if p.name == "mul"]
    assert inverted(mul, 0, [6.0, 1.0, 0.0], [[[4.0, 0.0, -2.0]]]) == [[1.5, None, 0.0]]


def test_a_vector_has_no_partner_where_infinity_hides_it() -> None:
    (plus,) = [p for p in vocabulary("graphs").instances if p.name == "plus"]
    inf = float("inf")
    assert inverted(plus, 0, [[3.0, inf], [inf]], [[[[1.0, 2.0], [inf]]]]) == [[[2.0, inf], None]]


def test_a_graph_turned_round_twice_is_the_graph() -> None:
    (transpose,) = [p for p in vocabulary("graphs").instances if p.name == "transpose"]
    graph = np.array([[0.0, 2.0], [float("inf"), 0.0]])
    ((found,),) = inverted(transpose, 0, [Graph(graph)], [])
    assert same_value(found, graph.T)


COMMUTING = {f"{name}: {chosen.signature}": chosen for name, chosen in EVERY.values() if chosen.commutes}


@pytest.mark.parametrize("case", COMMUTING)
@settings(max_examples=15, deadline=None, database=None, derandomize=True)
@given(drawn=st.data())
def test_the_arguments_of_what_commutes_may_be_exchanged(case: str, drawn: st.DataObject) -> None:
    chosen = COMMUTING[case]
    x, y = drawn.draw(st.tuples(*map(values, chosen.parameters)))
    assert same_value(result(chosen, [x, y]), result(chosen, [y, x]))


def test_what_commutes_is_declared() -> None:
    names = {name: {p.name for p in vocabulary(name).primitives if p.commutes} for name in ("lists", "reals", "graphs")}
    assert names == {
        "lists": {"add", "min", "max", "equal", "both", "either"},
        "reals": {"add", "mul"},
        "graphs": {"lower", "upper", "plus", "times"},
    }

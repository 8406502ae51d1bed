"""Programs each on values of its own, all at once, against each one alone on plain values."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contrast.dsl import parse
from contrast.dsl.batched.columns import pack
from contrast.dsl.batched.forest import Forest
from contrast.dsl.batched.plan import Closure, Plan, each_row, run_batch
from contrast.dsl.program import Apply, Lambda, Var
from contrast.errors import Undefined
from contrast.vocab import lists
from tests.dsl.worlds import WORLDS, XS, N, answers, inserted


@pytest.mark.parametrize("world", WORLDS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_program_on_many_rows_gives_what_it_gives_on_each(world: str, data: st.DataObject):
    here = WORLDS[world]
    (program,), rows = data.draw(here.several(1)), data.draw(here.rows(4))
    columns = [pack(var.kind, [row[k] for row in rows]) for k, var in enumerate(here.inputs)]
    column, mask = run_batch(program, columns, len(rows))
    assert answers(each_row(column), None if mask is None else mask[None]) == [program.predict(rows)]


@pytest.mark.parametrize("world", WORLDS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_many_programs_each_on_rows_of_its_own_give_what_each_gives_alone(world: str, data: st.DataObject):
    here = WORLDS[world]
    programs, rows = data.draw(here.several(3)), data.draw(here.rows(6))
    forest = Forest()
    plan = Plan(forest, np.array(inserted(forest, programs)))
    with np.errstate(all="ignore"):
        column, mask = plan.run(here.columns(rows, (3, 2)), (2,))
    assert answers(column, mask) == [program.predict(rows[2 * k : 2 * k + 2]) for k, program in enumerate(programs)]


CAPTURING = [
    "map(lambda a: fold(lambda b, c: add(a, b), n, xs), xs)",
    "map(lambda a: fold(lambda b, c: add(b, c), a, cons(n, xs)), xs)",
    "fold(lambda a, b: concat(filter(lambda c: less(c, b), a), cons(b, filter(lambda c: less(n, c), a))), [], xs)",
    "fold_right(lambda a, b: cons(fold(lambda c, d: add(c, d), length(xs), xs), b), [], xs)",
    "fold(lambda a, b: add(a, fold(lambda c, d: add(c, d), 0, xs)), 0, xs)",
    "map(lambda a: reduce(lambda b, c: sub(b, mod(c, a)), tail(xs)), xs)",
    "scan(lambda a, b: choose(less(a, n), head(tail(xs)), fold(lambda c, d: max(c, sub(d, n)), 0, xs)), xs)",
]
"""Lambdas in lambdas, with parts that depend on all of what is bound, on some of it, on the inputs alone, or are undefined."""


@pytest.mark.parametrize("text", CAPTURING)
@pytest.mark.parametrize("shared", [True, False], ids=["shared rows", "rows of its own"])
def test_bodies_in_bodies_see_what_stands_around_them(text: str, shared: bool):
    program = parse(text, lists.VOCABULARY, [XS, N])
    rows: list[tuple[Any, ...]] = [([3, 1, 2], 2), ([4, 4], 0), ([5, 7, 1, 2], 6), ([], 1), ([2], -1), ([1, 2, 0], 3)]
    forest = Forest()
    roots = np.array(inserted(forest, [program] * 3))
    count, batch = (6, (1, 6)) if shared else (2, (3, 2))
    column, mask = Plan(forest, roots).run(WORLDS["lists"].columns(rows, batch), (count,))
    parts = [rows] * 3 if shared else [rows[:2], rows[2:4], rows[4:]]
    assert answers(column, mask) == [program.predict(part) for part in parts]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_closure_gives_on_columns_what_it_gives_as_scalar_functions(data: st.DataObject):
    inner = WORLDS["lists"]
    body = data.draw(inner.several(1))[0].body
    rows = data.draw(inner.rows(3))
    elements = data.draw(st.lists(st.integers(-3, 6), min_size=3, max_size=3))
    a = Var("a", int)
    function = Lambda((a,), Apply(ADD, (a, body)) if body.kind is int else body)
    forest = Forest()
    closure = Closure(forest, np.array([forest.insert(function.body)]), (a,), inner.columns(rows, (1, 3)), (3,))
    with np.errstate(all="ignore"):
        column, mask = closure(np.array([elements]))
    (given_back,) = answers(column, mask)
    assert given_back == [_or_none(closure.scalar_at(k), elements[k]) for k in range(3)]


ADD = next(p for p in lists.VOCABULARY.instances if p.name == "add")


def _or_none(function: Any, argument: int) -> Any:
    try:
        return function(argument)
    except (Undefined, OverflowError):
        return None

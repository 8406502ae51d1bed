"""Iterations of many functions on many states at once: each comes to rest, or goes on, as it would alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contrast.catalog import vocabulary
from contrast.dsl import Var, parse
from contrast.dsl.batched.columns import pack
from contrast.dsl.batched.forest import Forest
from contrast.dsl.batched.plan import Plan, each_row
from contrast.values import same_value
from tests.dsl.worlds import answers, inserted

INPUTS = (Var("n", int), Var("start", int), Var("xs", list[int]))
ITERATIONS = {
    "numbers": [
        "iterate_n(lambda a: add(a, start), n, start)",
        "iterate_n(lambda a: min(a, 3), n, start)",
        "iterate_n(lambda a: div(a, 2), n, mul(n, start))",
        "iterate_n(lambda a: mod(start, a), n, start)",
        "iterate_n(lambda a: iterate_n(lambda b: sub(b, a), n, a), n, start)",
        "iterate_n(lambda a: n, n, start)",
    ],
    "conditions": [
        "until(lambda a: less(5, a), lambda a: add(a, n), start)",
        "until(lambda a: less(a, 2), lambda a: div(a, 2), start)",
        "until(lambda a: equal(mod(a, n), 0), lambda a: add(a, 1), start)",
        "until(lambda a: less(n, a), lambda a: max(a, start), 0)",
    ],
    "lists": [
        "fold(lambda s, x: cons(iterate_n(lambda t: add(x, t), n, start), s), [], xs)",
        "map(lambda x: iterate_n(lambda a: max(a, n), x, start), xs)",
        "filter(lambda x: less(until(lambda a: less(x, a), lambda a: add(a, 2), start), 4), xs)",
    ],
}
ROWS = st.lists(
    st.tuples(st.integers(-1, 6), st.integers(-2, 9), st.lists(st.integers(-1, 4), max_size=3)), min_size=1, max_size=12
)


@pytest.mark.parametrize("sort", ITERATIONS)
@settings(max_examples=40, deadline=None, database=None, derandomize=True)
@given(rows=ROWS, drawn=st.data())
def test_many_at_once_are_as_each_alone(sort: str, rows: list[tuple[int, int, list[int]]], drawn: st.DataObject):
    chosen = drawn.draw(st.lists(st.sampled_from(ITERATIONS[sort]), min_size=1, max_size=9))
    programs = [parse(text, vocabulary("lists_full"), INPUTS) for text in chosen]
    env = {var.name: each_row(pack(var.kind, [row[k] for row in rows])) for k, var in enumerate(INPUTS)}
    forest = Forest()
    column, mask = Plan(forest, np.array(inserted(forest, programs))).run(env, (len(rows),))
    for program, found in zip(programs, answers(column, mask), strict=True):
        assert same_value(found, program.predict(rows)), str(program)

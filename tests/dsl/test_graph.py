"""Programs that share nodes and rows, all at once, against each one alone on plain values."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contrast.dsl import DSL, Var, parse
from contrast.dsl.batched import graph as graphs
from contrast.dsl.batched.forest import Forest
from contrast.dsl.batched.graph import Graph
from contrast.vocab import lists
from contrast.vocab.primitives.numbers import integers
from tests.dsl.worlds import WORLDS, XS, N, answers, inserted


@pytest.mark.parametrize("world", WORLDS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_many_programs_on_shared_rows_give_what_each_gives_alone(world: str, data: st.DataObject):
    here = WORLDS[world]
    programs, rows = data.draw(here.several(4)), data.draw(here.rows(3))
    forest = Forest()
    roots = np.array(inserted(forest, programs))
    with np.errstate(all="ignore"):
        column, mask = Graph(forest, roots).run(here.columns(rows, (1, len(rows))), len(rows))
    assert answers(column, mask) == [program.predict(rows) for program in programs]


def test_a_node_that_several_programs_share_is_there_once():
    forest = Forest()
    dsl = DSL.of(integers.add, integers.mul)
    (shared,) = inserted(forest, [parse("add(n, n)", dsl, [N])])
    operator = forest.symbol_id(forest.symbols[int(forest.symbols_of(np.array([shared]))[0])])
    twice = forest.add(forest.symbols[operator], [np.array([shared]), np.array([shared])], 1)
    graph = Graph(forest, np.array([*twice, shared]))
    assert graph.nodes.tolist() == sorted({*forest.children_of(np.array([shared]))[0].tolist(), shared, int(twice[0])})
    column, mask = graph.run({"n": np.array([[1, 5, -2]])}, 3)
    assert answers(column, mask) == [[4, 20, -8], [2, 10, -4]]


def test_the_variables_are_those_that_are_free_in_the_roots():
    program = parse("map(lambda a: fold(lambda b, c: add(a, b), n, xs), [])", lists.VOCABULARY, [XS, N, Var("ys", list[int])])
    forest = Forest()
    graph = Graph(forest, np.array(inserted(forest, [program])))
    assert {var.name for var in graph.variables} == {"xs", "n"}


def test_rows_that_are_too_many_to_be_held_at_a_time_are_computed_in_parts(monkeypatch: pytest.MonkeyPatch):
    program = parse("choose(less(length(xs), n), cons(n, xs), tail(xs))", lists.VOCABULARY, [XS, N])
    rows = [([k] * (k % 4), k % 5) for k in range(40)]
    forest = Forest()
    graph = Graph(forest, np.array(inserted(forest, [program])))
    monkeypatch.setattr(graphs, "AT_ONCE", 7 * len(graph.nodes))
    column, mask = graph.run(WORLDS["lists"].columns(rows, (1, 40)), 40)
    assert answers(column, mask) == [program.predict(rows)]

"""Quantifiers over the nodes of a graph: what they say of graphs of no node, and that they ask for every node."""

from __future__ import annotations

import numpy as np
import pytest

from contrast.dsl import Var, parse
from contrast.values import Graph
from contrast.vocab.graphs import VOCABULARY
from tests.vocab.test_kernels import batched

INPUTS = (Var("graph", Graph),)
MEANINGS = [
    ("some(below(min_into(graph), max_into(graph)))", [False, False, True]),
    ("every(below(min_into(graph), max_into(graph)))", [True, False, True]),
    ("some_node(lambda a: every(below(mark(graph, a, 0.0, 0.0), mark(graph, a, 1.0, 0.0))), graph)", [False, True, False]),
    ("every_node(lambda a: some(below(mark(graph, a, 0.0, 0.0), mark(graph, a, 1.0, 0.0))), graph)", [True, True, True]),
]


@pytest.mark.parametrize(("text", "wanted"), MEANINGS, ids=[text for text, _ in MEANINGS])
def test_quantifiers_of_a_graph_of_no_node_of_one_and_of_two(text: str, wanted: list[bool]) -> None:
    rows = [(Graph(np.zeros((0, 0))),), (Graph(np.zeros((1, 1))),), (Graph(np.array([[0.0, 3.0], [3.0, 0.0]])),)]
    program = parse(text, VOCABULARY, INPUTS)
    assert program.predict(rows) == wanted
    assert batched(program, rows) == wanted


def test_a_quantifier_asks_for_every_node_even_where_the_first_decides() -> None:
    text = (
        "some_node(lambda a: every(below(mark(graph, a, 0.0, 1.0), sum_into(mul_rows(graph, mark(graph, a, 1.0, 0.0))))), graph)"
    )
    lopsided = Graph(np.array([[0.0, 2.0], [float("inf"), 0.0]]))
    program = parse(text, VOCABULARY, INPUTS)
    assert program.predict([(lopsided,)]) == batched(program, [(lopsided,)]) == [None]

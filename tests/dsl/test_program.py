"""Programs: text, values, size, exports."""

from __future__ import annotations

import math

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from contrast.dsl import DSL, Apply, Grammar, Program, Var, description_bits, parse, primitive
from contrast.dsl.batched.columns import pack, unpack
from contrast.dsl.batched.plan import run_batch
from contrast.dsl.program import Const, evaluate
from contrast.dsl.trace import trace
from contrast.errors import BadProgram, Undefined
from contrast.vocab import lists, reals
from contrast.vocab.primitives.numbers.integers import add
from tests.dsl.strategies import programs

XS = Var("xs", list[int])
INT_LISTS = st.lists(st.lists(st.integers(-9, 9), max_size=6), min_size=1, max_size=5)


@given(programs(lists.VOCABULARY, [XS, Var("n", int)], list[int]))
def test_parsing_a_printed_program_gives_it_back(program: Program):
    assert parse(str(program), lists.VOCABULARY, program.inputs, list[int]) == program


@given(programs(lists.VOCABULARY, [XS], list[int], depth=3), INT_LISTS)
def test_a_batch_gives_what_the_single_inputs_give(program: Program, rows: list[list[int]]):
    column, mask = run_batch(program, [pack(list[int], rows)], len(rows))
    defined = [True] * len(rows) if mask is None else mask.tolist()
    batch = [value if ok else None for value, ok in zip(unpack(column), defined, strict=True)]
    assert batch == program.predict([(row,) for row in rows])


def test_nodes_count_primitives_constants_and_variables():
    program = parse("fold(lambda acc, x: cons(x, acc), [], xs)", lists.VOCABULARY, [XS])
    assert program.nodes == 6  # fold, cons, x, acc, [], xs


def test_bits_are_the_logarithms_of_the_symbols_shares():
    @primitive
    def last(xs: list[int]) -> int:
        """The last element."""
        return xs[-1]

    dsl = DSL.of(last, constants=(0, 1), kinds=(int, list[int]))
    # an int is `last`, 0 or 1: three symbols; a list can only be the input: one
    assert description_bits(parse("last(xs)", dsl, [XS]), dsl) == pytest.approx(math.log2(3))
    assert description_bits(parse("1", dsl, [XS]), dsl) == pytest.approx(math.log2(3))


def test_weights_make_a_symbol_cheaper():
    plain, heavy = (DSL.of(*lists.VOCABULARY.primitives, constants=(0,), weights=w) for w in ({}, {"add": 8.0}))
    assert Grammar(heavy, [int]).symbol_bits("add", int) < Grammar(plain, [int]).symbol_bits("add", int)


def test_an_undefined_value_is_no_answer():
    program = parse("head(xs)", lists.VOCABULARY, [XS])
    assert program.predict([([],), ([4, 5],)]) == [None, 4]
    with pytest.raises(Undefined):
        program([])


def test_any_other_error_is_our_bug_and_flies():
    @primitive
    def broken(x: int) -> int:
        """Always fails."""
        raise ZeroDivisionError("bug")

    program = Program((Var("x", int),), Apply(broken, (Var("x", int),)))
    with pytest.raises(ZeroDivisionError):
        program.predict([(1,)])


def test_a_trace_gives_every_node_its_value():
    program = parse("add(head(xs), 1)", lists.VOCABULARY, [XS])
    steps = [(step.depth, step.text, step.value) for step in trace(program, ([7, 8],))]
    assert steps == [(0, "add(head(xs), 1)", 8), (1, "head(xs)", 7), (2, "xs", [7, 8]), (1, "1", 1)]


def test_sympy_knows_the_program_as_a_formula():
    program = parse("mul(2.0, div(square(x), sqrt(y)))", reals.VOCABULARY, [Var("x", float), Var("y", float)])
    x, y = sympy.Symbol("x", real=True), sympy.Symbol("y", real=True)
    assert sympy.simplify(program.to_sympy() - 2 * x**2 / sympy.sqrt(y)) == 0


def test_a_list_program_has_no_formula():
    with pytest.raises(BadProgram, match="its input xs is list"):
        parse("head(xs)", lists.VOCABULARY, [XS]).to_sympy()


def test_networkx_sees_the_tree():
    graph = parse("add(head(xs), 1)", lists.VOCABULARY, [XS]).to_networkx()
    labels = [graph.nodes[node]["label"] for node in graph]
    assert labels == ["add", "head", "xs", "1"]
    assert sorted(graph.edges) == [(0, 1), (0, 3), (1, 2)]


def test_a_notebook_shows_the_text():
    assert "head(xs)" in parse("head(xs)", lists.VOCABULARY, [XS])._repr_html_()


def test_constants_of_different_kinds_differ():
    assert Const.of(1, int) != Const.of(True, bool)
    assert Const.of([1], list[int]).value == [1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("head(xs", "does not parse"),
        ("heat(xs)", "did you mean 'head'"),
        ("head(ys)", "no such variable; in scope are xs"),
        ("head(xs, 1)", "takes 1 arguments"),
        ("head(1)", "wants list"),
        ("add(xs, 1)", "int is wanted here"),
        ("map(1, xs)", "a lambda of 1 parameters is wanted"),
        ("xs[0]", "only calls, lambdas, names and literals"),
        ("__import__('os')", "no such primitive"),
    ],
)
def test_a_wrong_text_is_refused_with_the_reason(text: str, message: str):
    with pytest.raises(BadProgram, match=message):
        parse(text, lists.VOCABULARY, [XS])


@given(programs(lists.VOCABULARY, [XS], list[int], depth=4), st.lists(st.integers(-9, 9), max_size=6))
def test_a_program_as_a_function_means_what_its_tree_means(program: Program, row: list[int]):
    try:
        wanted: object = evaluate(program.body, {"xs": row})
    except Undefined:
        wanted = None
    assert program.predict([(row,)]) == [wanted]


def test_a_branch_that_is_not_chosen_need_not_be_defined():
    program = parse("choose(less(0, length(xs)), head(xs), 0)", lists.VOCABULARY, [XS])
    assert program([]) == 0


def test_a_list_constant_is_fresh_each_time():
    program = parse("[]", lists.VOCABULARY, [XS], list[int])
    program([1]).append(3)
    assert program([1]) == []


def test_a_tree_too_deep_for_pythons_parser_is_evaluated_all_the_same():
    body = parse("length(xs)", lists.VOCABULARY, [XS]).body
    for _ in range(300):
        body = Apply(add, (body, Const.of(1, int)))
    assert Program((XS,), body)([7]) == 301

"""A kernel computes what the scalar meaning says: every primitive of every vocabulary, on drawn programs and columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args, get_origin

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contrast.catalog import VOCABULARIES, vocabulary
from contrast.dsl import DSL, Apply, Lambda, Node, Primitive, Program, Var, parse
from contrast.dsl.batched.columns import pack, unpack
from contrast.dsl.batched.plan import run_batch
from contrast.dsl.types import function_parts, is_function, value_kinds
from contrast.values import Graph, Grid, Kind, kind_name, same_value

ULPS = 1e-12
"""Relative difference allowed between numpy's and the standard library's sine, exponential or sum."""

NUMBERS = {
    bool: st.booleans(),
    str: st.text("a0 é→\0", max_size=4),
    int: st.integers(-3, 9) | st.sampled_from([2**31, -(2**31), 2**31 - 1]),
    float: st.sampled_from([0.0, 1.0, -2.5, 709.5, 1e200, float("inf")]) | st.floats(-50, 50),
}
WEIGHTS = st.sampled_from([0.0, 1.0, 2.5, -1.0, float("inf")])


def values(kind: Kind) -> st.SearchStrategy[Any]:
    """Plain values of a kind, empty and extreme ones among them."""
    if kind in NUMBERS:
        return NUMBERS[kind]
    if kind is Graph:
        return st.integers(0, 4).flatmap(lambda n: st.lists(WEIGHTS, min_size=n * n, max_size=n * n).map(lambda w: matrix(w, n)))
    if kind is Grid:
        return st.lists(st.integers(0, 16), min_size=12, max_size=12).map(lambda v: np.array(v, np.int64).reshape(3, 4))
    assert get_origin(kind) is list
    return st.lists(values(get_args(kind)[0]), max_size=5)


def matrix(weights: list[float], nodes: int) -> np.ndarray:
    return np.array(weights, dtype=np.float64).reshape(nodes, nodes)


def programs(dsl: DSL, kind: Kind, scope: Sequence[Var], depth: int) -> st.SearchStrategy[Node]:
    """Well-typed trees of this kind over the variables in scope."""
    leaves: list[Node] = [leaf for leaf in (*scope, *dsl.constants) if leaf.kind == kind]
    choices = [st.sampled_from(leaves)] if leaves else []
    if depth > 0:
        fitting = [p for p in dsl.instances if p.result == kind and possible(dsl, p, scope, depth - 1)]
        choices += [applied(dsl, p, scope, depth - 1) for p in fitting]
    return st.one_of(choices)


def possible(dsl: DSL, chosen: Primitive, scope: Sequence[Var], depth: int) -> bool:
    """Whether every argument has some tree of at most this depth."""
    return all(fillable(dsl, p, scope, depth) for p in chosen.parameters)


def fillable(dsl: DSL, type_: Any, scope: Sequence[Var], depth: int) -> bool:
    if is_function(type_):
        parameters, result = function_parts(type_)
        return fillable(dsl, result, [*scope, *[Var("_", k) for k in parameters]], depth)
    if any(leaf.kind == type_ for leaf in (*scope, *dsl.constants)):
        return True
    return depth > 0 and any(p.result == type_ and possible(dsl, p, scope, depth - 1) for p in dsl.instances)


def applied(dsl: DSL, chosen: Primitive, scope: Sequence[Var], depth: int) -> st.SearchStrategy[Node]:
    """The primitive with drawn arguments; a function argument is a lambda with a drawn body."""
    arguments: list[st.SearchStrategy[Any]] = []
    for type_ in chosen.parameters:
        if is_function(type_):
            parameters, result = function_parts(type_)
            bound = tuple(Var(f"v{len(scope)}{k}", kind) for k, kind in enumerate(parameters))
            arguments.append(programs(dsl, result, [*scope, *bound], depth).map(lambda body, bound=bound: Lambda(bound, body)))
        else:
            arguments.append(programs(dsl, type_, scope, depth))
    return st.tuples(*arguments).map(lambda args: Apply(chosen, args))


def inputs_for(chosen: Primitive) -> list[Var]:
    """One input for each kind of value that the primitive takes or hands to a function."""
    kinds = [kind for type_ in chosen.parameters for kind in value_kinds(type_)]
    return [Var(f"x{place}", kind) for place, kind in enumerate(dict.fromkeys(kinds))]


def batched(program: Program, rows: Sequence[Sequence[Any]]) -> list[Any]:
    """The program's values through the kernels; None where they say it is undefined."""
    columns = [pack(var.kind, [row[k] for row in rows]) for k, var in enumerate(program.inputs)]
    column, mask = run_batch(program, columns, len(rows))
    defined = [True] * len(rows) if mask is None else mask.tolist()
    return [value if ok else None for value, ok in zip(unpack(column), defined, strict=True)]


def assert_kernels_mean_the_same(program: Program, rows: Sequence[Sequence[Any]]) -> None:
    for found, wanted, row in zip(batched(program, rows), program.predict(rows), rows, strict=True):
        assert same_value(found, wanted, ULPS), f"{program} on {row}: the kernels give {found}, the meaning is {wanted}"


EVERY = {(p.meaning, p.parameters): (name, p) for name in reversed(VOCABULARIES) for p in vocabulary(name).instances}.values()
"""Each primitive at each choice of kinds once, under the first vocabulary that has it."""


@pytest.mark.parametrize(("name", "chosen"), EVERY, ids=[f"{name}: {instance.signature}" for name, instance in EVERY])
@settings(max_examples=8, deadline=None, database=None, derandomize=True)
@given(drawn=st.data())
def test_kernel_equals_scalar_meaning(name: str, chosen: Primitive, drawn: st.DataObject) -> None:
    inputs = inputs_for(chosen)
    tree = drawn.draw(applied(vocabulary(name), chosen, inputs, depth=1))
    rows = drawn.draw(st.lists(st.tuples(*[values(var.kind) for var in inputs]), min_size=1, max_size=6))
    assert_kernels_mean_the_same(Program(tuple(inputs), tree), rows)


HIGHER_ORDER = [
    ("lists", "fold(lambda s, x: concat(filter(lambda y: less(y, x), s), cons(x, filter(lambda y: less(x, y), xs))), [], xs)"),
    ("lists", "map(lambda x: reduce(lambda a, b: max(add(a, x), b), xs), xs)"),
    ("lists", "fold(lambda acc, x: concat(acc, acc), xs, xs)"),
    ("lists", "scan(lambda a, b: mod(a, b), xs)"),
    ("lists", "fold_with(lambda s, x, y: concat(s, cons(x, cons(y, []))), [], xs, tail(xs))"),
    ("lists", "fold_right_with(lambda x, y, s: choose(equal(x, y), s, mod(x, y)), 0, tail(xs), xs)"),
    ("lists", "map(lambda x: head(filter(lambda y: less(x, y), xs)), xs)"),
    ("graphs", "iterate(lambda d: min_into(add_rows(graph, d)), mark(graph, source, 0.0, inf))"),
    ("graphs", "iterate(lambda d: lower(d, times(d, iterate(lambda e: plus(d, e), d))), min_into(graph))"),
    (
        "graphs",
        "every_node(lambda s: some_node(lambda t: "
        "some(below(mark(graph, s, 1.0, 0.0), mark(graph, t, 1.0, 0.0))), graph), graph)",
    ),
    ("bits", "fold(lambda p, b: choose(p, negate(b), b), False, bits)"),
    ("text", "fold(lambda s, c: choose(str_suffixof(c, s), s, str_concat(s, c)), '', chars(text))"),
    ("text", "join_each(lambda w: str_concat(str_at(w, 0), join(tail(split(text, w)), w)), split(text, ' '), text)"),
    ("text", "join(filter(lambda w: str_prefixof(w, text), map(lambda w: str_upper(w), split(text, 'a'))), ' ')"),
    ("text", "reduce(lambda a, b: str_concat(b, str_concat(text, a)), split(text, ' '))"),
    ("text", "fold(lambda ws, c: split(join(ws, c), c), split(text, 'a'), chars(text))"),
    ("lists_full", "fold_right(lambda x, acc: concat(take(x, acc), cons(x, drop(x, acc))), [], xs)"),
    ("lists_full", "map(lambda x: until(lambda s: less(x, s), lambda s: add(mul(s, 2), head(xs)), 1), xs)"),
    ("lists_full", "map(lambda x: iterate_n(lambda s: sub(mul(s, s), x), at(x, xs), length(xs)), xs)"),
    ("lists_full", "zip_with(lambda x, y: count_if(lambda z: less(z, x), drop(y, xs)), xs, tail(xs))"),
    ("lists_full", "filter(lambda x: any_of(lambda y: equal(div(y, x), 1), xs), sort(xs))"),
]
SCOPES = {
    "lists": (Var("xs", list[int]),),
    "graphs": (Var("graph", Graph), Var("source", int)),
    "bits": (Var("bits", list[bool]),),
    "lists_full": (Var("xs", list[int]),),
    "text": (Var("text", str),),
}


@pytest.mark.parametrize(("name", "text"), HIGHER_ORDER, ids=[text for _, text in HIGHER_ORDER])
@settings(max_examples=20, deadline=None, database=None, derandomize=True)
@given(drawn=st.data())
def test_nested_functions_keep_their_own_variables(name: str, text: str, drawn: st.DataObject) -> None:
    inputs = SCOPES[name]
    rows = drawn.draw(st.lists(st.tuples(*[values(var.kind) for var in inputs]), min_size=1, max_size=8))
    assert_kernels_mean_the_same(parse(text, vocabulary(name), inputs), rows)


def test_a_state_that_doubles_is_undefined_and_fills_no_memory() -> None:
    doubled = parse("fold(lambda acc, x: concat(acc, acc), xs, xs)", vocabulary("lists"), SCOPES["lists"])
    assert batched(doubled, [([1] * 100,), ([1, 2],)]) == [None, [1, 2] * 4]


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_primitive_says_what_it_does(name: str) -> None:
    silent = [p.name for p in vocabulary(name).primitives if not p.doc.endswith(".")]
    assert silent == []


def test_no_list_vocabulary_holds_its_answers() -> None:
    answers = {"sort", "reverse", "sum", "minimum", "maximum", "insert", "partition", "parity", "majority", "xor", "take"}
    assert not answers & {p.name for name in ("lists", "sorting", "bits") for p in vocabulary(name).primitives}


def test_the_vocabulary_of_text_holds_no_answer() -> None:
    answers = {"title", "capitalize", "acronym", "initials", "dedupe", "groupby", "reverse", "last", "words", "is_letter"}
    assert not answers & {p.name.removeprefix("str_") for p in vocabulary("text").primitives}


def test_sorting_has_what_the_sort_benchmark_names_and_no_more() -> None:
    named = {"cons", "concat", "head", "tail", "filter", "add", "sub", "less", "min", "max", "fold", "fold_right"}
    assert {p.name for p in vocabulary("sorting").primitives} == named
    assert [c.value for c in vocabulary("sorting").constants] == [0, 1, []]


@pytest.mark.parametrize("name", VOCABULARIES)
def test_constants_are_of_the_vocabulary_kinds(name: str) -> None:
    dsl = vocabulary(name)
    assert [kind_name(c.kind) for c in dsl.constants if c.kind not in dsl.kinds] == []

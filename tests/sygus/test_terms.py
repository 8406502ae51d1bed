"""Terms: every operator means what the standard says; several arguments; lets, macros; what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contrast.dsl import Program, Var
from contrast.dsl.batched.columns import pack, unpack
from contrast.dsl.batched.plan import run_batch
from contrast.dsl.program import evaluate
from contrast.errors import BadProblem
from contrast.sygus.sexpr import read_all
from contrast.sygus.sorts import BOOL, INT, STRING, Place, Sort, bit_vector
from contrast.sygus.terms import Scope, Term
from contrast.vocab.primitives.numbers.bitvectors import Width
from tests.sygus import smtlib

SORTS = {"p": BOOL, "q": BOOL, "i": INT, "j": INT, "s": STRING, "t": STRING, "a": bit_vector(8), "b": bit_vector(8)}
VALUES = {
    BOOL: st.booleans(),
    INT: st.integers(-5, 5),
    STRING: st.text("ab0", max_size=4),
    bit_vector(8): st.sampled_from([0, 1, 7, 8, 9, 127, 128, 255]) | st.integers(0, 255),
}
ROW = st.tuples(*[VALUES[sort] for sort in SORTS.values()])
TERMS = [
    "(not p)", "(and p q)", "(or p q)", "(xor p q)", "(=> p q)", "(= p q)", "(distinct p q)", "(ite p i j)", "(ite p s t)",
    "(ite p a b)", "(+ i j)", "(- i j)", "(- i)", "(* i j)", "(abs i)", "(div i 3)", "(div i (- 3))", "(mod i 3)",
    "(mod i (- 3))", "(< i j)", "(<= i j)", "(> i j)", "(>= i j)", "(= i j)", "(distinct i j)", "(and p q p)", "(+ i j 1 i)",
    "(- i j 1)", "(=> p q p)", "(xor p q p)", "(< i j 3)", "(= i j 0)", "(distinct i j 0)", "(str.++ s t s)", "(str.len s)",
    "(str.at s i)", "(str.substr s i j)", "(str.replace s t s)", "(str.indexof s t i)", "(str.prefixof s t)",
    "(str.suffixof s t)", "(str.contains s t)", "(str.to_int s)", "(str.from_int i)", "(str.to.int s)", "(int.to.str i)",
    "(= s t)", "(str.< s t)", "(bvadd a b a)", "(bvcomp a b)", "(distinct a b)", "(= a b a)",
    "((_ extract 6 2) a)", "((_ zero_extend 3) a)", "((_ sign_extend 3) a)", "((_ sign_extend 56) a)", "((_ rotate_left 3) a)",
    "((_ rotate_right 11) a)", "((_ rotate_left 8) a)", "((_ repeat 3) a)", "((_ repeat 8) a)", "((_ extract 7 0) a)",
    "(concat a b)", "(let ((x i) (i j)) (- x i))", "(let ((x Int i)) (let ((y x)) (+ x y)))", "(! (+ i j) :named n)",
]  # fmt: skip


def term(text: str) -> Term:
    return Scope(Place("problem.sl")).term(
        read_all(text)[0], {name: Term(Var(name, sort.kind), sort) for name, sort in SORTS.items()}
    )


def foreign(value: Any, sort: Sort) -> Any:
    return (sort.bits, value) if sort.bits else value


def ours(value: Any) -> Any:
    return Width(value[0]).value(value[1]) if isinstance(value, tuple) else value


@pytest.mark.parametrize("text", TERMS)
@settings(max_examples=8, deadline=None, database=None, derandomize=True)
@given(rows=st.lists(ROW, min_size=1, max_size=5))
def test_an_operator_means_what_the_standard_says_alone_and_in_columns(text: str, rows: list[tuple[Any, ...]]):
    made = term(text)
    parsed = smtlib.tree(text)
    parsed = parsed[1] if parsed[0] == "!" else parsed
    names = [{name: foreign(value, sort) for (name, sort), value in zip(SORTS.items(), row, strict=True)} for row in rows]
    expected = [ours(smtlib.run(parsed, known, {})) for known in names]
    assert [evaluate(made.node, dict(zip(SORTS, row, strict=True))) for row in rows] == expected
    program = Program(tuple(Var(name, sort.kind) for name, sort in SORTS.items()), made.node)
    columns = [pack(var.kind, [row[k] for row in rows]) for k, var in enumerate(program.inputs)]
    for packed in columns:
        packed.flags.writeable = False  # type: ignore[union-attr]  # a kernel leaves its arguments as they are
    with np.errstate(all="ignore"):
        column, _ = run_batch(program, columns, len(rows))
    assert unpack(column) == expected


@pytest.mark.parametrize(
    ("text", "sort"),
    [("(= a b)", BOOL), ("(bvnot a)", bit_vector(8)), ("((_ extract 3 1) a)", bit_vector(3)), ("(concat a b)", bit_vector(16))],
)
def test_a_term_knows_its_sort(text: str, sort: Sort):
    assert term(text).sort == sort


def test_a_conjunction_of_a_thousand_terms_can_be_evaluated():
    assert evaluate(term(f"(and {' '.join(['p'] * 1000)})").node, {"p": True}) is True


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("(strlen s)", "has no meaning here; did you mean str.len?"),
        ("(+ i s)", r"not handled for arguments of the sorts \(Int String\)"),
        ("(bvadd a)", "not handled for arguments"),
        ("(ite p i s)", "not handled for arguments"),
        ("((_ extract 8 0) a)", "not handled for arguments"),
        ("(+)", "has no arguments"),
        ("()", "a term is wanted here"),
        ("((f) i)", "an operator's name is wanted here"),
        ("(let (x) i)", "write .let"),
        ("(forall ((x Int)) (= x x))", "has no meaning here|operator's name"),
    ],
)
def test_what_has_no_meaning_is_refused_with_its_line(text: str, message: str):
    with pytest.raises(BadProblem, match=rf"problem\.sl, line 1: .*({message})"):
        term(text)

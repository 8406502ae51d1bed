"""Answers: what is written means what the program means, in the file's own operators; and its size."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from contrast.dsl import Const, Program, parse
from contrast.errors import BadProgram
from contrast.sygus import SygusProblem, define_fun, nodes, read_problem
from contrast.sygus.sorts import BOOL, INT, STRING, Sort
from contrast.vocab.primitives.numbers.bitvectors import Width
from tests.dsl.strategies import programs
from tests.sygus import smtlib

STRINGS = read_problem(
    r'''(set-logic SLIA) (synth-fun f ((_arg_0 String) (k! Int)) String
  ((Start String) (ntString String) (ntInt Int) (ntBool Bool))
  ((Start String (ntString))
   (ntString String (_arg_0 "" "say ""hi""" "\u{e9}" (str.++ ntString ntString) (str.replace ntString ntString ntString)
     (str.at ntString ntInt) (str.from_int ntInt) (ite ntBool ntString ntString) (str.substr ntString ntInt ntInt)
     (str.++ ntString " " ntString)))
   (ntInt Int (k! 0 1 (- 1) (+ ntInt ntInt) (- ntInt ntInt) (+ ntInt 1) (str.len ntString) (str.to_int ntString)
     (ite ntBool ntInt ntInt) (str.indexof ntString ntString ntInt)))
   (ntBool Bool (true false (= ntInt ntInt) (str.prefixof ntString ntString) (str.contains ntString ntString)))))
(constraint (= (f "a" 1) "a"))'''
)
MACROS = """((define-fun ehad ((x (_ BitVec 64))) (_ BitVec 64) (bvlshr x #x0000000000000001))
 (define-fun im ((x (_ BitVec 64)) (y (_ BitVec 64)) (z (_ BitVec 64))) (_ BitVec 64) (ite (= x #x0000000000000001) y z))
 (define-fun top () (_ BitVec 64) #x8000000000000000))"""
BITS = read_problem(
    f"""(set-logic BV) {MACROS[1:-1]} (synth-fun f ((x (_ BitVec 64))) (_ BitVec 64) ((Start (_ BitVec 64)))
  ((Start (_ BitVec 64) (#x0000000000000000 top x (bvnot Start) (ehad Start) (bvand Start Start) (bvadd Start Start)
    (bvsdiv Start Start) (im Start Start Start) (bvashr Start x)))))
(constraint (= (f #x0000000000000001) #x0000000000000002))"""
)
KINDS = read_problem(
    """(set-logic BV) (synth-fun f ((x (_ BitVec 8)) (y (_ BitVec 12))) (_ BitVec 12)
  ((A (_ BitVec 12)) (B (_ BitVec 12)) (C (_ BitVec 8)))
  ((A (_ BitVec 12) (B (bvsub B B) (let ((z B)) (bvmul z z)))) (B (_ BitVec 12) (y #x007 ((_ zero_extend 4) C) (bvor A y)))
   (C (_ BitVec 8) (x (_ bv3 8) ((_ extract 7 0) A)))))
(constraint (= (f #x01 #x002) #x003))"""
)
PROBLEMS = {"strings": STRINGS, "bits": BITS, "kinds": KINDS}
VALUES = {STRING: st.text('ab 0é"', max_size=5), INT: st.integers(-3, 12), BOOL: st.booleans()}


def values(sort: Sort) -> st.SearchStrategy[Any]:
    return VALUES[sort] if sort in VALUES else st.integers(0, 2**sort.bits - 1).map(Width(sort.bits).value)


def foreign(value: Any, sort: Sort) -> Any:
    return (sort.bits, Width(sort.bits).unsigned(value)) if sort.bits else value


def answer(problem: SygusProblem, text: str) -> Program:
    return parse(text, problem.dsl, problem.inputs, problem.kind)


@pytest.mark.parametrize("name", PROBLEMS)
@settings(max_examples=120, deadline=None, database=None, derandomize=True)
@given(drawn=st.data())
def test_the_written_answer_means_what_the_program_means(name: str, drawn: st.DataObject):
    problem = PROBLEMS[name]
    program = drawn.draw(programs(problem.dsl, problem.inputs, problem.kind, 4))
    row = drawn.draw(st.tuples(*map(values, problem.asked.parameters.values())))
    given_row = [foreign(value, sort) for value, sort in zip(row, problem.asked.parameters.values(), strict=True)]
    expected = smtlib.call(define_fun(problem, program), *given_row, macros=MACROS)
    (found,) = program.predict([row])
    assume(found is not None)  # a number that outgrew what is handled
    assert foreign(found, problem.asked.sort) == expected


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(drawn=st.data())
def test_a_programs_own_text_is_read_back(drawn: st.DataObject):
    problem = PROBLEMS[drawn.draw(st.sampled_from(sorted(PROBLEMS)))]
    program = drawn.draw(programs(problem.dsl, problem.inputs, problem.kind, 3))
    assert parse(str(program), problem.dsl, problem.inputs, problem.kind) == program


@pytest.mark.parametrize(
    ("name", "program", "written", "size"),
    [
        ("strings", "_arg_0", "_arg_0", 1),
        ("strings", "str_at(_arg_0, -1)", "(str.at _arg_0 (- 1))", 4),
        ("strings", "str_concat('say \"hi\"', 'é')", '(str.++ "say ""hi""" "\\u{e9}")', 3),
        ("strings", "str_concat_2(_arg_0, '')", '(str.++ _arg_0 " " "")', 4),
        ("strings", "str_from_int(add_2(k_))", "(str.from_int (+ k! 1))", 4),
        ("bits", "im(as_Start(x), 0, -9223372036854775808)", "(im x #x0000000000000000 top)", 4),
        ("kinds", "bvmul(as_B(y))", "(let ((z y)) (bvmul z z))", 5),
        ("kinds", "zero_extend_4_A(3)", "((_ zero_extend 4) (_ bv3 8))", 2),
    ],
)
def test_a_part_is_written_as_the_grammar_writes_it_and_counted_so(name: str, program: str, written: str, size: int):
    problem = PROBLEMS[name]
    found = answer(problem, program)
    assert smtlib.tree(define_fun(problem, found))[4] == smtlib.tree(written)
    assert nodes(problem, found) == size


def test_the_signature_is_the_files_own():
    text = define_fun(STRINGS, answer(STRINGS, "_arg_0"))
    assert text == "(define-fun f ((_arg_0 String) (k! Int)) String _arg_0)"


def test_a_program_of_another_language_is_refused():
    stranger = Program(STRINGS.inputs, Const(1.5, float))
    with pytest.raises(BadProgram, match="not of the language of problem"):
        define_fun(STRINGS, stranger)

"""A DSL with examples as SyGuS-IF: the text says what the DSL means, and an answer is read back as a program."""

from __future__ import annotations

from dataclasses import replace
from typing import NewType

import pytest

from contrast.dsl import DSL, Apply, Const, Var, parse, primitive
from contrast.errors import BadProgram, Unsupported
from contrast.sygus.exporting import Export
from contrast.sygus.theories.spelling import MACROS
from contrast.task import Example
from contrast.vocab import lists
from contrast.vocab.primitives.numbers import divisors, integers
from contrast.vocab.primitives.numbers.bitvectors import bitvectors
from contrast.vocab.primitives.numbers.booleans import choose, negate
from contrast.vocab.primitives.numbers.integers import add, less, max_, mod
from contrast.vocab.strings import STRINGS

X, Y = Var("x", int), Var("y", int)
SMALL = DSL.of(add, less, choose, constants=(1,), kinds=(bool, int), name="small")


PROBLEM = """(set-logic LIA)
(synth-fun f ((_arg_0 Int) (_arg_1 Int)) Int
 ((Nt0Int Int) (Nt1Bool Bool))
 ((Nt0Int Int (_arg_0 _arg_1 1 (+ Nt0Int Nt0Int) (ite Nt1Bool Nt0Int Nt0Int)))
  (Nt1Bool Bool ((< Nt0Int Nt0Int) (ite Nt1Bool Nt1Bool Nt1Bool)))))
(constraint (= (f 3 (- 5)) 1))
(check-synth)
"""


def test_a_problem_is_a_grammar_with_one_constraint_an_example():
    assert Export(SMALL, (X, Y), int).text([Example((3, -5), 1)]) == PROBLEM


def test_only_what_can_stand_in_an_answer_is_written():
    text = Export(DSL.of(add, less, negate, constants=(True,)), (X,), int).text([])
    assert "Bool" not in text


def test_what_smt_lib_lacks_is_written_as_a_macro_before_its_use():
    text = Export(DSL.of(add, mod, max_), (X,), int).text([])
    assert text.index("(define-fun floor_mod") < text.index("(synth-fun")
    assert "(set-logic NIA)" in text
    assert "smaller" not in text


def test_kinds_of_their_own_are_non_terminals_of_their_own():
    size = NewType("size", int)
    grown = replace(add, parameters=(size, int), result=size)
    started = replace(add, parameters=(int, int), result=size)
    export = Export(DSL(name="two", primitives=(grown, started), constants=(Const.of(1, int),)), (X,), size)
    assert """ ((Nt0Int Int) (Nt1Int Int))
 ((Nt0Int Int ((+ Nt0Int Nt1Int) (+ Nt1Int Nt1Int)))
  (Nt1Int Int (_arg_0 1))))""" in export.text([])
    read = export.program("(define-fun f ((_arg_0 Int)) Int (+ (+ _arg_0 1) 1))")
    assert read.body == Apply(grown, (Apply(started, (X, Const.of(1, int))), Const.of(1, int)))


def test_strings_are_written_with_doubled_quotes_and_escapes():
    text = Export(DSL.of(STRINGS["str.++"]), (Var("s", str),), str).text([Example(('say "é"',), "\\u")])
    assert r'(constraint (= (f "say ""\u{e9}""") "\u{5c}u"))' in text
    assert "(set-logic SLIA)" in text


def test_bit_vectors_are_written_at_their_width():
    dsl = DSL.of(bitvectors(8)["bvadd"], constants=(1,))
    text = Export(dsl, (X,), int).text([Example((255,), 0)])
    assert "(set-logic BV)" in text
    assert "(constraint (= (f #xff) #x00))" in text
    assert "#x01 (bvadd Nt0Int Nt0Int)" in text


def test_bit_vectors_and_whole_numbers_in_one_dsl_are_refused():
    with pytest.raises(Unsupported, match="cannot write add of DSL 'custom'"):
        Export(DSL.of(bitvectors(8)["bvadd"], add), (X,), int)


def test_lists_and_lambdas_are_refused_by_name():
    with pytest.raises(Unsupported, match=r"cannot write cons, concat, head, tail, length and \d+ more of DSL 'lists'"):
        Export(lists.VOCABULARY, (Var("xs", list[int]),), int)


def test_a_kind_without_a_sort_is_refused():
    @primitive
    def half(x: float) -> float:
        """Half of it."""
        return x / 2

    with pytest.raises(Unsupported, match="cannot write half"):
        Export(DSL.of(half), (Var("x", float),), float)


def test_a_primitive_is_known_by_its_meaning_not_by_its_name():
    @primitive
    def add(x: int, y: int) -> int:
        """Something else."""
        return x

    with pytest.raises(Unsupported, match="cannot write add"):
        Export(DSL.of(add), (X,), int)


@pytest.mark.parametrize("text", ["choose(less(x, y), y, x)", "add(x, add(1, y))", "1", "choose(less(1, x), add(x, x), y)"])
def test_an_answer_is_read_back_as_the_program_that_it_writes(text: str):
    smt = {
        "choose(less(x, y), y, x)": "(ite (< _arg_0 _arg_1) _arg_1 _arg_0)",
        "add(x, add(1, y))": "(+ _arg_0 (+ 1 _arg_1))",
        "1": "1",
        "choose(less(1, x), add(x, x), y)": "(ite (< 1 _arg_0) (+ _arg_0 _arg_0) _arg_1)",
    }[text]
    answer = f"(define-fun f ((_arg_0 Int) (_arg_1 Int)) Int {smt})"
    assert Export(SMALL, (X, Y), int).program(answer) == parse(text, SMALL, (X, Y), int)


@pytest.mark.parametrize("term", ["2", "(- _arg_0 1)", "(< _arg_0 1)", "other", "(+ _arg_0 true)"])
def test_an_answer_outside_the_dsl_is_no_program(term: str):
    with pytest.raises(BadProgram, match="is no program of kind int of DSL 'small'"):
        Export(SMALL, (X,), int).program(f"(define-fun f ((_arg_0 Int)) Int {term})")


def test_an_answer_of_other_inputs_is_no_program():
    with pytest.raises(BadProgram, match="takes 0 inputs, not 1"):
        Export(SMALL, (X,), int).program("(define-fun f () Int 1)")


NUMBERS = (-7, -3, -1, 0, 1, 2, 7)
MEANT = {
    "floor_mod": mod, "floor_div": divisors.div, "smaller": integers.min_, "larger": integers.max_,
    "square": divisors.square, "is_even": divisors.is_even, "is_odd": divisors.is_odd,
}  # fmt: skip


@pytest.mark.parametrize("name", MACROS)
def test_a_macro_computes_what_the_primitive_means(name: str):
    session = pytest.importorskip("contrast.peers.session")
    pytest.importorskip("cvc5", reason="the peer solver is an extra: pip install 'contrast-bench[peers]'")
    meant = MEANT[name]
    rows = [(x, y) for x in NUMBERS for y in NUMBERS if y or not name.startswith("floor")]
    arguments = [row[: len(meant.parameters)] for row in rows]
    written = [" ".join(str(n) if n >= 0 else f"(- {-n})" for n in row) for row in arguments]
    wanted = [str(value).lower() if value is True or value is False or value >= 0 else f"(- {-value})"
              for value in (meant(*row) for row in arguments)]  # fmt: skip
    calls = " ".join(f"(= ({name} {row}) {value})" for row, value in zip(written, wanted, strict=True))
    script = f"(set-logic ALL)(define-fun {name} {MACROS[name]})(assert (not (and true {calls})))(check-sat)"
    with session.Session() as peer:
        assert peer.run(script, 5, {"sygus": "false"}).outputs == ("unsat",)

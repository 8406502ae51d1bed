"""Files: both versions, what constraints give examples and what are formulas, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from contrast.dsl import parse
from contrast.errors import BadProblem
from contrast.search.search import search
from contrast.solver import Budget
from contrast.sygus import SygusProblem, define_fun, load, read_problem
from contrast.task import Example

NEW = """; names by version 2.1
(set-logic SLIA)
(set-feature :grammars true)
(set-info :source |somebody|)
(synth-fun f ((name String)) String
  ((Start String) (ntInt Int))
  ((Start String (name " " (str.++ Start Start) (str.substr Start ntInt ntInt) (str.from_int ntInt)))
   (ntInt Int (0 1 (- 1) (+ ntInt ntInt) (str.len Start) (str.indexof Start Start ntInt)))))
(declare-var name String)
(constraint (= (f "Ada Lovelace") "Ada"))
(constraint (= "Alan" (f "Alan Turing")))
(constraint (and (= (f "Emmy Noether") "Emmy") (= (f "Kurt Gödel") "Kurt")))
(check-synth)
"""

OLD = """(set-options ((tlimit "1000")))
(set-logic BV)
(define-sort Byte (BitVec 8))
(define-fun halved ((x Byte)) Byte (bvlshr x #x01))
(synth-fun f ((x (BitVec 8))) Byte (
  (Start Byte (x #x00 #x01 (halved Start) (bvnot Start) (bvadd Start Start) (ite StartBool Start Start)))
  (StartBool Bool ((= Start Start) (bvule Start Start)))))
(constraint (= (f #x10) #b00000111))
(constraint (= (f #x20) (bvsub #x10 #x01)))
(check-synth)
"""


def asked(constraint: str, sort: str = "Int") -> SygusProblem:
    return read_problem(f"(synth-fun f ((x {sort})) {sort}) (declare-var y {sort}) (define-fun two () Int 2) {constraint}")


def test_a_file_of_version_2_gives_examples_and_a_language(tmp_path: Path):
    (tmp_path / "first.sl").write_text(NEW, encoding="utf-8")
    found = load(tmp_path / "first.sl")
    assert (found.name, found.logic, found.function, found.by_example) == ("first", "SLIA", "f", True)
    assert found.examples == [
        Example(("Ada Lovelace",), "Ada"),
        Example(("Alan Turing",), "Alan"),
        Example(("Emmy Noether",), "Emmy"),
        Example(("Kurt Gödel",), "Kurt"),
    ]


def test_a_file_of_version_1_gives_examples_and_a_language():
    found = read_problem(OLD)
    assert found.examples == [Example((16,), 7), Example((32,), 15)]
    assert {p.name for p in found.dsl.primitives} == {"halved", "bvnot", "bvadd", "choose", "equal", "bvule"}


@pytest.mark.parametrize("text", [NEW, OLD])
def test_the_search_finds_a_program_that_meets_the_constraints(text: str):
    found = read_problem(text)
    outcome = search(found.inputs, found.examples, found.dsl, found.kind, Budget(seconds=20.0))
    assert outcome.program is not None
    assert [outcome.program(*example.inputs) for example in found.examples] == [example.output for example in found.examples]
    assert found.check(outcome.program)({})


@pytest.mark.parametrize(
    ("constraint", "inputs", "output"),
    [
        ("(constraint (= (f 1) 2))", 1, 2),
        ("(constraint (= (- 2) (f (- 1))))", -1, -2),
        ("(constraint (= (f -1) (+ 1 (* 2 3))))", -1, 7),
        ("(constraint (= (f two) two))", 2, 2),
        ("(constraint (= (f (let ((z 3)) (+ z z))) 2))", 6, 2),
    ],
)
def test_an_equation_of_values_is_an_example_in_either_order(constraint: str, inputs: int, output: int):
    assert asked(constraint).examples == [Example((inputs,), output)]


@pytest.mark.parametrize(("constraint", "output"), [("(f true)", True), ("(not (f true))", False), ("(= (f true) false)", False)])
def test_a_function_with_truth_values_may_stand_alone(constraint: str, output: bool):
    assert asked(f"(constraint {constraint})", "Bool").examples == [Example((True,), output)]


def test_the_same_example_counts_once():
    assert len(asked("(constraint (= (f 1) 2)) (constraint (= 2 (f 1)))").examples) == 1


def test_a_function_without_inputs_is_asked_by_its_name():
    found = read_problem("(synth-fun f () Int) (constraint (= f 3)) (constraint (= f 3))")
    assert (found.inputs, found.examples) == ((), [Example((), 3)])


@pytest.mark.parametrize(
    "constraint",
    [
        "(> (f y) y)",
        "(= (f y) 3)",
        "(= (f 1) (f 2))",
        "(or (= (f 1) 1) (= (f 1) 2))",
        "(= (f (f 1)) 2)",
        "(=> (= y 1) (= (f y) 2))",
    ],
)
def test_every_other_constraint_is_a_formula(constraint: str):
    found = asked(f"(constraint {constraint}) (constraint (= (f 1) 2))")
    assert (found.by_example, found.examples, len(found.constraints)) == (False, [], 2)


def test_a_formula_is_checked_at_a_point():
    found = asked(
        "(define-fun twice ((n Int)) Int (f (f n))) (define-fun same ((n Int)) Int (twice n)) "
        "(constraint (=> (> y two) (= (same y) (+ y 2))))"
    )
    check = found.check(parse("add(x, 1)", found.dsl, found.inputs, found.kind))
    assert check({"y": 3})
    other = found.check(parse("add(x, x)", found.dsl, found.inputs, found.kind))
    assert (other({"y": 3}), other({"y": 2})) == (False, True)


def test_where_an_operator_has_no_value_a_formula_does_not_hold():
    found = asked("(constraint (= (f y) (div 6 y)))")
    assert not found.check(parse("x", found.dsl, found.inputs, found.kind))({"y": 0})


def test_the_declared_variables_are_listed_with_their_kinds():
    found = asked("(constraint (= (f y) y))", "String")
    assert [(var.name, var.kind) for var in found.specification.variables] == [("y", str)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("(synth-fun f () Int) (synth-fun g () Int) (constraint (= f 1))", "asks for 2 functions"),
        ("(constraint (= 1 1))", "asks for 0 functions"),
        ("(synth-fun f () Int)", "no constraint"),
        ("\n(synth-inv i ((x Int)))", "line 2: .*write it as a synth-fun"),
        ("\n(declare-datatypes () ())", "line 2: .*not handled"),
        ("(define-fun-rec g ((x Int)) Int (g x))", "without recursion"),
        ("\n\n(solve)", "line 3: .*no such command"),
        ("f", "a command is wanted here"),
        ("(synth-fun f ((x Real)) Int)", "this sort is not handled"),
        ("(synth-fun f ((x Int) (x Int)) Int)", "write each parameter once"),
        ("(synth-fun f x Int)", "write the parameters as"),
        ("(synth-fun f)", "write .synth-fun name"),
        ("(declare-var x)", "write .declare-var name sort"),
        ("(set-logic)", "write .set-logic name"),
        ("(constraint)", "write .constraint formula"),
        ("(define-sort X (Y) Int)", "write .define-sort"),
        ("(define-fun g ((x Int)) Bool x)", "its term has the sort Int, not Bool"),
        ("(synth-fun f ((x Int)) Int) (constraint (= (f 1 2) 1))", "takes arguments of the sorts .Int."),
        ("(synth-fun f ((x Int)) Int) (constraint (= (f 1) true))", "compares the sorts Int and Bool"),
        ("(synth-fun f ((x Int)) Int) (constraint (+ (f 1) 1))", "a constraint is a formula"),
        ("(synth-fun f ((x Int)) Int) (constraint (= (f 1) (div 1 0)))", "a value in it is undefined"),
        ("(synth-fun f ((x Int)) Int) (constraint (= (f y) 1))", "this name has no meaning here"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_way_to_mend_it(text: str, message: str):
    with pytest.raises(BadProblem, match=f"^the text.*{message}"):
        read_problem(text)


def test_a_missing_file_is_refused(tmp_path: Path):
    with pytest.raises(BadProblem, match=r"nothing\.sl: No such file"):
        load(tmp_path / "nothing.sl")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path):
    (tmp_path / "picture.sl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadProblem, match="no UTF-8 text"):
        load(tmp_path / "picture.sl")


def test_messages_name_the_file(tmp_path: Path):
    (tmp_path / "first.sl").write_text("\n(", encoding="utf-8")
    with pytest.raises(BadProblem, match=r"first\.sl, line 2: "):
        load(tmp_path / "first.sl")


def test_macros_nested_too_deeply_for_pythons_stack_are_refused():
    macros = "".join(f"(define-fun m{k} () Bool (not {f'm{k - 1}' if k else 'f'}))" for k in range(400))
    with pytest.raises(BadProblem, match="the text: a term in it is nested too deeply"):
        read_problem(f"(synth-fun f () Bool) {macros} (constraint m399)")


def test_a_found_program_is_written_as_a_definition():
    found = read_problem(OLD)
    program = parse("bvadd(halved(x), bvnot(0))", found.dsl, found.inputs, found.kind)
    assert define_fun(found, program) == "(define-fun f ((x (BitVec 8))) Byte (bvadd (halved x) (bvnot #x00)))"

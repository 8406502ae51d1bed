"""Grammars: which primitives, constants and kinds a `synth-fun` becomes."""

from __future__ import annotations

import pytest

from contrast.errors import BadProblem
from contrast.sygus import SygusProblem, read_problem
from contrast.values import base_kind

HEAD = "(set-logic SLIA)\n"
ASK = '(constraint (= (f "a b" 1) "a"))'


def problem(declared: str, groups: str, before: str = "", ask: str = ASK) -> SygusProblem:
    """A function f(x String, i Int) String with this grammar."""
    return read_problem(f"{before}(synth-fun f ((x String) (i Int)) String {declared} {groups}) {ask}")


def signatures(found: SygusProblem) -> set[str]:
    return {p.signature for p in found.dsl.primitives}


def constants(found: SygusProblem) -> list[object]:
    return [c.value for c in found.dsl.constants]


USUAL = """((Start String (ntString))
    (ntString String (x "" " " (str.++ ntString ntString) (str.at ntString ntInt) (ite ntBool ntString ntString)))
    (ntInt Int (i 0 1 (- 1) 1 (+ ntInt ntInt) (str.len ntString) (ite ntBool ntInt ntInt)))
    (ntBool Bool (true false (= ntInt ntInt) (str.prefixof ntString ntString))))"""
DECLARED = "((Start String) (ntString String) (ntInt Int) (ntBool Bool))"


def test_the_usual_grammar_has_plain_kinds():
    found = problem(DECLARED, USUAL)
    assert set(found.dsl.kinds) == {str, int, bool}
    assert (found.kind, [var.kind for var in found.inputs]) == (str, [str, int])


def test_each_production_is_a_primitive_or_a_constant_once():
    found = problem(DECLARED, USUAL)
    assert signatures(found) == {
        "str_concat(str, str) -> str",
        "str_at(str, int) -> str",
        "choose_str(bool, str, str) -> str",
        "add(int, int) -> int",
        "str_len(str) -> int",
        "choose_int(bool, int, int) -> int",
        "equal(int, int) -> bool",
        "str_prefixof(str, str) -> bool",
    }
    assert constants(found) == ["", " ", 0, 1, -1, True, False]


def test_version_1_needs_no_declarations_and_starts_at_start():
    found = problem("", "((B Int (i)) (Start String (x (str.at Start B))))")
    assert (found.kind, signatures(found)) == (str, {"str_at(str, int) -> str"})


def test_what_is_known_of_an_operator_is_kept():
    known = {p.name: p for p in problem(DECLARED, USUAL).dsl.primitives}
    assert known["add"].commutes
    assert set(known["str_concat"].inverses) == {0, 1}
    assert known["choose_str"].chooses is True


def test_non_terminals_with_the_same_productions_are_one():
    found = problem("((A String) (B String))", "((A String (x (str.++ A B))) (B String (x (str.++ B A))))")
    assert signatures(found) == {"str_concat(str, str) -> str"}


def test_a_chain_leads_to_the_same_as_what_it_stands_for():
    found = problem("((A String) (B String))", '((A String (B "z")) (B String (A x)))')
    assert set(found.dsl.kinds) == {str, *[v.kind for v in found.inputs if v.name == "i"]}
    assert constants(found) == ["z"]


def test_non_terminals_of_one_sort_that_differ_are_kinds_of_their_own():
    found = problem("((A String) (B String))", '((A String ((str.++ B B))) (B String (x "-")))')
    (concat,) = found.dsl.primitives
    assert concat.signature == "str_concat(B, B) -> A"
    assert {base_kind(kind) for kind in concat.parameters} == {str}
    assert found.kind == concat.result
    assert found.inputs[0].kind == concat.parameters[0]


def test_non_terminals_whose_identifiers_are_alike_stay_apart():
    found = problem("((a-b String) (a_b String))", '((a-b String ((str.++ a_b a_b))) (a_b String (x "-")))')
    (concat,) = found.dsl.primitives
    assert concat.parameters[0] != concat.result


def test_between_different_kinds_nothing_commutes_or_chooses():
    found = read_problem(
        "(synth-fun f ((i Int)) Int ((A Int) (B Int) (C Bool)) ((A Int (i (+ A B) (ite C A B))) "
        "(B Int (0 (+ B B) (ite C B B))) (C Bool ((= B B))))) (constraint (= (f 1) 2))"
    )
    known = {p.signature: (p.commutes, bool(p.chooses)) for p in found.dsl.primitives}
    assert known["add_A(A, B) -> A"] == (False, False)
    assert known["add_B(B, B) -> B"] == (True, False)
    assert known["choose_A(bool, A, B) -> A"] == (False, False)
    assert known["choose_B(bool, B, B) -> B"] == (False, True)


def test_an_input_with_several_places_is_brought_there_by_identities():
    found = problem("((A String) (B String))", "((A String (x (str.++ B A))) (B String (x)))")
    signature = next(p for p in found.dsl.primitives if p.name == "as_A")
    assert signature.parameters == (found.inputs[0].kind,)
    assert {p.name for p in found.dsl.primitives} == {"as_A", "as_B", "str_concat"}
    assert signature("abc") == "abc"


def test_unreachable_non_terminals_are_left_out():
    found = problem("((A String) (B Bool))", "((A String (x (str.++ A A))) (B Bool (true (not B))))")
    assert signatures(found) == {"str_concat(str, str) -> str"}


def test_a_nested_production_is_one_primitive_with_its_constant_inside():
    found = problem("((A String))", '((A String (x (str.++ A " ") (str.++ (str.++ A "-") A))))')
    one, two = found.dsl.primitives
    assert (one.signature, two.signature) == ("str_concat(str) -> str", "str_concat_2(str, str) -> str")
    assert (one("a"), two("a", "b")) == ("a ", "a-b")


def test_an_input_inside_a_production_is_an_argument_of_a_kind_of_its_own():
    found = problem("((A String))", "((A String (x (str.++ A x))))")
    concat = next(p for p in found.dsl.primitives if p.name == "str_concat")
    assert concat.parameters == (str, found.inputs[0].kind)
    assert found.inputs[0].kind is not str


def test_a_production_without_holes_is_a_constant():
    found = problem("((A String))", '((A String (x (str.++ "a" "b") (str.from_int 7))))')
    assert constants(found) == ["ab", "7"]


def test_a_macro_is_one_primitive_under_its_own_name():
    before = '(define-fun twice ((s String)) String (str.++ s s)) (define-fun dash () String "-")'
    found = problem("((A String))", "((A String (x dash (twice A))))", before)
    assert signatures(found) == {"twice(str) -> str"}
    assert constants(found) == ["-"]


def test_a_let_in_a_production_computes_its_term_once_written():
    found = problem("((A String))", "((A String (x (let ((y A)) (str.++ y y)))))")
    (double,) = found.dsl.primitives
    assert (double.signature, double("ab")) == ("str_concat(str) -> str", "abab")


def test_constant_and_variable_stand_for_all_of_a_sort():
    found = problem("((A String))", "((A String ((Constant String) (Variable String) (str.++ A A))))")
    assert {"", " "} <= set(constants(found))
    assert found.inputs[0].kind is str


def test_names_of_the_file_become_identifiers():
    found = read_problem(
        "(define-fun x-y! ((s String)) String (str.++ s s)) "
        "(synth-fun f ((lambda String) (a.b String)) String ((A String (lambda a.b (x-y! A))))) "
        '(constraint (= (f "a" "b") "a"))'
    )
    assert [var.name for var in found.inputs] == ["lambda_", "a_b"]
    assert [p.name for p in found.dsl.primitives] == ["x_y_"]


WIDE = """(set-logic BV)
(synth-fun f ((x (_ BitVec 16)) (y (_ BitVec 8))) (_ BitVec 16)
  ((A (_ BitVec 16)) (B (_ BitVec 8)))
  ((A (_ BitVec 16) (x (bvadd A A) ((_ zero_extend 8) B) (concat B B))) (B (_ BitVec 8) (y #x01 ((_ extract 7 0) A)))))
(constraint (= (f #x0102 #x03) #x0105))"""


def test_bit_vectors_of_different_widths_are_different_kinds():
    found = read_problem(WIDE)
    assert len({var.kind for var in found.inputs}) == 2
    assert {p.name for p in found.dsl.primitives} == {"bvadd", "zero_extend_8", "concat_bits", "extract_7_0"}


def test_without_a_grammar_the_logics_operators_are_there():
    found = read_problem("(synth-fun f ((x Int) (p Bool)) Int) (constraint (= (f 1 true) 2))")
    names = {p.name for p in found.dsl.primitives}
    assert {"add", "sub", "choose", "less", "less_equal", "equal", "both", "either", "negate"} == names
    assert [var.kind for var in found.inputs] == [int, bool]


@pytest.mark.parametrize("sort", ["String", "(_ BitVec 8)", "Bool", "Int"])
def test_every_sort_has_a_default_grammar_in_which_its_input_is_a_program(sort: str):
    found = read_problem(f"(synth-fun f ((x {sort})) {sort}) (declare-var x {sort}) (constraint (= (f x) x))")
    assert found.inputs[0].kind == found.kind


def test_the_constants_of_a_formula_are_constants_of_the_default_grammar():
    found = read_problem("(synth-fun f ((x Int)) Int) (declare-var x Int) (constraint (> (f x) (+ x 17)))")
    assert 17 in constants(found)


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        ("((A String (x (str.len A))))", "its sort is Int, but A has the sort String"),
        ("((A String (x B)))", "this name has no meaning here"),
        ("((A String (x (LocalVariable String))))", "this form is not handled"),
        ("((A String (x (let ((x A)) x))))", "rename it"),
        ("((A String (x (let ((z A)) (str.++ z A)) z)))", "only inside that let"),
        ("((A Int (i)))", "begins with A, whose sort is not String"),
        ("((A String x))", "write .name sort"),
        ("((x String (x)))", "both a non-terminal and an input"),
        ("((A String (x (str.from_int (div 1 0)))))", "this constant has no value"),
        ("()", "give each one both"),
    ],
)
def test_a_grammar_that_cannot_be_used_is_refused(groups: str, message: str):
    with pytest.raises(BadProblem, match=rf"the text, line 1: .*{message}"):
        problem("", groups)


def test_declarations_and_productions_must_agree():
    with pytest.raises(BadProblem, match="give each one both"):
        problem("((A String) (B String))", "((A String (x)))")

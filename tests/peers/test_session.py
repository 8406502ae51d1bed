"""cvc5 in a process of its own: its limits hold, its end is a reason, its time is counted."""

from __future__ import annotations

import pytest

from contrast.peers import session
from contrast.peers.cvc5 import definition, synthesise
from contrast.peers.session import MissingPeer, Session
from contrast.solver import Budget

pytest.importorskip("cvc5", reason="the peer solver is an extra: pip install 'contrast-bench[peers]'")

ENOUGH = Budget(seconds=20)

SUCCESSOR = """(set-logic LIA)
(synth-fun f ((x Int)) Int ((I Int)) ((I Int (x 1 (+ I I)))))
(constraint (= (f 3) 4))
(constraint (= (f 8) 9))
(check-synth)"""

ENDLESS = """(set-logic LIA)
(synth-fun f ((x Int)) Int ((I Int)) ((I Int (x 1 (+ I I) (- I I)))))
(constraint (= (f 0) 0))
(constraint (= (f 1) 1))
(constraint (= (f 2) 4))
(check-synth)"""

SMT = {"sygus": "false", "produce-models": "true"}


def test_an_answer_is_a_define_fun():
    answer = synthesise(SUCCESSOR, ENOUGH)
    assert answer.text in ("(define-fun f ((x Int)) Int (+ x 1))", "(define-fun f ((x Int)) Int (+ 1 x))")
    assert (answer.solved, answer.reason) == (True, "solved")


def test_what_cannot_be_written_is_unsolved():
    answer = synthesise(SUCCESSOR.replace("(f 3) 4", "(f 8) 8"), ENOUGH)
    assert (answer.solved, answer.text, answer.reason) == (False, None, "unsolved")


def test_core_seconds_end_the_search_and_are_what_is_charged():
    answer = synthesise(ENDLESS, Budget(seconds=0.3))
    assert answer.reason == "out_of_time"
    assert 0.25 <= answer.core_seconds <= 0.3


def test_loading_the_library_is_counted_apart():
    answer = synthesise(SUCCESSOR, ENOUGH)
    assert answer.startup_seconds > 0


@pytest.mark.parametrize("kib", [100, 500, 1000])
def test_bytes_end_the_search(kib: int):
    """What the library takes once in any case is not counted, so that even the least budget ends as a reason."""
    assert synthesise(ENDLESS, Budget(seconds=20, bytes=kib * 2**10)).reason == "out_of_memory"


def test_a_script_that_is_wrong_comes_back_with_the_message_of_cvc5():
    answer = synthesise(SUCCESSOR.replace("(f 3)", "(f y)"), ENOUGH)
    assert answer.reason == "cvc5 failed: Symbol 'y' not declared as a variable"


def test_a_session_answers_one_script_after_another_and_charges_the_library_once():
    with Session() as peer:
        first = peer.run("(set-logic LIA)(declare-const x Int)(assert (< 3 x 5))(check-sat)(get-value (x))", 5, SMT)
        second = peer.run("(set-logic LIA)(declare-const x Int)(assert (< x x))(check-sat)", 5, SMT)
    assert (first.outputs, second.outputs) == (("sat", "((x 4))"), ("unsat",))
    assert second.startup_seconds < first.startup_seconds


def test_a_session_outlives_a_script_that_ended_its_process():
    with Session() as peer:
        assert peer.run(ENDLESS, 0.1).error == "out_of_time"
        assert peer.run(SUCCESSOR, 5).error is None


def test_without_the_library_the_message_names_the_extra(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(session, "installed", lambda peer: False)
    with pytest.raises(MissingPeer, match=r"pip install 'contrast-bench\[peers\]'"):
        synthesise(SUCCESSOR, ENOUGH)


@pytest.mark.parametrize("printed", ["infeasible", "fail", "unknown", "()"])
def test_no_answer_has_no_definition(printed: str):
    assert definition(printed) is None


def test_the_definition_is_taken_out_of_the_brackets_around_it():
    assert definition("(\n(define-fun f ((x Int)) Int (+ x 1))\n)") == "(define-fun f ((x Int)) Int (+ x 1))"

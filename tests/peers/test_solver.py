"""cvc5 under the protocol of all solvers."""

from __future__ import annotations

import pytest

from contrast.catalog import load_solver, load_task, solver_names
from contrast.dsl import DSL, parse
from contrast.errors import UnknownName, Unsupported
from contrast.peers import session, solver
from contrast.peers.cvc5 import Answer
from contrast.peers.session import MissingPeer
from contrast.peers.solver import Cvc5Solver
from contrast.solver import Budget, Problem, Solution
from contrast.study.execute import run_trial
from contrast.study.trial import Trial
from contrast.task import Example, Split, Task
from contrast.vocab.primitives.numbers.booleans import choose
from contrast.vocab.primitives.numbers.integers import add, less

pytest.importorskip("cvc5", reason="the peer solver is an extra: pip install 'contrast-bench[peers]'")

DSL_OF_TWO = DSL.of(add, less, choose, constants=(0, 1), kinds=(bool, int), name="two")


def next_up(x: int, y: int) -> int:
    """One more than `x`."""
    return x + 1


TASK = Task(next_up, DSL_OF_TWO, {"train": Split()}, name="tests/next_up")
EXAMPLES = [Example((3, 9), 4), Example((8, 2), 9), Example((0, 0), 1)]


def solved(examples: list[Example], seconds: float = 20) -> Solution:
    return Cvc5Solver().solve(Problem(TASK, examples, seed=0), Budget(seconds=seconds))


def test_the_answer_is_a_program_of_the_tasks_own_dsl():
    solution = solved(EXAMPLES)
    assert solution.unfinished is None
    assert solution.program in [parse(text, DSL_OF_TWO, TASK.inputs, int) for text in ("add(x, 1)", "add(1, x)")]
    assert solution.predict([(41, 7)]) == [42]


def test_its_size_is_counted_as_our_programs_are():
    solution = solved(EXAMPLES)
    assert solution.program is not None
    assert solution.program.nodes == 3
    assert solution.details["bits"] > 0


def test_contradicting_examples_leave_no_program():
    solution = solved([Example((1, 1), 1), Example((1, 1), 2)])
    assert (solution.program, solution.unfinished, solution.predict([(1, 1)])) == (None, "gave_up", [None])


def test_the_budgets_core_seconds_end_it():
    squares = [Example((n, 0), n * n) for n in range(30)]
    solution = solved(squares, seconds=0.2)
    assert solution.unfinished == "out_of_time"
    assert solution.core_seconds <= 0.2


@pytest.mark.parametrize(
    ("text", "unfinished"),
    [
        ("(define-fun f ((_arg_0 Int) (_arg_1 Int)) Int (+ _arg_0 1))", None),
        ("(define-fun f ((_arg_0 Int) (_arg_1 Int)) Int (+ _arg_0 _arg_1))", "wrong_on_examples"),
        ("(define-fun f ((_arg_0 Int) (_arg_1 Int)) Int (* _arg_0 2))", "not_in_dsl"),
    ],
)
def test_an_answer_counts_only_if_our_evaluation_finds_it_right(
    monkeypatch: pytest.MonkeyPatch, text: str, unfinished: str | None
):
    monkeypatch.setattr(solver, "synthesise", lambda problem, budget: Answer(text, "solved", 0.1, 0.1))
    assert solved(EXAMPLES).unfinished == unfinished


def test_a_task_on_lists_is_unsupported():
    task = load_task("lists/sort")
    with pytest.raises(Unsupported, match="SyGuS-IF cannot write"):
        Cvc5Solver().solve(Problem(task, [], seed=0), Budget(seconds=1))


def test_a_trial_on_such_a_task_is_failed_as_unsupported():
    row = run_trial(Trial("lists/sort", "cvc5", "fixed", 4, 0, Budget(seconds=1)).to_dict())
    assert (row["status"], row["reason"][:12]) == ("failed", "unsupported:")


def test_a_budget_without_core_seconds_is_refused():
    with pytest.raises(Unsupported, match="give --budget SECONDS"):
        Cvc5Solver().solve(Problem(TASK, EXAMPLES, seed=0), Budget(candidates=1000))


def test_it_is_found_by_name_and_has_no_options():
    assert "cvc5" in solver_names()
    assert load_solver("cvc5").name == "cvc5"
    with pytest.raises(UnknownName, match="solver 'cvc5' has no option 'rows'"):
        load_solver("cvc5?rows=3")


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(session, "installed", lambda peer: False)
    with pytest.raises(MissingPeer, match=r"pip install 'contrast-bench\[peers\]'"):
        solved(EXAMPLES)

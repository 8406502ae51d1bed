"""Problems given by formulas: programs come from our search, proofs and counter-examples from cvc5."""

from __future__ import annotations

import pytest

from contrast.errors import BadProblem, Unsupported
from contrast.peers import logical, session
from contrast.peers.checker import Checker
from contrast.peers.draws import Draws
from contrast.peers.session import MissingPeer, Session
from contrast.search.specification import SpecificationGoal, SpecificationSearch
from contrast.solver import Budget
from contrast.sygus import SygusProblem, read_problem
from contrast.task import Example

pytest.importorskip("cvc5", reason="the peer solver is an extra: pip install 'contrast-bench[peers]'")

ENOUGH = Budget(seconds=60)
NEW_LINE = "\n"


def lia(parameters: str, *constraints: str, variables: str | None = None) -> SygusProblem:
    """A problem in linear arithmetic about f, whose variables are its parameters unless others are named."""
    declared = "".join(f"(declare-var {name} Int)" for name in (variables or parameters).split())
    typed = " ".join(f"({name} Int)" for name in parameters.split())
    formulas = NEW_LINE.join(f"(constraint {constraint})" for constraint in constraints)
    return read_problem(f"(set-logic LIA)(synth-fun f ({typed}) Int){declared}{formulas}(check-synth)", "test")


LARGER = lia("x y", "(>= (f x y) x)", "(>= (f x y) y)", "(or (= (f x y) x) (= (f x y) y))")
DISTANCE = lia("x y", "(= (f x y) (f y x))", "(or (= (f x y) (- x y)) (= (f x y) (- y x)))")
ABOVE = lia("x", "(> (f x) x)")
PLACE = lia("x y k", "(=> (< x y) (=> (< k x) (= (f x y k) 0)))", "(=> (< x y) (=> (> k y) (= (f x y k) 2)))",
            "(=> (< x y) (=> (and (> k x) (< k y)) (= (f x y k) 1)))")  # fmt: skip


def checker(problem: SygusProblem, peer: Session) -> Checker:
    return Checker(problem, peer)


def defined(body: str) -> str:
    return f"(define-fun f ((x Int) (y Int)) Int {body})"


def test_a_right_answer_has_no_counter_example():
    with Session() as peer:
        assert checker(LARGER, peer).counter_example(defined("(ite (< x y) y x)"), 10) is None


def test_a_counter_example_breaks_the_answer():
    with Session() as peer:
        found = checker(LARGER, peer).counter_example(defined("x"), 10)
    assert found is not None
    assert found["y"] > found["x"]


def test_an_output_is_forced_where_the_formula_leaves_one_only():
    with Session() as peer:
        forced = checker(LARGER, peer).forced([{"x": 3, "y": -4}, {"x": 0, "y": 5}], 10)
    assert forced == [Example((3, -4), 3), Example((0, 5), 5)]


def test_an_output_that_the_formula_leaves_open_is_no_example():
    with Session() as peer:
        assert checker(PLACE, peer).forced([{"x": 5, "y": 2, "k": 0}, {"x": 2, "y": 5, "k": 0}], 10) == [Example((2, 5, 0), 0)]


def test_a_formula_that_relates_two_points_forces_outputs_at_both():
    problem = lia("x", "(= (f x) (+ (f (+ x 1)) 1))", "(=> (= x 0) (= (f x) 7))")
    with Session() as peer:
        forced = checker(problem, peer).forced([{"x": 0}, {"x": 1}], 10)
    assert forced == [Example((0,), 7), Example((1,), 6), Example((2,), 5)]


def test_checks_are_charged():
    with Session() as peer:
        one = checker(LARGER, peer)
        one.forced(Draws(LARGER).first(100), 10)
    assert one.core_seconds > 0


def test_the_larger_of_two_is_found_and_proved():
    outcome = logical.solve(LARGER, ENOUGH)
    assert (outcome.fits, outcome.reason) == (True, "found")
    assert outcome.program is not None
    assert [outcome.program(*row) for row in ((2, 1), (1, 2), (-5, -5))] == [2, 2, -5]
    assert outcome.program.nodes == 6


def test_a_formula_that_speaks_of_some_inputs_only_is_met_there():
    outcome = logical.solve(PLACE, ENOUGH)
    assert outcome.fits
    assert outcome.program is not None
    assert [outcome.program(3, 8, k) for k in (-1, 5, 9)] == [0, 1, 2]


def test_a_formula_with_several_right_functions_is_solved_by_one_of_them():
    outcome = logical.solve(DISTANCE, ENOUGH)
    assert outcome.fits
    assert outcome.program is not None
    values = [outcome.program(*row) for row in ((2, 9), (9, 2), (4, 4))]
    assert values in ([7, 7, 0], [-7, -7, 0])


def test_a_formula_that_forces_nothing_is_solved_by_the_search_on_the_formula():
    outcome = logical.solve(ABOVE, ENOUGH)
    assert outcome.fits
    assert outcome.program is not None
    assert outcome.program(10) > 10


def test_a_formula_that_no_function_meets_is_infeasible():
    outcome = logical.solve(lia("x", "(> (f x) x)", "(< (f x) x)"), ENOUGH)
    assert (outcome.fits, outcome.reason, outcome.program) == (False, "infeasible", None)


def test_bit_vectors_are_proved_for_every_pattern():
    problem = read_problem("""(set-logic BV)
(synth-fun f ((x (_ BitVec 8))) (_ BitVec 8) ((N (_ BitVec 8))) ((N (_ BitVec 8) (x #x01 (bvsub N N) (bvand N N)))))
(declare-var x (_ BitVec 8))
(constraint (= (bvor (f x) (bvand x (bvneg x))) x))
(constraint (= (bvand (f x) (bvand x (bvneg x))) #x00))
(check-synth)""")
    outcome = logical.solve(problem, ENOUGH)
    assert outcome.fits
    assert str(outcome.program) in ("bvand(x, bvsub(x, 1))", "bvand(bvsub(x, 1), x)")


def test_the_budgets_seconds_end_the_loop():
    outcome = logical.solve(LARGER, Budget(seconds=0.001))
    assert (outcome.fits, outcome.reason) == (False, "out_of_time")


def test_the_budgets_candidates_end_the_loop():
    outcome = logical.solve(LARGER, Budget(seconds=60, candidates=3))
    assert (outcome.fits, outcome.reason) == (False, "out_of_candidates")


def test_a_function_applied_to_its_own_values_is_refused():
    with pytest.raises(Unsupported, match="applies f to its own values"):
        logical.solve(lia("x", "(= (f (f x)) x)"), ENOUGH)


def test_a_formula_that_does_not_mention_the_function_is_refused():
    with pytest.raises(BadProblem, match="no constraint mentions f"):
        logical.solve(lia("x", "(< x (+ x 1))"), ENOUGH)


def test_a_problem_given_by_examples_is_refused():
    with pytest.raises(BadProblem, match=r"given by examples; use contrast\.search"):
        logical.solve(lia("x", "(= (f 1) 2)", variables="z"), ENOUGH)


def test_without_cvc5_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(session, "installed", lambda peer: False)
    with pytest.raises(MissingPeer, match=r"pip install 'contrast-bench\[peers\]'"):
        logical.solve(LARGER, ENOUGH)


def test_draws_are_the_same_for_the_same_problem_and_hold_ordered_ones():
    drawn = Draws(PLACE).first(40)
    assert drawn == Draws(PLACE).first(40)
    assert sum(d["x"] < d["y"] < d["k"] for d in drawn) >= 5


def test_a_draw_near_an_assignment_changes_one_variable_at_most():
    start = {"x": 1, "y": 50, "k": 100}
    near = Draws(PLACE).near(start, 30)
    assert len(near) == 30
    assert all(sum(one[name] != start[name] for name in start) <= 1 for one in near)


def test_the_points_of_a_goal_are_all_at_which_the_function_is_asked_for():
    goal = SpecificationGoal(DISTANCE, [{"x": 1, "y": 2}, {"x": 2, "y": 1}, {"x": 4, "y": 4}])
    assert goal.points == [(1, 2), (2, 1), (4, 4)]


def test_a_search_on_a_formula_yields_what_meets_it():
    search = SpecificationSearch(DISTANCE, [{"x": 1, "y": 5}, {"x": 5, "y": 1}, {"x": -2, "y": 7}], Budget(seconds=60))
    found = next(search.programs())
    assert found(1, 5) == found(5, 1)
    assert abs(found(-2, 7)) == 9

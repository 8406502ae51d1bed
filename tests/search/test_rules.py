"""Rules from noisy labels: the short rule that made them, or none where there is none; no worse than brute force."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.tree import DecisionTreeClassifier

from contrast.catalog import load_solver, load_task, vocabulary
from contrast.dsl import DSL, Const, Var, description_bits
from contrast.dsl.batched.columns import pack
from contrast.dsl.constants import constant_bits
from contrast.search.limits import Meter
from contrast.search.outcome import Outcome
from contrast.search.rules import has_few_classes, learn
from contrast.search.rules.learn import Learner
from contrast.search.rules.predicates.cuts import best_cuts, label_bits
from contrast.search.rules.predicates.features import features
from contrast.search.rules.predicates.proposals import Proposer
from contrast.search.rules.predicates.thresholds import threshold
from contrast.search.solve import solve
from contrast.search.solver import SearchSolver
from contrast.solver import Budget, Problem
from contrast.task import Example, Task
from contrast.vocab.primitives.numbers.booleans import both, either, negate
from contrast.vocab.reals import PLANE, add, less

TABLES = vocabulary("tables")
COLUMNS = [Var(name, float) for name in ("a", "b", "c", "d")]
CANDIDATES = 20_000


def drawn(seed: int, rows: int, rule: Callable[..., Any], flipped: float = 0.0) -> list[Example]:
    """Rows of four numbers from 0 to 10 with one digit, labelled by a rule; a share of the truth values is wrong."""
    rng = np.random.default_rng(seed)
    table = np.round(rng.uniform(0, 10, (rows, 4)), 1).tolist()
    wrong = rng.random(rows) < flipped
    return [Example(tuple(row), rule(*row) if not bad else not rule(*row)) for row, bad in zip(table, wrong, strict=True)]


def rules(
    examples: Sequence[Example], kind: Any = bool, dsl: DSL = TABLES, candidates: int = CANDIDATES, most: int = 10
) -> Outcome:
    return learn(COLUMNS, examples, dsl, kind, Budget(candidates=candidates), most)


def accuracy(found: Outcome, examples: Sequence[Example]) -> float:
    assert found.program is not None
    answers = found.program.predict([example.inputs for example in examples])
    return float(np.mean([answer == example.output for answer, example in zip(answers, examples, strict=True)]))


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(rows=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2)), min_size=2, max_size=12))
def test_the_best_cut_of_a_column_is_the_one_that_brute_force_finds(rows: list[tuple[int, int]]):
    values, labels = np.array([[value for value, _ in rows]]), np.array([label for _, label in rows])
    limits = sorted(set(values[0]))[1:]
    tried = [label_bits(labels[values[0] < t]) + label_bits(labels[values[0] >= t]) for t in limits]
    found = best_cuts(values, labels).gains[0]
    assert found == (pytest.approx(label_bits(labels) - min(tried)) if tried else -np.inf)


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(low=st.floats(-1e6, 1e6), gap=st.floats(1e-6, 1e3), kind=st.sampled_from([int, float]))
def test_a_threshold_parts_the_two_values_that_it_lies_between(low: float, gap: float, kind: Any):
    first = kind(low)
    second = first + kind(max(gap, 1.0)) if kind is int else first + gap
    found = threshold(first, second, kind, [Const(0.0, float), Const(7, int)])
    assert type(found.value) is kind
    assert first < found.value <= second


@pytest.mark.parametrize(
    ("low", "high", "kind", "text"), [(3, 9, int, "6"), (0.1234, 0.5678, float, "0.3"), (-1.0, 3.0, float, "1.0")]
)
def test_a_threshold_is_written_with_few_digits(low: float, high: float, kind: Any, text: str):
    assert repr(threshold(low, high, kind, []).value) == text


@pytest.mark.parametrize("name", ["breast_cancer", "digit_pairs_38", "digit_pairs_49"])
def test_no_stump_of_scikit_learn_tells_more_than_the_best_predicate(name: str):
    task = load_task(f"perception/{name}")
    examples = task.draw("train", 0, 150).examples
    table = np.array([np.concatenate([np.ravel(value) for value in example.inputs]) for example in examples])
    labels = np.array([example.output for example in examples])
    side = DecisionTreeClassifier(criterion="entropy", max_leaf_nodes=2, random_state=0).fit(table, labels).apply(table) == 1
    theirs = label_bits(labels) - label_bits(labels[side]) - label_bits(labels[~side])
    with np.errstate(all="ignore"):
        ours = [predicate.gain for predicate in proposer(task, examples).propose(np.ones(len(labels), bool))]
    assert max(ours) >= theirs - 1e-9


def proposer(task: Task, examples: Sequence[Example]) -> Proposer:
    """Proposes predicates for all rows from all features."""
    learner = Learner(task.inputs, examples, task.dsl, task.output_kind, Budget(), 2)
    columns = [pack(var.kind, [example.inputs[k] for example in examples]) for k, var in enumerate(task.inputs)]
    outputs = pack(task.output_kind, [example.output for example in examples])
    *_, batches = features(learner.language, task.inputs, columns, outputs, learner.meter)
    return Proposer(learner.language, batches, learner.judging.labels, learner.meter, combining=True)


def test_a_tenth_of_wrong_labels_hardly_ever_hides_a_short_rule():
    found = {seed: rules(drawn(seed, 200, lambda *row, k=seed % 4: row[k] < 5, flipped=0.1)) for seed in range(8)}
    short = [
        one.program.applications == 1 for one in found.values() if one.program
    ]  # less(column, number), or the other way round
    right = [accuracy(one, drawn(99, 500, lambda *row, k=seed % 4: row[k] < 5)) for seed, one in found.items()]
    assert sum(short) >= 7
    assert np.mean(right) > 0.97


def test_random_labels_give_no_rule():
    found = [rules(drawn(seed, 200, lambda *row: False, flipped=0.5)) for seed in range(4)]
    assert {str(one.program) for one in found} <= {"True", "False"}
    assert not any(one.fits for one in found)


def test_rules_of_several_labels_are_nested_choices():
    found = rules(drawn(0, 300, lambda a, b, c, d: 0 if a < 3 else 1 if b < 4 else 2), int)
    assert (found.fits, found.reason) == (True, "found")
    assert str(found.program).count("choose(") == 2


def test_a_sum_is_found_where_the_border_is_oblique():
    def rule(a: float, b: float, c: float, d: float) -> bool:
        return a + b < 9.05

    assert accuracy(rules(drawn(0, 300, rule)), drawn(1, 1000, rule)) > 0.97


def test_without_a_choice_truth_values_are_joined_by_connectives():
    examples = drawn(0, 200, lambda a, b, c, d: a < 4.05 and b < 6.05)
    found = rules(examples, dsl=DSL.of(less, add, both, either, negate))
    assert found.fits
    assert "both(" in str(found.program)


def test_without_connectives_there_is_one_predicate():
    found = rules(drawn(0, 200, lambda a, b, c, d: a < 4.05 and b < 6.05), dsl=DSL.of(less, add))
    assert found.program is not None
    assert str(found.program).count("less(") == 1


def test_a_list_has_no_more_leaves_than_asked():
    found = rules(drawn(0, 300, lambda a, b, c, d: int(a) % 3), int, most=3)
    assert str(found.program).count("choose(") <= 2


def test_the_front_has_fewer_errors_for_more_bits_and_the_bits_of_the_dsl():
    found = rules(drawn(0, 300, lambda a, b, c, d: int(a < 3) + int(b < 4), flipped=0.0), int)
    bits, errors = [one.bits for one in found.pareto], [one.error for one in found.pareto]
    assert bits == sorted(bits)
    assert errors == sorted(errors, reverse=True)
    assert bits == pytest.approx([description_bits(one.program, TABLES) for one in found.pareto])
    assert found.program in [one.program for one in found.pareto]


@pytest.mark.parametrize("candidates", [1, 500, 5000])
def test_a_candidate_budget_is_kept_and_repeatable(candidates: int):
    examples = drawn(0, 200, lambda a, b, c, d: a + c < b + d, flipped=0.1)
    first, second = (rules(examples, candidates=candidates) for _ in range(2))
    assert first.reason == "out_of_candidates"
    assert (str(first.program), first.candidates) == (str(second.program), second.candidates)
    assert first.program is not None


def test_a_run_on_seconds_can_be_replayed_to_its_count():
    task = load_task("perception/digit_pairs_49")
    problem, solver = Problem(task, task.draw("train", 0, 100).examples, 0), load_solver("search")
    first = solver.solve(problem, Budget(seconds=0.15))
    again = solver.solve(problem, Budget(seconds=99.0), first.stopped_at)
    assert (first.program, first.stopped_at) == (again.program, again.stopped_at)


@pytest.mark.parametrize(("error", "reason"), [(KeyboardInterrupt, "interrupted"), (MemoryError, "out_of_memory")])
def test_an_interruption_leaves_the_best_so_far(error: type[BaseException], reason: str, monkeypatch: pytest.MonkeyPatch):
    def interrupt(meter: Meter, stored: int) -> None:
        if meter.candidates > 3000:
            raise error

    monkeypatch.setattr(Meter, "check", interrupt)
    examples = drawn(0, 200, lambda a, b, c, d: a < 3, flipped=0.1)
    found = rules(examples)
    assert found.reason == reason
    assert accuracy(found, examples) > 0.8


def test_the_solver_learns_rules_of_labels_and_says_what_they_cost():
    task = load_task("perception/wine")
    solution = SearchSolver().solve(Problem(task, task.draw("train", 0).examples, 0), Budget(candidates=20_000))
    assert solution.details["pareto"][0]["bits"] == pytest.approx(description_bits(solution.program, task.dsl), abs=200)
    assert len({str(answer) for answer in solution.predict([e.inputs for e in task.draw("same", 0).examples])}) == 3


def test_outputs_with_nearly_as_many_values_as_rows_are_no_labels():
    assert has_few_classes(int, [Example((k,), k % 3) for k in range(9)])
    assert not has_few_classes(int, [Example((k,), k) for k in range(9)])
    assert not has_few_classes(float, [Example((k,), 1.0) for k in range(9)])
    assert not has_few_classes(bool, [])


def test_each_weight_of_a_template_is_charged():
    assert constant_bits((1, -1) * 32) > 64 * np.log2(3)
    assert constant_bits((5,) * 64) < constant_bits((5, 4) * 32) < constant_bits((5, -90) * 32)
    assert [constant_bits(value) for value in (True, 1, 1.0)] == [1.0, 3.0, 4.0]


def test_of_few_rows_a_program_that_fits_is_preferred_to_rules_with_exceptions():
    points = [(x / 3, y / 3) for x in range(-3, 3) for y in range(-3, 3)][::2]
    examples = [Example(point, point[0] * point[0] < point[1]) for point in points]
    inputs = [Var("x", float), Var("y", float)]
    found = solve(inputs, examples, PLANE, bool, Budget(candidates=300_000), noisy=True)
    assert found.fits
    assert str(found.program) == "less(square(x), y)"
    assert found.pareto

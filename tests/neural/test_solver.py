"""The networks as solvers."""

from typing import Any

import numpy as np
import pytest

from contrast.catalog import load_solver
from contrast.errors import BadTask, BadValue, ContrastError
from contrast.neural import architectures
from contrast.neural.solver import NetSolver
from contrast.scoring import score
from contrast.solver import Budget, Problem, Solution, Stopwatch
from contrast.values import Grid, conforms

from .worlds import TASKS, endless, given

TRANSFORMER = "transformer?width=32&depth=1"


def solved(solver: str, problem: Problem, **budget: Any) -> Solution:
    return load_solver(solver).solve(problem, Budget(**budget))


def exact_match(solution: Solution, name: str, split: str = "same") -> float:
    task = TASKS[name]
    test = task.draw(split, 7, 300).examples
    answers = solution.predict([example.inputs for example in test])
    return score(answers, [example.output for example in test], task.tolerance).exact_match


def test_a_perceptron_learns_the_exclusive_or_of_two_signs() -> None:
    assert exact_match(solved("mlp", endless("opposite"), steps=400), "opposite") >= 0.95


def test_a_perceptron_recovers_a_proportion_within_the_tolerance() -> None:
    assert exact_match(solved("mlp", endless("triple"), steps=1000), "triple") >= 0.95


@pytest.mark.parametrize(
    ("solver", "name"),
    [
        ("rnn", "majority"), ("lstm", "majority"), ("deepsets", "majority"), ("mpnn", "direct"),
        ("transformer?positions=none", "direct"), ("transformer", "echo"), ("looped_transformer", "echo"),
        ("transformer?positions=rope", "majority"), ("transformer?positions=sinusoidal", "majority"),
        ("transformer?positions=randomised", "majority"), ("mlp?features=periodic", "opposite"),
    ],
)  # fmt: skip
def test_each_architecture_has_a_task_that_it_must_learn(solver: str, name: str) -> None:
    assert exact_match(solved(f"{solver}{'&' if '?' in solver else '?'}lr=0.003", endless(name), steps=400), name) >= 0.95


def test_an_lstm_writes_a_sequence() -> None:
    assert exact_match(solved("bilstm", endless("upper"), steps=400), "upper") >= 0.95


@pytest.mark.parametrize("solver", ["lstm", "stack_rnn?controller=lstm"])
def test_a_net_from_left_to_right_writes_a_sequence_behind_its_input(solver: str) -> None:
    joint = "&" if "?" in solver else "?"
    assert exact_match(solved(f"{solver}{joint}lr=0.01", endless("echo"), steps=1000), "echo") >= 0.95


def test_a_stack_learns_to_reverse_and_at_twice_the_length_too() -> None:
    solution = solved("stack_rnn?lr=0.01", endless("backwards"), steps=600)
    assert min(exact_match(solution, "backwards", split) for split in ("same", "longer")) >= 0.95


@pytest.mark.parametrize("net", ["cnn", "looped_cnn"])
def test_a_convolutional_net_finds_the_brightest_cell(net: str) -> None:
    assert exact_match(solved(f"{net}?lr=0.003", endless("brightest"), steps=900), "brightest") >= 0.95


def test_a_net_from_left_to_right_may_write_beside_its_input() -> None:
    assert exact_match(solved("lstm?places=beside", endless("upper"), steps=400), "upper") >= 0.95


def test_an_output_longer_than_its_input_can_be_learned() -> None:
    assert exact_match(solved("transformer?lr=0.003", endless("twice"), steps=300), "twice") >= 0.9


@pytest.mark.parametrize(("solver", "name"), [("mlp", "differ"), ("lstm", "majority"), (TRANSFORMER, "echo")])
def test_the_same_seed_gives_the_same_predictions(solver: str, name: str) -> None:
    inputs = [example.inputs for example in TASKS[name].draw("same", 7, 200).examples]
    first, second = (solved(solver, endless(name), steps=60).predict(inputs) for _ in range(2))
    assert first == second


def test_another_seed_gives_other_predictions() -> None:
    inputs = [example.inputs for example in TASKS["echo"].draw("same", 7, 200).examples]
    first, second = (solved(TRANSFORMER, endless("echo", seed), steps=30).predict(inputs) for seed in (0, 1))
    assert first != second


@pytest.fixture
def slow_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stopwatch that advances by a hundredth of a second each time it is read."""

    def seconds(watch: Stopwatch) -> float:
        watch.readings = getattr(watch, "readings", 0) + 1  # type: ignore[attr-defined]
        return float(watch.readings) / 100  # type: ignore[attr-defined]

    monkeypatch.setattr(Stopwatch, "seconds", property(seconds))


@pytest.mark.parametrize("problem", [endless("total"), given("total", 16), given("total", 400)], ids=["unlimited", "few", "many"])
def test_a_timed_run_is_replayed_to_the_bit(slow_clock: None, problem: Problem) -> None:
    inputs = [example.inputs for example in TASKS["total"].draw("same", 7, 100).examples]
    timed = load_solver("lstm").solve(problem, Budget(seconds=2.5))
    assert timed.stopped_at["horizon_1"] != timed.stopped_at["horizon"]
    again = load_solver("lstm").solve(problem, Budget(seconds=2.5), replay=timed.stopped_at)
    assert (again.stopped_at, again.unfinished) == (timed.stopped_at, timed.unfinished)
    assert again.predict(inputs) == timed.predict(inputs)


def test_a_timed_run_stops_within_its_budget(slow_clock: None) -> None:
    solution = solved("lstm", endless("total"), seconds=1.5)
    assert solution.stopped_at["steps"] <= solution.stopped_at["horizon"]
    assert 40 < solution.stopped_at["steps"] < 150
    assert solution.core_seconds <= 1.5


def test_a_budget_of_steps_is_kept_and_recorded() -> None:
    solution = solved("lstm", given("total", 16), steps=30)
    assert solution.stopped_at == {"steps": 30, "horizon": 30}
    assert solution.unfinished in ("out_of_steps", "still_improving")


@pytest.mark.parametrize(
    ("solver", "name"),
    [
        ("mlp", "differ"), ("mlp", "triple"), ("mlp", "brightest"), ("lstm", "majority"), ("lstm", "total"), ("lstm", "halves"),
        ("bilstm", "upper"), (TRANSFORMER, "echo"), (TRANSFORMER, "upper"), (TRANSFORMER, "direct"), (TRANSFORMER, "majority"),
        (TRANSFORMER, "triple"),
    ],
)  # fmt: skip
def test_predictions_have_the_kind_of_the_output(solver: str, name: str) -> None:
    task = TASKS[name]
    inputs = [example.inputs for example in task.draw("same", 7, 50).examples]
    answers = solved(solver, given(name, 12), steps=5).predict(inputs)
    assert all(conforms(answer, task.output_kind) for answer in answers)


@pytest.mark.parametrize("solver", ["lstm", TRANSFORMER])
def test_inputs_much_longer_than_trained_get_an_answer(solver: str) -> None:
    answer = solved(solver, given("twice", 12), steps=5).predict([([1] * 50,)])
    assert conforms(answer[0], list[int])


@pytest.mark.parametrize(
    ("solver", "name", "inputs"),
    [
        ("lstm", "majority", ([],)),
        ("lstm", "upper", ("xyz",)),
        (TRANSFORMER, "echo", ([10**30, -5],)),
        ("mlp", "triple", (1e300,)),
        ("mlp", "brightest", (Grid(np.full((9, 9), 1000)),)),
        ("cnn", "brightest", (Grid(np.full((9, 9), 1000)),)),
        (TRANSFORMER, "total", ([float("inf"), -1e300],)),
    ],
)
def test_values_never_seen_get_an_answer(solver: str, name: str, inputs: tuple[Any, ...]) -> None:
    assert len(solved(solver, given(name, 12), steps=5).predict([inputs])) == 1


def test_nothing_is_predicted_for_no_inputs() -> None:
    assert solved("lstm", given("majority", 12), steps=5).predict([]) == []


@pytest.mark.parametrize("count", [1, 2, 4])
def test_very_few_examples_are_enough_to_train_on(count: int) -> None:
    solution = solved("lstm", given("majority", count), steps=20)
    assert solution.details["examples"] == count


def test_few_examples_are_all_trained_on_without_validation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contrast.neural.solver.MOST_STEPS", 60)
    solution = solved("lstm", given("majority", 16), seconds=1000)
    assert solution.stopped_at["steps"] == solution.stopped_at["horizon"] == 60
    assert (solution.details["validation_items"], solution.details["examples"]) == (0, 16)
    assert "train_exact_match" in solution.details["curve"][-1]


def test_details_can_be_stored_as_json() -> None:
    import json

    details = solved("lstm", given("total", 16), steps=60).details
    assert json.loads(json.dumps(details, allow_nan=False)) == details
    assert details["parameters"] > 0
    assert details["diverged"] is False


def test_a_rate_that_destroys_the_network_is_an_outcome() -> None:
    solution = solved("mlp?lr=1e30", given("triple", 16), steps=100)
    assert solution.unfinished == "diverged"
    assert solution.details["diverged"] is True


@pytest.mark.parametrize("name", architectures.ARCHITECTURES)
def test_networks_have_at_most_150_thousand_weights_by_default(name: str) -> None:
    problem = given({"mlp": "differ", "cnn": "brightest", "looped_cnn": "brightest", "mpnn": "direct"}.get(name, "echo"), 12)
    assert solved(name, problem, steps=1).details["parameters"] <= 150_000


@pytest.mark.parametrize(
    ("solver", "message"),
    [
        ("mlp?speed=3", "no option 'speed'; it has lr, width, depth, decay, batch, numbers"),
        ("lstm?positions=none", "no option 'positions'"),
        ("transformer?positions=left", "one of none, sinusoidal, rope, randomised, both_ends"),
        ("mlp?lr=0", "a number above 0"),
        ("mlp?lr=nan", "a number above 0"),
        ("mlp?decay=-1", "a number from 0 on"),
        ("mlp?width=ten", "a whole multiple of 4"),
        ("transformer?width=30", "a whole multiple of 4"),
        ("lstm?depth=0", "a whole number from 1 on"),
        ("lstm?numbers=roman", "one of symbol, scalar, digits, digits_little"),
        ("lstm?width=0x", "a factor, such as 2x"),
        ("lstm?outputs=words", "one of classes, amount, digits, digits_little"),
        ("mlp?layout=stacked", "no option 'layout'"),
        ("bilstm?places=beside", "no option 'places'"),
    ],
)
def test_a_wrong_option_is_refused_with_the_right_ones(solver: str, message: str) -> None:
    with pytest.raises(BadValue, match=message):
        load_solver(solver)


def test_options_are_used() -> None:
    sizes = [solved(solver, given("echo", 12), steps=1).details["parameters"] for solver in (TRANSFORMER, "transformer?width=32")]
    assert sizes[0] < sizes[1]


def test_an_unknown_network_is_refused() -> None:
    with pytest.raises(ContrastError, match="mlp, cnn, looped_cnn, rnn, lstm, bilstm, stack_rnn, transformer"):
        NetSolver("perceptron")


@pytest.mark.parametrize(
    ("solver", "name"),
    [
        ("mlp", "echo"),
        ("lstm", "direct"),
        ("mlp", "swap"),
        ("cnn", "differ"),
        ("mpnn", "echo"),
        ("deepsets", "direct"),
        ("lstm?layout=stacked", "echo"),
        ("lstm?outputs=amount", "upper"),
        ("lstm?outputs=digits", "halves"),
    ],
)
def test_what_an_architecture_cannot_do_is_said(solver: str, name: str) -> None:
    with pytest.raises(BadTask):
        solved(solver, given(name, 12), steps=5)


def test_no_examples_are_refused() -> None:
    with pytest.raises(BadValue, match="at least one example"):
        solved("mlp", Problem(TASKS["differ"], [], 0), steps=5)

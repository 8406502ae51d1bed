"""The verdict of the gates, from rows made by hand."""

from typing import Any

import pytest

from contrast.gates.verdict import Verdict, verdict
from contrast.solver import Budget

from ..report.rows import AXES, net, search, split

BUDGET = Budget(seconds=20.0)
MORE = {"seconds": 80.0, "steps": None, "candidates": None, "bytes": 2 * 2**30}


def witness(*scores: float, exact_to: int | None = 25, **columns: Any) -> dict[str, Any]:
    details = {"net": "rnn", "exact_to": exact_to}
    return net("t", *scores, solver="witness", examples=None, parameters=94, details=details, **columns)


def fresh(*scores: float, seed: int = 0, **columns: Any) -> dict[str, Any]:
    return net("t", *scores, examples=None, seed=seed, **columns)


def found(*rows: dict[str, Any]) -> Verdict:
    return verdict(rows, "t", "lstm", BUDGET)


def test_a_net_that_passes_all_gates_has_no_failure() -> None:
    got = found(witness(1, 1, 1), fresh(1, 1, 1), net("t", 1, 1, 1, examples=32), search("t", 1, 1, 1))
    assert [gate.passed for gate in got.gates] == [True, True, True, True]
    assert got.sentence() == "none: it passes all gates"


def test_an_axis_that_no_seed_holds_is_a_failure_of_extrapolation() -> None:
    got = found(fresh(1, 0.4, 1), fresh(1, 0.6, 1, seed=1))
    assert got.sentence(data=False) == "extrapolation: longer_2x .600"
    assert got.gate("extrapolation").numbers["best"] == {"longer_2x": 0.6, "longer_10x": 1}


def test_the_first_failure_is_the_verdict() -> None:
    rows = [fresh(0.5, 0, 0), fresh(0.5, 0, 0, budget=MORE), net("t", 0.1, 0, 0)]
    assert [gate.passed for gate in found(*rows).gates] == [None, False, False, False]
    assert found(*rows).sentence().startswith("learnable: not within 4 times the budget, best .500, median .500")


def test_a_net_that_needs_more_examples_than_the_program_has_a_data_gap() -> None:
    rows = [fresh(1, 1, 1), search("t", 1, 1, 1, examples=32), net("t", 0.3, 0, 0), net("t", 0.995, 0, 0, examples=2048)]
    assert found(*rows).sentence() == "data: needs 2,048 examples; a program needs 32"
    assert found(*rows).sentence(data=False) == "none: it passes all gates"
    assert found(*rows).gate("data").numbers == {"same": {32: 0.3, 2048: 0.995}, "n_at_99": 2048, "n_of_program": 32}


def test_no_count_that_is_enough_is_a_data_gap_too() -> None:
    assert "not with 32 examples" in found(fresh(1, 1, 1), net("t", 0.3, 0, 0)).sentence()


def test_a_net_that_is_not_asked_again_is_not_called_unable() -> None:
    got = found(fresh(0.5, 0, 0))
    assert got.gate("learnable").passed is None
    assert got.slow


def test_a_net_that_cannot_read_the_task_is_not_asked_again() -> None:
    refused = {**fresh(1, 1, 1), "status": "failed", "splits": {}, "reason": "unsupported: a graph is no sequence"}
    assert not found(refused).slow
    assert found(refused).gate("learnable").outcome == "unsupported: a graph is no sequence"


def test_a_net_that_learns_with_more_budget_is_slow() -> None:
    got = found(fresh(0.5, 0, 0), fresh(1, 1, 1, budget=MORE))
    assert got.gate("learnable").passed
    assert got.gate("learnable").outcome.startswith("slowly")
    assert got.gate("extrapolation").passed


def test_a_loss_that_still_falls_is_said() -> None:
    got = found(fresh(0.5, 0, 0), fresh(0.9, 0, 0, budget=MORE, unfinished="still_improving"))
    assert got.gate("learnable").outcome.endswith("the loss still falls")


def test_a_trial_that_crashed_counts_as_zero() -> None:
    crash = {**fresh(1, 1, 1, seed=1), "status": "failed", "splits": {}}
    assert found(fresh(1, 1, 1), crash, {**crash, "seed": 2}).gate("learnable").numbers["at_budget"]["median"] == 0


@pytest.mark.parametrize(
    ("row", "passed", "outcome"),
    [
        (witness(1, 1, 1), True, "uniform, by rnn with 94 parameters"),
        (witness(1, 1, 1, exact_to=10), True, "up to 10 times the size, by rnn with 94 parameters"),
        (witness(1, 1, 1, exact_to=None), True, "by rnn with 94 parameters"),
        (witness(1, 1, 0.4), True, "uniform, by rnn with 94 parameters but for longer_10x"),
        (witness(0.9, 1, 1), None, "unknown: the witness is wrong on same"),
        ({**witness(1, 1, 1), "status": "failed", "reason": "unsupported: no witness"}, None, "unknown: no witness"),
    ],
)
def test_without_a_witness_that_is_right_nothing_is_said_of_representability(row: dict, passed: Any, outcome: str) -> None:
    gate = found(row).gate("representable")
    assert (gate.passed, gate.outcome) == (passed, outcome)


def test_rows_of_other_nets_budgets_and_tasks_do_not_matter() -> None:
    others = [fresh(1, 1, 1, solver="mlp"), {**fresh(1, 1, 1), "task": "u"}, fresh(1, 1, 1, budget={**MORE, "seconds": 3.0})]
    assert found(*others).gate("learnable").outcome == "not tried"
    assert found(*others).sentence() == "not known yet: learnable, data, extrapolation"


def test_a_continued_trial_is_not_one_from_its_start() -> None:
    assert found(fresh(1, 1, 1, continues="abc")).gate("learnable").outcome == "not tried"


def test_all_numbers_can_be_stored_as_json() -> None:
    import json

    told = found(witness(1, 1, 1), fresh(1, 0.2, 1), net("t", 0.3, 0, 0)).to_dict()
    assert json.loads(json.dumps(told))["verdict"].startswith("data")
    assert split(1)["n"] == 1000
    assert AXES[0] == "same"

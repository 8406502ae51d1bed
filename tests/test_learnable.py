"""Nets tried in turn until one learns."""

from pathlib import Path

import pytest

from contrast.learnable import Attempt, attempts, nets_for
from contrast.solver import Budget
from contrast.study.storage.store import Store

from .report.rows import net


@pytest.mark.parametrize(
    ("task", "first", "others"),
    [
        ("lists/sort", "transformer?positions=both_ends", {"bilstm", "stack_rnn", "lstm", "deepsets"}),
        ("bits/parity", "lstm", {"bilstm", "transformer", "stack_rnn", "deepsets"}),
        ("perception/digits", "cnn", {"mlp", "looped_cnn"}),
        ("science/kepler", "mlp", set()),
    ],
)
def test_the_net_that_fits_is_tried_first_and_then_all_others_made_for_the_kinds(task: str, first: str, others: set[str]) -> None:
    found = nets_for(task)
    assert found[0] == first
    assert set(found[1:]) == others


def test_no_other_net_is_tried_once_one_has_learned() -> None:
    attempt = Attempt("bits/parity", {"lstm": net("bits/parity", 0.995)})
    assert attempt.learned
    assert attempt.next is None


def test_the_next_net_is_tried_where_none_has_learned() -> None:
    attempt = Attempt("bits/parity", {"lstm": net("bits/parity", 0.5), "bilstm": net("bits/parity", 0.7)})
    assert (attempt.next, attempt.best) == ("transformer", ("bilstm", 0.7))


def test_a_trial_that_failed_has_learned_nothing() -> None:
    assert Attempt("bits/parity", {"lstm": {**net("bits/parity", 1.0), "splits": {}}}).best == ("lstm", 0.0)


def test_where_none_learns_the_best_goes_on_to_more_budget_and_only_the_range_is_scored(tmp_path: Path) -> None:
    with Store.open(tmp_path / "r.db") as store:
        (found,) = attempts(["science/michaelis_menten"], Budget(steps=3), store)
    assert found.longer is not None
    assert found.longer["budget"]["steps"] == 12
    assert set(found.longer["splits"]) == {"same"}

"""The trials of the gates: asked once, kept apart from comparisons."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest

from contrast.errors import BadValue
from contrast.gates.ask import Question, ask
from contrast.report.lines.aggregate import aggregate
from contrast.report.lines.why import explained
from contrast.report.table import table
from contrast.solver import Budget
from contrast.study.inline import Inline
from contrast.study.run import run
from contrast.study.storage.store import Store
from contrast.study.trial import Trial

FEW = Budget(steps=5)


QUESTION = Question.of("bits/majority", "net", FEW, 1, [8, 16])


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results in which QUESTION was asked."""
    path = tmp_path_factory.mktemp("gates") / "results.db"
    with Store.open(path) as opened:
        ask([QUESTION], opened, executor_factory=Inline)
    return path


@pytest.fixture
def store(file: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of them."""
    with Store.open(copy(file, tmp_path)) as opened:
        yield opened


def test_each_gate_has_its_trials_and_a_net_that_does_not_learn_is_asked_again(store: Store) -> None:
    trials = [(row["solver"], row["examples"], row["budget"]["steps"]) for row in store.rows()]
    assert trials == [("witness", None, 5), ("lstm", None, 5), ("lstm", 8, 5), ("lstm", 16, 5), ("lstm", None, 20)]


def test_the_answer_comes_from_the_store_alone(store: Store) -> None:
    verdict = QUESTION.answer(store)
    assert verdict.gate("representable").passed
    assert verdict.first_failure() is not None
    assert set(verdict.gate("data").numbers["same"]) == {8, 16}


def test_nothing_is_run_twice(store: Store) -> None:
    _, summary = ask([QUESTION], store, executor_factory=Inline)
    assert summary.ran == 0


def test_what_only_the_gates_asked_for_makes_no_line_of_a_table(store: Store) -> None:
    assert aggregate(store.rows()) == []


def test_a_comparison_that_asks_for_a_trial_of_the_gates_gets_it_without_running_it(store: Store) -> None:
    lost = Trial("bits/majority", QUESTION.net, "unlimited", None, 0, FEW)
    assert run([lost], store, executor_factory=Inline).ran == 0
    (line,) = explained(aggregate(store.rows()), store.rows())
    assert line.labels == "unlimited"
    assert line.why == QUESTION.answer(store).sentence(data=False) != ""


@pytest.mark.parametrize("format", ["text", "md", "latex", "csv", "html"])
def test_every_table_says_why(store: Store, format: str) -> None:
    run([Trial("bits/majority", QUESTION.net, "unlimited", None, 0, FEW)], store, executor_factory=Inline)
    assert "learnable: not within" in " ".join(table(store.rows(), format).split())


@pytest.mark.parametrize("solver", ["search", "witness", "majority"])
def test_the_gates_are_for_nets(solver: str) -> None:
    with pytest.raises(BadValue, match="the gates are for trained nets"):
        Question.of("bits/majority", solver, FEW, 1, [8])


@pytest.mark.parametrize(("seeds", "counts"), [(0, [8]), (1, [])])
def test_a_question_needs_seeds_and_counts(seeds: int, counts: list[int]) -> None:
    with pytest.raises(BadValue, match="at least one seed and one example count"):
        Question.of("bits/majority", "net", FEW, seeds, counts)

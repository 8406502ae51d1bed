"""Witnesses: weights are believed when they are executed, and the same check must reject weights that are not right."""

from collections.abc import Iterator
from functools import cache

import pytest

from contrast.catalog import load_solver, load_task
from contrast.errors import BadTask
from contrast.neural.architectures import ARCHITECTURES
from contrast.neural.witnesses.curve import sizes
from contrast.neural.witnesses.table import WITNESSES
from contrast.scoring import score
from contrast.solver import Budget, Problem, Solution
from contrast.task import Example, Task

ITEMS, ITEMS_25X = 150, 15
"""Items of a split; fewer of the graphs of 200 nodes, which are slow to draw."""

BEYOND_THE_HEAD = {("lists/sort", "larger"), ("lists/reverse", "larger")}
"""Splits whose outputs hold values that training does not, so that no class stands for them."""


def problem(task: Task, seed: int = 0) -> Problem:
    def stream() -> Iterator[Example]:
        return task.stream(seed)

    return Problem(task, [], seed, stream)


@cache
def executed(name: str, solver: str = "witness", seed: int = 0) -> tuple[Solution, dict[str, float]]:
    task = load_task(name)
    solution = load_solver(solver).solve(problem(task, seed), Budget(steps=1))
    found = {}
    for split in task.test_splits:
        items = task.draw(split, seed, ITEMS_25X if split == "longer_25x" else ITEMS).examples
        answers = solution.predict([item.inputs for item in items])
        found[split] = score(answers, [item.output for item in items], task.tolerance).exact_match
    return solution, found


@pytest.mark.parametrize("name", WITNESSES)
def test_a_witness_is_right_on_every_split(name: str) -> None:
    _, found = executed(name)
    assert {split for split, share in found.items() if share < 1} == {split for task, split in BEYOND_THE_HEAD if task == name}


@pytest.mark.parametrize("name", WITNESSES)
def test_the_same_check_rejects_a_disturbed_witness(name: str) -> None:
    _, found = executed(name, "witness?noise=1")
    assert min(found.values()) < 0.99


@pytest.mark.parametrize("name", sorted(set(WITNESSES) - {"arithmetic/modular_addition"}))
def test_a_witness_is_uniform_in_length(name: str) -> None:
    assert executed(name)[0].details["exact_to"] == 25


def test_one_set_of_weights_for_every_length_has_one_size() -> None:
    assert set(sizes(load_task("bits/parity")).values()) == {executed("bits/parity")[0].details["parameters"]}


def test_a_witness_that_larger_inputs_outgrow_has_a_size_that_grows_in_proportion() -> None:
    found = sizes(load_task("arithmetic/modular_addition"))
    assert found[2] < found[4] < found[10] < found[25]
    assert found[25] / found[10] == pytest.approx(2.5, rel=0.1)


def test_there_are_witnesses_for_twenty_tasks_and_all_are_tasks_of_ours() -> None:
    assert len(WITNESSES) >= 20
    for name, witness in WITNESSES.items():
        assert load_task(name).name == name
        assert witness.net in ARCHITECTURES


@pytest.mark.parametrize("seed", [1, 2])
def test_a_witness_does_not_depend_on_the_seed(seed: int) -> None:
    for name in ("bits/parity", "lists/prefix_sums", "graphs/shortest_path"):
        assert min(executed(name, seed=seed)[1].values()) == 1


def test_training_may_start_from_a_witness() -> None:
    task = load_task("bits/parity")
    solution = load_solver("rnn?start=witness").solve(problem(task), Budget(steps=200))
    assert solution.unfinished is None
    assert solution.details["curve"][0]["validation_exact_match"] == 1
    assert solution.details["parameters"] == executed("bits/parity")[0].details["parameters"]


def test_training_from_a_disturbed_witness_begins_worse() -> None:
    solution = load_solver("rnn?start=witness&noise=0.5").solve(problem(load_task("lists/largest")), Budget(steps=60))
    assert solution.details["curve"][0]["validation_exact_match"] < 1


def test_a_witness_of_another_net_is_no_start() -> None:
    with pytest.raises(BadTask, match="is for rnn, not for lstm"):
        load_solver("lstm?start=witness").solve(problem(load_task("bits/parity")), Budget(steps=1))


def test_where_no_witness_is_known_nothing_is_claimed() -> None:
    with pytest.raises(BadTask, match="whether a net could represent it is not known"):
        load_solver("witness").solve(problem(load_task("lists/dedupe")), Budget(steps=1))

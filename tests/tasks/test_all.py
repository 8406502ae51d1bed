"""Every shipped task conforms, and its reference agrees with an oracle of another make."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from contrast.catalog import SUITES, load_task, task_names
from contrast.catalog.tasks import collections, task_files
from contrast.check import assert_task
from contrast.dsl import parse
from contrast.scoring import score
from contrast.task import TEST_ITEMS
from tests.tasks.known import ORACLES, PROGRAMS, SMALLER

LARGE = 100
"""Inputs of this size or more are tried in small number."""


def test_every_task_of_the_quickstart_is_shipped() -> None:
    assert set(SUITES["quickstart"].tasks) <= set(task_names())


@pytest.mark.parametrize("name", task_names())
def test_task_conforms(name: str) -> None:
    assert_task(load_task(name))


@pytest.mark.parametrize("name", ORACLES)
def test_reference_agrees_with_an_independent_oracle(name: str) -> None:
    task = load_task(name)
    for split in ["train", *task.test_splits]:
        for example in task.draw(split, seed=3, count=40).examples:
            assert ORACLES[name](*example.inputs) == example.output, f"{split}: {example}"


@pytest.mark.parametrize("name", PROGRAMS)
def test_dsl_can_express_a_program_that_holds_on_every_axis(name: str) -> None:
    task = load_task(name)
    program = parse(PROGRAMS[name], task.dsl, task.inputs, task.output_kind)
    for split in task.test_splits:
        large = task.splits.get(split, task.splits["train"]).sizes[0] >= LARGE
        examples = task.draw(split, seed=1, count=3 if large else 15).examples
        reached = score(program.predict([e.inputs for e in examples]), [e.output for e in examples], task.tolerance)
        assert reached.exact_match == 1.0, split


@pytest.mark.parametrize("name", [name for name in task_names() if not name.startswith("science/")])
def test_each_test_split_has_its_thousand_items(name: str) -> None:
    task = load_task(name)
    found = {split: len(task.draw(split, seed=0).examples) for split in task.test_splits}
    assert found == {split: SMALLER.get(name, {}).get(split, TEST_ITEMS) for split in task.test_splits}


@pytest.mark.parametrize("name", task_names())
def test_each_axis_says_how_it_departs(name: str) -> None:
    task = load_task(name)
    assert len(task.axes) >= 2
    assert all(task.splits[axis].why for axis in task.axes)


@pytest.mark.parametrize("name", task_files())
def test_file_is_short_and_named_after_what_it_holds(name: str) -> None:
    path = Path(__file__).parents[2] / "tasks" / f"{name}.py"
    functions = [node.name for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)]
    assert path.stem in functions or name in collections()
    assert len(path.read_text().splitlines()) <= 130

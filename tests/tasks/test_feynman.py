"""What the equations of physics promise, each held against a program of its DSL, which is a second way to write the formula."""

from __future__ import annotations

import statistics

import pytest
from contrast.tasks.science.feynman import tasks

from contrast.catalog import load_task
from contrast.dsl import parse
from contrast.scoring import score
from contrast.task import TEST_ITEMS, Task
from tests.tasks.known import science

PROGRAMS = {name.removeprefix("feynman#"): program for name, program in science.PROGRAMS.items() if name.startswith("feynman#")}


def member(label: str) -> Task:
    return load_task(f"science/feynman#{label}")


def test_each_equation_has_a_program() -> None:
    assert set(PROGRAMS) == set(tasks)


@pytest.mark.parametrize("label", tasks)
def test_dsl_can_express_the_exact_law(label: str) -> None:
    task = member(label)
    program = parse(PROGRAMS[label], task.dsl, task.inputs, task.output_kind)
    for split in task.test_splits:
        examples = task.draw(split, seed=1, count=200).examples
        given = program.predict([example.inputs for example in examples])
        assert score(given, [example.output for example in examples], 1e-9).exact_match == 1.0, split


@pytest.mark.parametrize("label", tasks)
def test_each_test_split_has_its_thousand_items(label: str) -> None:
    task = member(label)
    assert {len(task.draw(split, seed=0).examples) for split in task.test_splits} == {TEST_ITEMS}


@pytest.mark.parametrize("label", tasks)
def test_axes_leave_the_range_of_training_as_they_say(label: str) -> None:
    task = member(label)
    columns = list(zip(*(example.inputs for example in task.draw("train", seed=0).examples), strict=True))
    high = [max(column) for column in columns]
    for inputs in (example.inputs for example in task.draw("twice", seed=0, count=200).examples):
        assert all(value < 2.01 * most for value, most in zip(inputs, high, strict=True))
        assert any(value > most for value, most in zip(inputs, high, strict=True))
    for inputs in (example.inputs for example in task.draw("far", seed=0, count=200).examples):
        beyond = [value / most for value, most in zip(inputs, high, strict=True) if value > 1.02 * most]
        assert len(beyond) == 1
        assert 5 <= beyond[0] < 10.2


@pytest.mark.parametrize("label", ["I.12.11", "I.15.3t", "I.18.14", "I.37.4", "I.44.4", "III.17.37"])
def test_a_law_that_comes_to_zero_is_not_asked_for_near_it(label: str) -> None:
    sizes = [abs(example.output) for example in member(label).draw("same", seed=0).examples]
    assert min(sizes) > 0.05 * statistics.median(sizes)

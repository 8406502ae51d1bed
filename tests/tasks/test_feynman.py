"""What the equations of physics promise, each held against a program of its DSL, which is a second way to write the formula."""

from __future__ import annotations

import statistics

import pytest
from contrast.tasks.science.feynman import tasks

from contrast.check import assert_task
from contrast.dsl import parse
from contrast.scoring import score
from contrast.task import TEST_ITEMS, Task

PROGRAMS = {
    "I.6.2b": "div(exp(div(square(div(sub(theta, mean), sigma)), -2.0)), mul(sigma, 2.5066282746310002))",
    "I.12.11": "mul(charge, add(electric, mul(mul(magnetic, speed), sin(angle))))",
    "I.15.3t": "div(sub(t, div(mul(u, x), square(c))), sqrt(sub(1.0, square(div(u, c)))))",
    "I.18.14": "mul(mul(mass, radius), mul(speed, sin(angle)))",
    "I.32.17": "mul(mul(4.1887902047863905, mul(mul(permittivity, c), square(mul(field, radius)))), "
    "square(div(square(omega), sub(square(omega), square(resonance)))))",
    "I.37.4": "add(add(first, second), mul(2.0, mul(sqrt(mul(first, second)), cos(phase))))",
    "I.40.1": "mul(ground, exp(div(mul(mass, mul(gravity, height)), mul(-1.0, mul(boltzmann, temperature)))))",
    "I.44.4": "mul(mul(count, mul(boltzmann, temperature)), sub(log(after), log(before)))",
    "II.3.24": "div(power, mul(12.566370614359172, square(radius)))",
    "II.8.7": "mul(0.0477464829275686, div(square(charge), mul(permittivity, radius)))",
    "II.11.20": "div(mul(density, mul(square(dipole), field)), mul(3.0, mul(boltzmann, temperature)))",
    "II.13.34": "div(mul(density, speed), sqrt(sub(1.0, square(div(speed, c)))))",
    "II.27.16": "mul(mul(permittivity, c), square(field))",
    "II.34.29a": "mul(0.0795774715459477, div(mul(charge, planck), mass))",
    "II.37.1": "mul(mul(moment, field), add(1.0, susceptibility))",
    "III.7.38": "mul(12.566370614359172, div(mul(moment, field), planck))",
    "III.13.18": "mul(12.566370614359172, div(mul(energy, mul(square(spacing), wavenumber)), planck))",
    "III.17.37": "mul(scale, add(1.0, mul(asymmetry, cos(angle))))",
}


def member(label: str) -> Task:
    return tasks[label].named(f"science/feynman#{label}")


def test_each_equation_has_a_program() -> None:
    assert list(PROGRAMS) == list(tasks)


@pytest.mark.parametrize("label", tasks)
def test_equation_is_a_task_that_conforms(label: str) -> None:
    assert_task(member(label))


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

"""What the tasks of science promise beyond what every task does."""

from __future__ import annotations

import math

import numpy as np
import pytest

from contrast.catalog import load_task
from contrast.dsl import parse
from tests.tasks.known import PROGRAMS


@pytest.mark.parametrize(
    ("name", "split", "worst"),
    [
        ("science/kepler", "train", 0.001),
        ("science/kepler", "same", 0.003),
        ("science/kepler", "outer", 0.002),
        ("science/kepler", "elongated", 0.014),
        ("science/moseley", "train", 0.016),
        ("science/moseley", "same", 0.016),
        ("science/moseley", "lighter", 0.018),
        ("science/moseley", "heavier", 0.026),
        ("science/rydberg_ions", "train", 0.0006),
        ("science/rydberg_ions", "heavier", 0.0006),
        ("science/rydberg_ions", "relativistic", 0.0036),
        ("science/clausius_clapeyron", "train", 0.024),
        ("science/clausius_clapeyron", "colder", 0.12),
        ("science/clausius_clapeyron", "hotter", 0.049),
        ("science/michaelis_menten", "same", 0.05),
        ("science/michaelis_menten", "saturated", 0.05),
        ("science/michaelis_menten", "trace", 0.002),
        ("science/michaelis_menten", "excess", 0.002),
    ],
)
def test_nature_keeps_the_law_as_well_as_the_file_says(name: str, split: str, worst: float) -> None:
    task = load_task(name)
    law = parse(PROGRAMS[name], task.dsl, task.inputs, task.output_kind)
    errors = [abs(law(*e.inputs) / e.output - 1) for e in task.draw(split, seed=0).examples]
    assert max(errors) < worst < task.tolerance


@pytest.mark.parametrize(
    ("split", "least", "most"), [("train", 0.0, 0.006), ("heavier", 0.006, 0.013), ("relativistic", 0.049, 0.13)]
)
def test_relativity_breaks_bohrs_law_where_the_file_says(split: str, least: float, most: float) -> None:
    task = load_task("science/rydberg_ions")
    short = [1 - 13.598 * e.inputs[0] ** 2 / e.output for e in task.draw(split, seed=0).examples]
    assert least < max(short) < most
    assert split != "relativistic" or min(short) > task.tolerance


@pytest.mark.parametrize(("axis", "least"), [("trace", 0.19), ("excess", 0.34)])
def test_a_logarithm_fits_the_measured_rates_and_fails_where_nothing_was_measured(axis: str, least: float) -> None:
    task = load_task("science/michaelis_menten")
    for state in (0.0, 1.0):
        train, same, saturated, far = (
            [e for e in task.draw(split, seed=0).examples if e.inputs[1] == state]
            for split in ("train", "same", "saturated", axis)
        )
        line = np.polyfit([math.log(e.inputs[0]) for e in train], [e.output for e in train], 1)
        wrong = [abs(np.polyval(line, math.log(e.inputs[0])) / e.output - 1) for e in (*train, *same, *saturated, *far)]
        assert max(wrong[: -len(far)]) < 0.1
        assert min(wrong[-len(far) :]) > least


@pytest.mark.parametrize("screening", [0.0, 2.0])
def test_another_screening_constant_does_not_fit_moseley(screening: float) -> None:
    examples = load_task("science/moseley").draw("train", seed=0).examples
    scaled = [e.output * (e.inputs[0] - screening) ** 2 for e in examples]
    best = math.sqrt(min(scaled) * max(scaled))
    assert max(abs(best / value - 1) for value in scaled) > 2 * 0.03

"""What the tasks of science promise beyond what every task does."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.integrate import quad, solve_ivp

from contrast.catalog import load_task
from contrast.dsl import parse
from contrast.experiments.worlds import load_world
from contrast.task import TEST_ITEMS
from tests.tasks.known import PROGRAMS


@pytest.mark.parametrize(
    ("name", "split", "worst"),
    [
        ("science/balmer", "train", 0.00002),
        ("science/balmer", "same", 0.00001),
        ("science/balmer", "next", 0.00001),
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
        ("science/decay_counts", "train", 0.05),
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


GENERATED = ["science/conserved_quantity", "science/decay_counts", "science/ideal_gas", "science/shifted_gravity"]


@pytest.mark.parametrize("name", GENERATED)
def test_each_generated_split_has_its_thousand_items(name: str) -> None:
    task = load_task(name)
    assert {len(task.draw(split, seed=0).examples) for split in task.test_splits} == {TEST_ITEMS}


def test_the_counts_scatter_as_poisson_says() -> None:
    task = load_task("science/decay_counts")
    law = parse(PROGRAMS[task.name], task.dsl, task.inputs, task.output_kind)
    rows = task.draw("train", seed=0).examples
    scatter = [(row.output - law(*row.inputs)) / math.sqrt(law(*row.inputs)) for row in rows]
    assert 0.85 < np.std(scatter) < 1.15
    assert all(row.output.is_integer() for row in rows)


@pytest.mark.parametrize("split", ["train", "wider", "long_pendulum", "structured"])
def test_an_integrated_pendulum_keeps_and_reaches_its_conserved_quantity(split: str) -> None:
    task = load_task("science/conserved_quantity")
    for (angle, speed, length), largest in ((e.inputs, e.output) for e in task.draw(split, seed=0, count=10).examples):

        def newton(time: float, state: np.ndarray, length: float = length) -> list[float]:
            return [state[1], -9.81 / length * math.sin(state[0])]

        while_swinging = 3 * 2 * math.pi * math.sqrt(length / 9.81)
        steps = np.linspace(0, while_swinging, 2001)
        run = solve_ivp(newton, (0, while_swinging), (angle, speed), t_eval=steps, rtol=1e-10, atol=1e-12)
        kept = [task.reference(*state, length) for state in run.y.T[::100].tolist()]
        assert kept == pytest.approx([largest] * len(kept), rel=1e-6)
        assert np.abs(run.y[0]).max() == pytest.approx(largest, rel=1e-4)


def test_molecules_that_bounce_press_as_the_ideal_gas() -> None:
    avogadro, boltzmann, mass = 6.02214076e23, 1.380649e-23, 6.63e-26
    task = load_task("science/ideal_gas")
    for (amount, temperature, volume), pressure in ((e.inputs, e.output) for e in task.draw("same", seed=0, count=5).examples):
        width = math.sqrt(boltzmann * temperature / mass)

        def handed_over(x: float, width: float = width) -> float:
            """Momentum that molecules at x standard deviations of speed hand a wall over, by Maxwell's distribution."""
            return 2 * mass * (x * width) ** 2 * math.exp(-x * x / 2) / math.sqrt(2 * math.pi)

        per_molecule, _ = quad(handed_over, 0, 12)
        assert amount * avogadro / volume * per_molecule == pytest.approx(pressure, rel=1e-6)


def test_the_shifted_gravity_is_that_of_the_world_that_answers_queries() -> None:
    task, world = load_task("science/shifted_gravity"), load_world("shifted_gravity")
    for example in task.draw("farther", seed=0, count=20).examples:
        assert world.reference(*example.inputs) == pytest.approx(example.output, rel=1e-12)

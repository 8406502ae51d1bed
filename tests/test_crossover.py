"""The crossover: the same task at each noise, and each solver trained and tested there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from contrast.catalog import load_task
from contrast.crossover import crossover, under_noise
from contrast.errors import Unsupported
from contrast.report.plots.crossover import draw
from contrast.solver import Budget

SHAPES = load_task("perception/shapes")


def images(split: str, noise: float) -> np.ndarray:
    return np.stack([example.inputs[0] for example in under_noise(SHAPES, noise).draw(split, 0).examples])


@pytest.mark.parametrize("split", ["train", "same"])
def test_noise_is_on_the_training_and_on_the_test_images_alike(split: str):
    clean = np.stack([example.inputs[0] for example in SHAPES.draw(split, 0).examples])
    assert (images(split, 0.0) == clean).all()
    assert (images(split, 0.5) - clean).std() == pytest.approx(0.5 * 16, rel=0.02)


def test_nearest_neighbours_are_right_without_noise_and_guess_in_much(tmp_path: Path):
    cells = list(crossover(SHAPES, ["nearest_neighbour", "majority"], [0.0, 8.0], 2000, 1, Budget(seconds=1)))
    found = {(cell.solver, cell.noise): cell.accuracy for cell in cells}
    assert found["nearest_neighbour", 0.0] > 0.8
    assert found["nearest_neighbour", 8.0] < 0.35
    assert {cell.chance for cell in cells} == {0.25}
    draw(cells, "shapes", tmp_path / "crossover.svg")
    assert "nearest_neighbour" in (tmp_path / "crossover.svg").read_text()


def test_a_task_without_one_image_has_no_crossover():
    with pytest.raises(Unsupported, match="perception/spirals"):
        next(crossover(load_task("perception/spirals"), ["majority"], [0.0], 10, 1, Budget(seconds=1)))
    with pytest.raises(Unsupported):
        next(crossover(load_task("lists/sort"), ["majority"], [0.0], 10, 1, Budget(seconds=1)))

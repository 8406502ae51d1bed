"""What the tasks of perception promise beyond what every task does."""

from __future__ import annotations

import numpy as np

from contrast.catalog import load_task


def test_digits_are_the_1797_images_each_once() -> None:
    task = load_task("perception/digits")
    counts = [len(task.draw(split, seed=0).examples) for split in ("train", "same")]
    seen = {e.inputs[0].tobytes() for split in ("train", "same") for e in task.draw(split, seed=0).examples}
    assert counts == [1000, 797]
    assert len(seen) == 1797


def test_shifted_digits_are_the_same_images_one_pixel_away() -> None:
    task = load_task("perception/digits")
    moves = set()
    for plain, moved in zip(task.draw("same", 0).examples, task.draw("shifted", 0).examples, strict=True):
        padded = np.pad(plain.inputs[0], 1)
        moves |= {(d, r) for d in range(3) for r in range(3) if (padded[d : d + 8, r : r + 8] == moved.inputs[0]).all()}
        assert plain.output == moved.output
    assert moves >= {(d, r) for d in range(3) for r in range(3)} - {(1, 1)}


def test_noisy_digits_stay_grey_values() -> None:
    images = np.stack([e.inputs[0] for e in load_task("perception/digits").draw("noisy", 0).examples])
    assert (images.min(), images.max()) == (0, 16)

"""What the tasks of perception promise beyond what every task does."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from contrast.tasks.perception import crumpled_sheet, mnist1d, shapes, tones
from hypothesis import given, settings
from hypothesis import strategies as st

from contrast.catalog import load_task

GENERATED = ("mnist1d", "shapes", "tones")
COORDINATE = st.floats(-10, 10)


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


@pytest.mark.parametrize("name", GENERATED)
def test_each_class_of_a_generated_set_is_as_frequent_as_any_other(name: str) -> None:
    task = load_task(f"perception/{name}")
    for split in ("train", *task.test_splits):
        counts = Counter(example.output for example in task.draw(split, 0, 10_000).examples)
        assert max(counts.values()) - min(counts.values()) <= 1, split


@pytest.mark.parametrize("name", GENERATED)
def test_no_test_row_of_a_generated_set_was_trained_on(name: str) -> None:
    task = load_task(f"perception/{name}")
    trained = {example.inputs[0].tobytes() for example in task.draw("train", 0, 10_000).examples}
    assert len(trained) == 4000
    for split in task.test_splits:
        assert not trained & {example.inputs[0].tobytes() for example in task.draw(split, 0).examples}, split


def test_mnist1d_templates_begin_and_end_at_zero() -> None:
    ends = np.array([mnist1d.template(digit)[[0, -1]] for digit in range(10)])
    assert (ends == 0).all()
    assert [mnist1d.template(digit).std() for digit in range(10)] == pytest.approx([1 / 6] * 10)


def test_a_digit_without_noise_is_its_template_and_nothing_else() -> None:
    class Still:
        """A generator that takes the middle of every range, and no noise."""

        def integers(self, low: int, high: int) -> int:
            return (low + high) // 2

        def uniform(self, low: float, high: float) -> float:
            return (low + high) / 2

        def normal(self, mean: float, spread: float, count: int) -> np.ndarray:
            return np.full(count, mean)

    shown = mnist1d.wave(Still(), 7)[0]  # type: ignore[arg-type]
    assert shown.max() == pytest.approx(mnist1d.UNIT * mnist1d.template(7).max(), abs=0.1 * mnist1d.UNIT)
    assert (shown[:10] == 0).all()


@pytest.mark.parametrize("corners", [shapes.DISC, shapes.TRIANGLE, shapes.SQUARE, shapes.CROSS])
def test_a_figure_has_the_area_that_was_asked_for_however_it_is_turned(corners: int) -> None:
    for angle in (0.0, 0.3, 1.0, 2.5):
        image = shapes.covered(corners, 40.0, angle, (8.0, 8.3))
        assert image.sum() / shapes.WHITEST == pytest.approx(40, rel=0.02)


POLAR = {0: 1 / (2 * math.pi), 3: 1 / (3 * math.sqrt(3)), 4: 1 / 6, 12: 29 / 150}
"""Mean squared distance from the centroid over area."""


@pytest.mark.parametrize("corners", POLAR)
def test_clean_figures_have_the_moments_of_their_kind(corners: int) -> None:
    rows, columns = np.indices((16, 16))
    found = []
    for angle in (0.0, 0.4, 0.9):
        image = shapes.covered(corners, 48.0, angle, (8.2, 7.9))
        share = image / image.sum()
        middle = (share * rows).sum(), (share * columns).sum()
        found.append((share * ((rows - middle[0]) ** 2 + (columns - middle[1]) ** 2)).sum() / (image.sum() / shapes.WHITEST))
    assert found == pytest.approx([POLAR[corners]] * 3, rel=0.04)  # pixels are not points


def test_no_figure_is_cut_off_by_the_border() -> None:
    for example in load_task("perception/shapes").draw("train", 0, 4000).examples:
        area = example.inputs[0].sum() / shapes.WHITEST
        assert 0.96 * shapes.SIZES[0] < area < 1.04 * shapes.SIZES[1]


def test_occlusion_takes_ink_away_and_leaves_some() -> None:
    rng = np.random.default_rng(0)
    inks = [shapes.figure(rng, shapes.SQUARE, sizes=(36.0, 36.001), occluded=True).sum() / shapes.WHITEST for _ in range(50)]
    assert max(inks) < 36
    assert min(inks) > 36 - shapes.PATCH**2 - 1


@pytest.mark.parametrize("level", range(4))
def test_noise_levels_are_shares_of_the_full_contrast(level: int) -> None:
    images = np.stack([e.inputs[0] for e in load_task("perception/shapes").draw(f"noise_{level + 1}", 0).examples])
    corner = images[:, :2, :2]  # hardly ever inked
    assert corner.std() == pytest.approx(shapes.NOISES[level] * shapes.WHITEST, rel=0.05)


@pytest.mark.parametrize("note", range(7))
@pytest.mark.parametrize("fundamental", [True, False])
def test_a_tone_is_made_of_the_multiples_of_its_note_and_of_the_note_itself_unless_left_out(note: int, fundamental: bool) -> None:
    turns = 2 * math.pi * np.arange(64) / 16 * 2 ** (tones.SEMITONES[note] / 12)
    harmonics = np.array([wave(k * turns) for k in range(1, 5) for wave in (np.sin, np.cos)])
    for seed in range(5):
        wave = tones.tone(np.random.default_rng(seed), note, noise=0.0, fundamental=fundamental)[0].astype(float)
        strengths, left, _, _ = np.linalg.lstsq(harmonics.T, wave)
        assert left[0] < 64 * 0.5**2  # what rounding leaves
        assert (np.hypot(*strengths[:2]) > 1) == fundamental


def test_a_short_note_is_silent_in_the_end() -> None:
    rng = np.random.default_rng(0)
    assert not tones.tone(rng, 3, noise=0.0, sounding=(24, 40))[0, 40:].any()


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(COORDINATE, COORDINATE, COORDINATE)
def test_what_was_crumpled_is_smoothed_again(u: float, v: float, w: float) -> None:
    assert crumpled_sheet.smoothed(*crumpled_sheet.crumpled(u, v, w)) == pytest.approx((u, v, w), abs=1e-9)


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(COORDINATE, COORDINATE, COORDINATE)
def test_crumpling_keeps_volumes_and_so_is_a_diffeomorphism(u: float, v: float, w: float) -> None:
    here, step = np.array([u, v, w]), 1e-6
    columns = [
        (np.array(crumpled_sheet.crumpled(*(here + step * e))) - crumpled_sheet.crumpled(*(here - step * e))) / (2 * step)
        for e in np.eye(3)
    ]
    assert np.linalg.det(np.array(columns)) == pytest.approx(1, abs=1e-4)


def test_on_the_folded_axis_the_sheet_turns_back() -> None:
    rng = np.random.default_rng(0)
    draw = crumpled_sheet.points(noise=0.0, folded=True)
    for _ in range(100):
        u, v, w = crumpled_sheet.smoothed(*draw(rng, 1))
        assert crumpled_sheet.crumpled(u + 1e-6, v, w)[0] < crumpled_sheet.crumpled(u, v, w)[0]

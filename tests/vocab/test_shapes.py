"""Words about figures and signals mean what geometry and Fourier say of cases that can be computed by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from contrast.errors import Undefined
from contrast.values import Grid
from contrast.vocab import shapes, signals


def grid(*rows: str) -> Grid:
    """An image of ink 1 where a row has a sign, else 0."""
    return Grid(np.array([[int(sign != ".") for sign in row] for row in rows], np.int64))


def tone(cycles: int, samples: int = 64) -> Grid:
    return Grid(np.rint(1000 * np.sin(2 * math.pi * cycles * np.arange(samples) / samples)).astype(np.int64)[None])


RING = grid(".....", ".###.", ".#.#.", ".###.", ".....")
BAR = grid("......", ".####.", "......")


def test_a_ring_has_one_hole_and_a_full_figure_none() -> None:
    assert (shapes.holes(RING, 0), shapes.holes(BAR, 0)) == (1, 0)


def test_a_gap_at_a_corner_is_not_a_way_out_of_a_hole() -> None:
    assert shapes.holes(grid(".#.", "#.#", ".#."), 0) == 1


def test_distances_are_measured_from_the_centroid() -> None:
    assert (shapes.reach(RING, 0), shapes.depth(RING, 0)) == (200, 0)
    assert (shapes.reach(BAR, 0), shapes.depth(BAR, 0)) == (225, 125)


def test_the_spread_is_the_mean_squared_distance() -> None:
    assert shapes.spread(BAR) == round(100 * (1.5**2 + 0.5**2) / 2)


def test_a_line_has_no_elongation_and_a_square_none_to_speak_of() -> None:
    with pytest.raises(Undefined):
        shapes.elongation(BAR)
    assert shapes.elongation(RING) == 1000


def test_the_outline_of_a_straight_edge_is_its_length_times_the_contrast() -> None:
    half = Grid(np.repeat(np.array([[0, 0, 7, 7]], np.int64), 100, axis=0))
    assert shapes.outline(half) == pytest.approx(7 * (100 + 100 + 2 + 2), rel=0.02)  # both sides; ink ends at the border


def test_centred_ink_is_in_the_middle_and_whole() -> None:
    moved = shapes.centred(grid("##...", "##...", ".....", ".....", "....."))
    assert moved.sum() == 4
    assert np.argwhere(moved).mean() == pytest.approx(2, abs=0.5)


def test_four_turns_are_none_and_a_figure_overlaps_itself_wholly() -> None:
    image = grid("#..", "##.", "...")
    once = shapes.turned(image)
    assert (shapes.turned(shapes.turned(shapes.turned(once))) == image).all()
    assert shapes.overlap(image, image) == 3
    assert shapes.overlap(image, once) == 1


def test_without_ink_there_is_no_centroid() -> None:
    with pytest.raises(Undefined):
        shapes.spread(grid("..", ".."))


def test_a_tone_has_all_its_power_at_its_own_frequency() -> None:
    assert [signals.band_energy(tone(5), cycles) for cycles in (4, 5, 6)] == [0, 1000, 0]


def test_a_tone_crosses_zero_twice_a_cycle_and_repeats_after_a_period() -> None:
    wave = tone(4)
    assert signals.crossings(wave, 0) == 8
    assert signals.autocorrelation(wave, 0) == 1000
    assert signals.autocorrelation(wave, 16) == 750  # three of four periods overlap
    assert signals.autocorrelation(wave, 8) == -875


def test_a_slope_is_levelled_away() -> None:
    assert not signals.levelled(Grid(np.arange(3, 43, 2)[None])).any()


def test_a_signal_begun_at_its_peak_has_it_first() -> None:
    wave = tone(1)
    assert signals.sample(signals.begun_at(wave, signals.peak_place(wave)), 0) == signals.peak(wave)


def test_differences_sum_to_the_way_from_first_to_last() -> None:
    wave = tone(3)
    steps = signals.difference(wave)
    assert signals.window(steps, 0, 63) == signals.sample(wave, 63) - signals.sample(wave, 0)


def test_an_image_is_no_signal() -> None:
    with pytest.raises(Undefined):
        signals.peak(RING)


def test_a_ratio_is_in_thousandths_and_rounded_down() -> None:
    assert (shapes.ratio(2, 3), shapes.ratio(-2, 3)) == (666, -667)
    with pytest.raises(Undefined):
        shapes.ratio(1, 0)

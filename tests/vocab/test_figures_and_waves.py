"""Words about figures and signals mean what geometry and Fourier say of cases that can be computed by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from contrast.errors import Undefined
from contrast.values import Grid
from contrast.vocab.primitives.numbers.ratios import ratio
from contrast.vocab.primitives.signals import figures, pictures, waves


def grid(*rows: str) -> Grid:
    """An image of ink 1 where a row has a sign, else 0."""
    return Grid(np.array([[int(sign != ".") for sign in row] for row in rows], np.int64))


def tone(cycles: int, samples: int = 64) -> Grid:
    return Grid(np.rint(1000 * np.sin(2 * math.pi * cycles * np.arange(samples) / samples)).astype(np.int64)[None])


RING = grid(".....", ".###.", ".#.#.", ".###.", ".....")
BAR = grid("......", ".####.", "......")


def test_a_ring_has_one_hole_and_a_full_figure_none() -> None:
    assert (figures.holes(RING, 0), figures.holes(BAR, 0)) == (1, 0)


def test_a_gap_at_a_corner_is_not_a_way_out_of_a_hole() -> None:
    assert figures.holes(grid(".#.", "#.#", ".#."), 0) == 1


def test_distances_are_measured_from_the_centroid() -> None:
    assert (figures.reach(RING, 0), figures.depth(RING, 0)) == (200, 0)
    assert (figures.reach(BAR, 0), figures.depth(BAR, 0)) == (225, 125)


def test_the_spread_is_the_mean_squared_distance() -> None:
    assert figures.spread(BAR) == round(100 * (1.5**2 + 0.5**2) / 2)


def test_a_line_has_no_elongation_and_a_square_none_to_speak_of() -> None:
    with pytest.raises(Undefined):
        figures.elongation(BAR)
    assert figures.elongation(RING) == 1000


def test_the_outline_of_a_straight_edge_is_its_length_times_the_contrast() -> None:
    half = Grid(np.repeat(np.array([[0, 0, 7, 7]], np.int64), 100, axis=0))
    assert figures.outline(half) == pytest.approx(7 * (100 + 100 + 2 + 2), rel=0.02)  # both sides; ink ends at the border


def test_centred_ink_is_in_the_middle_and_whole() -> None:
    moved = pictures.centred(grid("##...", "##...", ".....", ".....", "....."))
    assert moved.sum() == 4
    assert np.argwhere(moved).mean() == pytest.approx(2, abs=0.5)


def test_four_turns_are_none_and_a_figure_overlaps_itself_wholly() -> None:
    image = grid("#..", "##.", "...")
    once = pictures.turned(image)
    assert (pictures.turned(pictures.turned(pictures.turned(once))) == image).all()
    assert figures.overlap(image, image) == 3
    assert figures.overlap(image, once) == 1


def test_without_ink_there_is_no_centroid() -> None:
    with pytest.raises(Undefined):
        figures.spread(grid("..", ".."))


def test_the_largest_region_is_kept_and_the_others_are_not() -> None:
    image = grid("##...", "##..#", "....#", "#....")
    assert (pictures.largest_region(image, 0) == grid("##...", "##...", ".....", ".....")).all()
    assert not pictures.largest_region(image, 1).any()
    assert (pictures.above(5 * image, 4) == image).all()


def test_ink_below_none_does_not_pull_the_centroid() -> None:
    image = grid("....", ".##.", "....")
    assert figures.spread(image) == figures.spread(Grid(image - 2 * (image == 0))) == 25


def test_a_tone_has_all_its_power_at_its_own_frequency() -> None:
    assert [waves.band_energy(tone(5), cycles) for cycles in (4, 5, 6)] == [0, 1000, 0]


def test_a_tone_crosses_zero_twice_a_cycle_and_repeats_after_a_period() -> None:
    wave = tone(4)
    assert waves.crossings(wave, 0) == 8
    assert waves.autocorrelation(wave, 0) == 1000
    assert waves.autocorrelation(wave, 16) == 750  # three of four periods overlap
    assert waves.autocorrelation(wave, 8) == -875


def test_a_slope_is_levelled_away() -> None:
    assert not waves.levelled(Grid(np.arange(3, 43, 2)[None])).any()


def test_a_signal_begun_at_its_peak_has_it_first() -> None:
    wave = tone(1)
    assert waves.sample(waves.begun_at(wave, waves.peak_place(wave)), 0) == waves.peak(wave)


def test_differences_sum_to_the_way_from_first_to_last() -> None:
    wave = tone(3)
    steps = waves.difference(wave)
    assert waves.window(steps, 0, 63) == waves.sample(wave, 63) - waves.sample(wave, 0)


def test_an_image_is_no_signal() -> None:
    with pytest.raises(Undefined):
        waves.peak(RING)


def test_a_ratio_is_in_thousandths_and_rounded_down() -> None:
    assert (ratio(2, 3), ratio(-2, 3)) == (666, -667)
    with pytest.raises(Undefined):
        ratio(1, 0)

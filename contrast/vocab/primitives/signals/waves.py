"""Waves: samples, windows, extremes, periods and frequencies, and waves made of others.

A wave is a grid of one row, so that the nets for images read it too; of more rows nothing is defined.
"""

from __future__ import annotations

import numpy as np

from contrast.dsl import primitive
from contrast.errors import Undefined
from contrast.values import Grid
from contrast.vocab.primitives.numbers.integers import bounded
from contrast.vocab.primitives.numbers.ratios import PARTS


def samples(signal: Grid) -> np.ndarray:
    """(samples,) int64. Raises `Undefined` unless the grid has one row."""
    if signal.shape[0] != 1:
        raise Undefined("a signal has one row")
    return np.asarray(signal[0])


def wave(values: np.ndarray) -> Grid:
    """The signal of these values, rounded."""
    return Grid(np.rint(values).astype(np.int64)[None])


@primitive
def sample(signal: Grid, place: int) -> int:
    """One sample."""
    if not 0 <= place < samples(signal).size:
        raise Undefined("outside the signal")
    return int(signal[0, place])


@primitive
def window(signal: Grid, start: int, width: int) -> int:
    """The sum of so many samples in a row."""
    if start < 0 or width < 1 or start + width > samples(signal).size:
        raise Undefined("outside the signal")
    return bounded(int(signal[0, start : start + width].sum()))


@primitive
def peak(signal: Grid) -> int:
    """The largest sample."""
    return int(samples(signal).max())


@primitive
def trough(signal: Grid) -> int:
    """The smallest sample."""
    return int(samples(signal).min())


@primitive
def peak_place(signal: Grid) -> int:
    """The first place of the largest sample."""
    return int(samples(signal).argmax())


@primitive
def trough_place(signal: Grid) -> int:
    """The first place of the smallest sample."""
    return int(samples(signal).argmin())


@primitive
def energy(signal: Grid) -> int:
    """The sum of the squares of the samples."""
    return bounded(int(np.square(samples(signal).astype(float)).sum()))


@primitive
def crossings(signal: Grid, level: int) -> int:
    """How often neighbouring samples lie on two sides of a level, one above it and one not."""
    above = samples(signal) > level
    return int((above[1:] != above[:-1]).sum())


@primitive
def autocorrelation(signal: Grid, lag: int) -> int:
    """The sum of the products of samples so far apart, in thousandths of the energy."""
    values = samples(signal).astype(float)
    whole = float(values @ values)
    if not 0 <= lag < values.size or whole == 0:
        raise Undefined("a lag outside the signal, or silence")
    return round(PARTS * float(values[lag:] @ values[: values.size - lag]) / whole)


@primitive
def band_energy(signal: Grid, cycles: int) -> int:
    """The power of the Fourier component with so many cycles a signal, in thousandths of that of all from one cycle up."""
    power = np.square(np.abs(np.fft.rfft(samples(signal))))
    if not 1 <= cycles < power.size or power[1:].sum() == 0:
        raise Undefined("no such component, or a constant signal")
    return round(PARTS * float(power[cycles] / power[1:].sum()))


@primitive
def difference(signal: Grid) -> Grid:
    """Each sample but the first, less the one before it."""
    if samples(signal).size < 2:
        raise Undefined("one sample has no neighbour")
    return Grid(np.diff(signal))


@primitive
def smooth(signal: Grid) -> Grid:
    """The mean of each sample and its neighbours, rounded; the ends count as their own neighbours."""
    padded = np.pad(samples(signal), 1, mode="edge")
    return wave((padded[:-2] + padded[1:-1] + padded[2:]) / 3)


@primitive
def levelled(signal: Grid) -> Grid:
    """The signal less its straight line of least squares, rounded."""
    values = samples(signal).astype(float)
    places = np.arange(values.size) - (values.size - 1) / 2
    slope = float(places @ values) / max(float(places @ places), 1.0)
    return wave(values - values.mean() - slope * places)


@primitive
def begun_at(signal: Grid, place: int) -> Grid:
    """The signal from a place on, followed by what was before that place."""
    if not 0 <= place < samples(signal).size:
        raise Undefined("outside the signal")
    return Grid(np.roll(signal, -place, axis=1))

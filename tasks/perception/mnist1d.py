"""Ten one-dimensional digits, moved, stretched, tilted and in noise: small data on which a CNN's prior wins most clearly.

The generator is ours, written after the paper and its code with their constants; it is not the published set, whose random
numbers are others. A wave of 72 samples holds a template of 12, dilated and scaled, at a random place; elsewhere it is
correlated noise; then a slope is added, and it is sampled at 40 places.
"""

from functools import partial

import numpy as np
from contrast.tasks.perception._generated import generated_splits
from scipy.ndimage import gaussian_filter1d

from contrast.sampling import Rng
from contrast.task import Task, measured
from contrast.values import Grid
from contrast.vocab.signals import VOCABULARY

TEMPLATES = (
    (5, 6, 6.5, 6.75, 7, 7, 7, 7, 6.75, 6.5, 6, 5),
    (5, 3, 3, 3.4, 3.8, 4.2, 4.6, 5, 5.4, 5.8, 5, 5),
    (5, 6, 6.5, 6.5, 6, 5.25, 4.75, 4, 3.5, 3.5, 4, 5),
    (5, 6, 6.5, 6.5, 6, 5, 5, 6, 6.5, 6.5, 6, 5),
    (5, 4.4, 3.8, 3.2, 2.6, 2.6, 5, 5, 5, 5, 5, 5),
    (5, 3, 3, 3, 3, 5, 6, 6.5, 6.5, 6, 4.5, 5),
    (5, 4, 3.5, 3.25, 3, 3, 3, 3, 3.25, 3.5, 4, 5),
    (5, 7, 7, 6.6, 6.2, 5.8, 5.4, 5, 4.6, 4.2, 5, 5),
    (5, 4, 3.5, 3.5, 4, 5, 5, 4, 3.5, 3.5, 4, 5),
    (5, 4, 3.5, 3.5, 4, 5, 5, 5, 5, 4.7, 4.3, 5),
)
"""The ten digits, as the paper's code has them."""

PADDING = (36, 60)
LONGEST = 72
SAMPLES = 40
SLOPE = 0.75
UNIT = 250
"""Steps of the whole numbers that a sample is rounded to, in the templates' unit; a template's range is about 0.5."""


def template(digit: int) -> np.ndarray:
    """A digit of mean 0 and spread 1/6, moved so that it begins at 0."""
    values = np.array(TEMPLATES[digit])
    whitened = (values - values.mean()) / values.std()
    return (whitened - whitened[0]) / 6


def resampled(wave: np.ndarray, count: int) -> np.ndarray:
    """The wave at `count` places from its first to its last, linear between."""
    return np.interp(np.linspace(0, 1, count), np.linspace(0, 1, len(wave)), wave)


def wave(
    rng: Rng,
    digit: int,
    scales: tuple[float, float] = (0.8, 1.2),
    moves: tuple[int, int] = (0, 48),
    noise: float = 0.02,
    between: float = 0.25,
) -> np.ndarray:
    """One wave, (1, 40) int64. scales: by which it is multiplied; moves: from, below, in samples of 72, around the end; noise:
    on every sample; between: the spread, before smoothing, of the noise where the digit is not."""
    silence = np.zeros(rng.integers(PADDING[0], PADDING[1] + 1))
    dilated = resampled(np.concatenate([template(digit) + 1e-8, silence]), LONGEST)
    moved = np.roll(dilated * rng.uniform(*scales), rng.integers(*moves))
    filled = np.where(moved != 0, moved, gaussian_filter1d(rng.normal(0, between, LONGEST), 2))
    tilted = filled + rng.normal(0, noise, LONGEST) - SLOPE * rng.uniform(-0.5, 0.5) * np.linspace(-0.5, 0.5, LONGEST)
    return np.rint(UNIT * resampled(tilted, SAMPLES)).astype(np.int64)[None]


SPLITS = generated_splits(
    "perception/mnist1d",
    range(10),
    wave,
    {
        "shifted": (partial(wave, moves=(48, 55)), "further right than any in training"),
        "larger": (partial(wave, scales=(1.2, 1.6)), "higher than any in training"),
        "noisy": (partial(wave, noise=0.1), "five times the noise on every sample"),
    },
)


@measured(lambda: [example for split in SPLITS.values() if split.rows for example in split.rows()])
def mnist1d(signal: Grid) -> int:
    """The digit, from 0 to 9, that a wave of 40 samples holds.

    >>> first = SPLITS["train"].rows()[0]
    >>> mnist1d(*first.inputs) == first.output
    True
    """
    raise NotImplementedError  # measured: the generator's labels answer


task = Task(
    mnist1d,
    VOCABULARY,
    splits=SPLITS,
    source="S. Greydanus, Scaling down deep learning, 2020, and its code of the same year, mnist1d",
    scores_only=True,
)

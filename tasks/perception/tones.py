"""Which note of a major scale sounds, whatever its timbre, loudness and phase: short waves in which a period has to be heard.

64 samples of a wave with four harmonics in drawn proportions, rounded to whole numbers, and normal noise. A period of the lowest
note is 16 samples, one of the highest 8.5. Loudness is the root of the mean square.
"""

import math
from functools import partial

import numpy as np
from contrast.tasks.perception._generated import generated_splits

from contrast.sampling import Rng
from contrast.task import Task, measured
from contrast.values import Grid
from contrast.vocab.signals import VOCABULARY

SAMPLES = 64
SEMITONES = (0, 2, 4, 5, 7, 9, 11)
LONGEST_PERIOD = 16.0
HARMONICS = np.arange(1, 5)
LEAST_FUNDAMENTAL = 0.2
LOUDNESS = (50.0, 100.0)
NOISE = 30.0


def tone(
    rng: Rng,
    note: int,
    noise: float = NOISE,
    loudness: tuple[float, float] = LOUDNESS,
    phases: tuple[float, float] = (0.0, math.pi),
    sounding: tuple[int, int] = (SAMPLES, SAMPLES),
    fundamental: bool = True,
) -> np.ndarray:
    """One wave, (1, 64) int64. phases: of the fundamental, in radians, those of the other harmonics being any; sounding: how many
    samples the note lasts, from, to; fundamental: whether the first harmonic is there, which all others are multiples of."""
    strengths = rng.uniform(0, 1, HARMONICS.size)
    strengths[0] = rng.uniform(LEAST_FUNDAMENTAL, 1) if fundamental else 0.0
    starts = np.array([rng.uniform(*phases), *rng.uniform(0, 2 * math.pi, HARMONICS.size - 1)])
    turns = 2 * math.pi * np.arange(SAMPLES) / LONGEST_PERIOD * 2 ** (SEMITONES[note] / 12)
    wave = strengths @ np.sin(np.outer(HARMONICS, turns) + starts[:, None])
    scaled = wave * rng.uniform(*loudness) / math.sqrt(np.square(strengths).sum() / 2)
    scaled[rng.integers(sounding[0], sounding[1] + 1) :] = 0
    return np.rint(scaled + rng.normal(0, noise, SAMPLES)).astype(np.int64)[None]


SPLITS = generated_splits(
    "perception/tones",
    range(len(SEMITONES)),
    tone,
    {
        "noisy": (partial(tone, noise=2 * NOISE), "twice the noise"),
        "quiet": (partial(tone, loudness=(25.0, 50.0)), "half as loud"),
        "short": (partial(tone, sounding=(24, 40)), "silence, but for the noise, after 24 to 40 samples"),
        "phase": (partial(tone, phases=(math.pi, 2 * math.pi)), "the fundamental begins at a phase never trained on"),
        "no_fundamental": (partial(tone, fundamental=False), "only the higher harmonics, whose period is still the note's"),
    },
)


@measured(lambda: [example for split in SPLITS.values() if split.rows for example in split.rows()])
def tones(signal: Grid) -> int:
    """The note, from 0 for the lowest to 6 for the highest, that a wave of 64 samples sounds.

    >>> first = SPLITS["train"].rows()[0]
    >>> tones(*first.inputs) == first.output
    True
    """
    raise NotImplementedError  # measured: the generator's labels answer


task = Task(
    tones,
    VOCABULARY,
    splits=SPLITS,
    source="a set of our own; the pitch of a missing fundamental: J. Schouten, The perception of subjective tones, 1938",
    scores_only=True,
)

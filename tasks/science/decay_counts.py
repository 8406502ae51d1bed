"""The law of radioactive decay from counts that scatter as counts must.

A source of nitrogen-13, half-life 9.965 minutes, gives 10,000 counts in the first of many short intervals. The training rows are
simulated counts at 100 times within three half-lives, each drawn once, by a fixed seed, from Poisson's distribution: a fixed
table, since a task's reference is a function of its inputs. All test rows are the expected counts, without scatter.

The tolerance is 10 %. Counts scatter by 1 % at first and by 2.8 % (a standard deviation) after three half-lives, in this table by
4.8 % at most; the two constants that fit it best (greatest likelihood) err by 1.2 % at most up to 150 minutes. So whoever finds
the law is right everywhere, and a smooth curve through the counts is right within their range.
"""

import math

from contrast.sampling import Rng, Sampler, seeded
from contrast.task import Example, Split, Task
from contrast.vocab.reals import VOCABULARY

HALF_LIFE = 9.965
"""Of nitrogen-13, in minutes."""

FIRST = 10000.0
"""The expected counts of the interval at time 0."""

TRAINED = 30.0
"""Training ends at this time, in minutes."""


def expected(time: float) -> float:
    """The expected counts at this time."""
    return FIRST * math.exp(-math.log(2) / HALF_LIFE * time)


def _simulated() -> dict[float, float]:
    """The counts of training, by time."""
    rng = seeded("decay_counts")
    times = sorted(rng.uniform(0, TRAINED, 100).tolist())
    return {time: float(rng.poisson(expected(time))) for time in times}


COUNTS = _simulated()


def decay_counts(time: float) -> float:
    """The counts of a decaying source in the interval at `time` minutes; right within 10 %.

    At the times of training it is what was counted there, scatter included; at any other time it is the expectation.

    >>> decay_counts(9.965)  # a half-life
    5000.0
    """
    return COUNTS.get(time, expected(time))


def times(first: float, last: float) -> Sampler:
    """A time in this range, in minutes."""

    def draw(rng: Rng, size: int) -> tuple[float]:
        return (rng.uniform(first, last),)

    return draw


task = Task(
    decay_counts,
    VOCABULARY,
    splits={
        "train": Split(rows=lambda: [Example((time,), count) for time, count in COUNTS.items()]),
        "same": Split(sampler=times(0.0, TRAINED), why="the expectation in the range of training, where training holds counts"),
        "twice": Split(sampler=times(TRAINED, 2 * TRAINED), why="up to twice the longest time"),
        "five_times": Split(sampler=times(2 * TRAINED, 5 * TRAINED), why="up to five times the longest time"),
    },
    source="E. Rutherford and F. Soddy, The cause and nature of radioactivity, 1902; simulated",
    tolerance=0.1,
)

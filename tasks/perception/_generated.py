"""The splits of a generated set: pictures or waves whose class was drawn first and cannot be computed from them.

So the set is a table, as measured data are: `unlimited` means all of its training rows.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import numpy as np

from contrast.sampling import Rng, seeded
from contrast.task import Example, Split
from contrast.values import Grid

TRAINING, TESTS = 4000, 1000

Draw = Callable[[Rng, int], np.ndarray]
"""Draws one (height, width) int64 grid that shows a label."""


def generated_splits(name: str, labels: Sequence[int], draw: Draw, axes: Mapping[str, tuple[Draw, str]]) -> dict[str, Split]:
    """4,000 training rows and 1,000 for `same` and for each axis, which is drawn otherwise for the reason given; each label is as
    frequent as any other."""

    def rows(split: str, count: int, drawn: Draw = draw) -> Callable[[], Sequence[Example]]:
        @cache
        def table() -> list[Example]:
            rng = seeded(name, split)
            shown = [labels[k] for k in rng.permutation(np.arange(count) % len(labels)).tolist()]
            return [Example((Grid(drawn(rng, label)),), label) for label in shown]

        return table

    return {
        "train": Split(rows=rows("train", TRAINING)),
        "same": Split(rows=rows("same", TESTS), why="fresh draws"),
        **{axis: Split(rows=rows(axis, TESTS, drawn), why=why) for axis, (drawn, why) in axes.items()},
    }

"""The splits of a table of measurements: a fixed part for training, the other rows for tests, and changes of those."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from contrast.sampling import seeded
from contrast.task import Example, Split

Table = tuple[np.ndarray, list[int] | list[bool]]
"""The measurements, (rows, columns) float64, and the labels."""

TRAINING_SHARE = 0.7

NOISE = 0.5
"""Standard deviation of the noise that is added to a measurement, against that of its column."""

DRIFT = 1.1
"""By what an instrument that has drifted multiplies every measurement."""


def table_splits(
    name: str, load: Callable[[], Table], subgroups: Mapping[str, tuple[int, float, float, str]]
) -> dict[str, Split]:
    """Train and `same`, noise, drift, and the test rows with a column's value in a range: (column, from, below, why)."""

    def rows(training: bool, change: Callable[[np.ndarray], np.ndarray] = np.asarray) -> list[Example]:
        table, labels = load()
        order = seeded(name).permutation(len(labels))
        parted = round(TRAINING_SHARE * len(labels))
        chosen = order[:parted] if training else order[parted:]
        changed = change(table)
        return [Example(tuple(changed[k].tolist()), labels[k]) for k in chosen]

    def noisy(table: np.ndarray) -> np.ndarray:
        noise = seeded(name, "noisy").normal(0, NOISE, table.shape)
        return np.maximum(table + noise * table.std(axis=0), 0.0)

    def inside(column: int, low: float, high: float) -> Callable[[], Sequence[Example]]:
        return lambda: [example for example in rows(training=False) if low <= example.inputs[column] < high]

    return {
        "train": Split(rows=lambda: rows(training=True)),
        "same": Split(rows=lambda: rows(training=False), why="the other rows"),
        "noisy": Split(rows=lambda: rows(training=False, change=noisy), why="noise on every measurement"),
        "drifted": Split(rows=lambda: rows(training=False, change=lambda table: DRIFT * table), why="measured a tenth too high"),
        **{axis: Split(rows=inside(c, low, high), why=why) for axis, (c, low, high, why) in subgroups.items()},
    }

"""The measured points of a ladder: how large, and which share of the answers was wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contrast.scaling.ladder import Ladder
from contrast.study.trial import Trial

if TYPE_CHECKING:
    import numpy as np

Row = Mapping[str, Any]

WHERE: dict[str, Callable[[str], bool]] = {
    "inside": lambda split: split == "same",
    "longer": lambda split: split.startswith("longer"),
    "all axes": lambda split: split != "same",
}
"""Which splits an error is the mean over."""

LEAST = {"budget": 1.5}
"""The range of sizes below which there is no slope. Where training ends early at every budget, core-seconds differ by chance."""


@dataclass(frozen=True)
class Points:
    """x, errors: (rungs, seeds) float64, all above 0.  items: behind each error.  zeros: trials without a wrong answer, whose
    error of 0 of n items stands as 1/(2n), since a power law has no zero. A trial that failed has error 1."""

    task: str
    x: np.ndarray
    errors: np.ndarray
    items: int
    zeros: int = 0


def points(ladder: Ladder, results: Mapping[Trial, Row], where: str) -> Points | None:
    """The points of a ladder; None where the task has no such split, or where the sizes are all the same."""
    import numpy as np

    rungs = [[results[trial] for trial in rung] for rung in ladder.rungs]
    splits = [name for name in _splits(rungs) if WHERE[where](name)]
    sized = [(_sizes(ladder.grows, rung), rung) for rung in rungs]
    kept = [(sizes, rung) for sizes, rung in sized if sizes is not None]
    x = np.array([sizes for sizes, _ in kept], float)
    if not splits or not kept or _range(x) <= LEAST.get(ladder.grows, 1.0):
        return None
    rows = [row for _, rung in kept for row in rung]
    items = max(_items(row, splits) for row in rows)
    errors = [[_error(row, splits) for row in rung] for _, rung in kept]
    zeros = sum(error == 0 for rung in errors for error in rung)
    above = [[error or 1 / (2 * items) for error in rung] for rung in errors]
    return Points(ladder.task, x, np.array(above), items, zeros)


def _range(x: np.ndarray) -> float:
    """The largest over the smallest size."""
    sizes = x.mean(axis=1)
    return float(sizes.max() / sizes.min())


def _splits(rungs: Sequence[Sequence[Row]]) -> list[str]:
    return list(dict.fromkeys(name for rung in rungs for row in rung for name in row["splits"]))


def _error(row: Row, splits: Sequence[str]) -> float:
    """1 minus the mean exact match; 1 for a trial that failed."""
    if row["status"] == "failed":
        return 1.0
    return 1 - sum(float(row["splits"][name]["exact_match"]) for name in splits) / len(splits)


def _items(row: Row, splits: Sequence[str]) -> int:
    return sum(int(row["splits"][name]["n"]) for name in splits if name in row["splits"])


def _sizes(grows: str, rung: Sequence[Row]) -> list[float] | None:
    """x of each seed; a trial that failed before its net was built has the parameters of the others."""
    column = {"examples": "examples", "budget": "core_seconds"}.get(grows, "parameters")
    known = [float(row[column]) for row in rung if row[column]]
    return [float(row[column] or known[0]) for row in rung] if known else None

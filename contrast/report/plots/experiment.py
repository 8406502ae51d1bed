"""The curves of an experiment: the error on fresh inputs against the queries."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from contrast.experiments.compare import Row
from contrast.report.plots.file import blank, write

FLOOR = 1e-16
"""An error below this, 0 among them, is drawn as this."""

CEILING = 1e2
"""One above this, or of a learner that has no answer, is drawn as this."""


def draw(rows: Sequence[Row], path: Path) -> None:
    """Write the median curves of one world to a file, whose ending names the format."""
    figure = blank(6, 4)
    axes = figure.subplots()
    for row in rows:
        queries = [point.queries for point in row.runs[0].points]
        inside = [_shown(median(one.points[place].inside for one in row.runs)) for place in range(len(queries))]
        axes.step(queries, inside, where="post", label=f"{row.strategy}, {row.solver}")
    axes.set(title=rows[0].world, xlabel="queries", ylabel="error on fresh inputs", yscale="log")
    axes.legend()
    write(figure, path)


def _shown(error: float) -> float:
    return CEILING if math.isnan(error) else min(max(error, FLOOR), CEILING)

"""A comparison as text: a line for each strategy and solver."""

from __future__ import annotations

import math
from collections.abc import Sequence

from contrast.experiments.compare import Row

HEADINGS = ("strategy", "solver", "queries to identify", "median", "error inside", "beyond", "wrong claims", "core-seconds")


def table(rows: Sequence[Row]) -> str:
    """The table, and under it the different laws that were found."""
    lines = [HEADINGS, *map(cells, rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADINGS))]
    found = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    laws = [f"{row.strategy}: {law}" for row in rows for law in dict.fromkeys(one.program for one in row.runs) if law]
    return "\n".join([*found, "", "Found:" if laws else "No law was written down.", *laws])


def cells(row: Row) -> tuple[str, ...]:
    """A row as text."""
    never = f"> {row.runs[0].points[-1].queries}"
    each = ", ".join(never if count is None else str(count) for count in row.identified)
    middle = never if math.isinf(row.median) else f"{row.median:g}"
    outside = "none" if row.outside is None else f"{row.outside:.2g}"
    return (
        row.strategy, row.solver, each, middle, f"{row.inside:.2g}", outside, str(row.wrong_claims), f"{row.core_seconds:.1f}",
    )  # fmt: skip

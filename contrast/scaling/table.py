"""The study as a table: slopes with their intervals, and what they say."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from contrast.scaling.ladder import X
from contrast.scaling.law import Law
from contrast.scaling.line import Line
from contrast.scaling.points import WHERE

HEADINGS = ("grows", "against", "equal", "task", "inside", "longer", "verdict", "all axes", "verdict", "zeros", "failed")


def table(lines: Sequence[Line]) -> Table:
    """A row for each line. A slope b is that of error = a x^-b, positive where the error falls, with its 95 % interval."""
    made = Table(*HEADINGS, box=None, pad_edge=False)
    for line in lines:
        made.add_row(*cells(line))
    return made


def cells(line: Line) -> tuple[str, ...]:
    """The cells of a row."""
    inside, longer, axes = (law_text(line.laws.get(where)) for where in WHERE)
    said = [line.verdict(where) or "—" for where in ("longer", "all axes")]
    tasks = line.tasks[0] if len(line.tasks) == 1 else f"all {len(line.tasks)}"
    counts = ["/".join(str(line.zeros(where)) for where in WHERE), str(line.failed)]
    grows, equal = (line.equal, "—") if line.grows == "budget" else (line.grows, line.equal)
    return (grows, X[line.grows], equal, tasks, inside, longer, said[0], axes, said[1], *counts)


def law_text(law: Law | None) -> str:
    """The slope and its interval; errors that are all 1 do not fall."""
    if law is None:
        return "—"
    never = "does not fall, " if law.never else ""
    return f"{never}{_number(law.b)} [{_number(law.low)}, {_number(law.high)}]"


def notes(lines: Sequence[Line]) -> str:
    """What the numbers under the table's headings are."""
    items = sorted({one.items for line in lines for found in line.measured.values() for one in found})
    counted = f"n = {items[0]:,} to {items[-1]:,} items" if items else "no items"
    return (
        "Slopes b of error = a x^-b with 95 % intervals (bootstrap over tasks and seeds, and no narrower than Student's of the "
        "least squares); positive: the error falls. Error: 1 - exact match, averaged over seeds. zeros: how many errors were 0 "
        f"of n inside, on longer inputs and on all axes; they stand as 1/(2n), {counted}. A failed trial has error 1. supported, "
        "contradicted: whether scaling only palliates; the rules stand in contrast/scaling/__init__.py."
    )


def _number(value: float) -> str:
    return f"{value + 0.0:.2f}".replace("-0.00", "0.00")

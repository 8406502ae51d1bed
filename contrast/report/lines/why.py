"""Why a net did not hold: the verdict of the gates, on the lines of those for which they were run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from contrast.gates.verdict import verdict
from contrast.report.lines.line import Line, Row
from contrast.solver import Budget
from contrast.study.result import GATES


def explained(lines: Sequence[Line], rows: Iterable[Row]) -> list[Line]:
    """The lines, with `why` where a net does not hold and the rows have what the gates left."""
    by_task: dict[str, list[Row]] = {}
    for row in rows:
        by_task.setdefault(row["task"], []).append(row)
    asked = {(task, row["solver"]) for task, ones in by_task.items() for row in ones if row.get("purpose") == GATES}
    return [
        replace(line, why=_why(line, by_task[line.task])) if is_lost(line) and (line.task, line.solver) in asked else line
        for line in lines
    ]


def is_lost(line: Line) -> bool:
    """Whether this is a net that was judged and does not hold."""
    return line.side == "network" and not line.scores_only and not line.holds and not line.unsupported


def _why(line: Line, rows: Sequence[Row]) -> str:
    found = verdict(rows, line.task, line.solver, Budget(**line.rows[0]["budget"]))
    return found.sentence(data=line.regime == "fixed")

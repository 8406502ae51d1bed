"""Complete exports: JSON with a row for each trial, CSV with a row for each line of the table."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Sequence
from typing import Any

from contrast.report.caption import Caption
from contrast.report.lines.line import Line, Row, by_task, chance_of

MEDIANS = (
    "core_seconds", "evaluation_seconds", "peak_memory_bytes", "nodes", "bits", "parameters",
    "candidates_tried", "unique_programs", "wrong_fits", "examples_used",
)  # fmt: skip


def json_table(rows: Sequence[Row]) -> str:
    """A JSON list with one object a trial, all its columns as stored; what JSON cannot say (nan) is null."""
    return json.dumps([_finite(dict(row)) for row in rows], indent=1, allow_nan=False, ensure_ascii=False) + "\n"


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _finite(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def csv_table(lines: Sequence[Line], caption: Caption) -> str:
    """RFC 4180 text: one record a line, every split with mean, interval and method; costs are medians over seeds."""
    tasks = by_task(lines)
    records = [_record(line, tasks[line.task], caption) for line in lines]
    names = list(dict.fromkeys(name for record in records for name in record))
    out = io.StringIO()
    writer = csv.DictWriter(out, names, restval="")
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue()


def _record(line: Line, task: Sequence[Line], caption: Caption) -> dict[str, Any]:
    interval = None if line.scores_only else line.solved_interval
    return {
        "table": caption.identifier,
        "digest": caption.digest,
        **_asked(line),
        "trials": line.trials,
        "seeds": " ".join(str(row["seed"]) for row in line.rows),
        "solved": None if line.scores_only else line.count("solved"),
        "solved_low": interval and interval.low,
        "solved_high": interval and interval.high,
        "failed": line.count("failed"),
        "reasons": "; ".join(f"{reason} ({times})" for reason, times in line.reasons.items()),
        "why": line.why,
        "worst_axis": line.worst and line.worst[0],
        "worst_mean": line.worst and line.worst[1].value,
        **{name: line.middle(name) for name in MEDIANS},
        "program": "; ".join(line.programs),
        "applications": line.applications,
        "shallow": line.shallow,
        "chance": chance_of(task),
        **_trivial(line, task),
        **_scores(line),
    }


def _asked(line: Line) -> dict[str, Any]:
    facts = ("family", "task_version", "solver_version", "dsl", "dsl_size", "scores_only", "measured")
    return {
        "task": line.name,
        "solver": line.solver,
        "side": line.side,
        "regime": line.regime,
        "examples": line.examples,
        "budget": line.budget,
        **{name: line.about(name) for name in facts},
    }


def _trivial(line: Line, task: Sequence[Line]) -> dict[str, float]:
    """What the trivial solvers reach on `same`: from the same N if they ran on it, else from the N they ran on."""
    trivial = [one for one in task if one.side == "baseline"]
    near = {one.solver: one.same.value for one in trivial}
    return {f"{solver}_same": score for solver, score in (near | _of(trivial, line)).items()}


def _of(trivial: Sequence[Line], line: Line) -> dict[str, float]:
    return {one.solver: one.same.value for one in trivial if one.examples == line.examples}


def _scores(line: Line) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for name, mean in line.splits.items():
        interval = mean.interval
        columns |= {f"{name}_mean": mean.value, f"{name}_low": interval.low, f"{name}_high": interval.high}
        if name in line.validity:
            columns |= dict(zip((f"{name}_valid", f"{name}_excess"), line.validity[name], strict=True))
        columns |= {f"{name}_interval": interval.method, f"{name}_items": mean.items, f"{name}_exempt": mean.exempt}
    return columns

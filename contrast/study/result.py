"""A result: what a trial gave, as one flat JSON row."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np

from contrast.study.trial import Trial
from contrast.values import plain

COMPARISON, GATES, TUNING = "comparison", "gates", "tuning"
"""What a result was asked for. Tables show those of comparisons; the gates' own only back their verdicts; those of tuning are
scored inside the training range alone."""

UNSUPPORTED = "unsupported: "
"""How the reason begins of a trial whose solver was not made for the task."""

Row = dict[str, Any]
"""One result. `blank_row` names every field."""


def blank_row(trial: Trial) -> Row:
    """The row of a trial of which nothing is known yet; every result has these fields.

    status: solved, unsolved or failed.  reason: None if solved, else exhausted, out_of_time, out_of_memory,
    out_of_candidates, out_of_steps, still_improving, stopped_improving, diverged, wrong_on:<split>, scores_only, worker_died,
    or the error's sentence.
    purpose: COMPARISON, GATES or TUNING.  by_default: whether a net is the one that `net` stands for on the task.
    splits: name → Score, empty if failed.  *_seconds: core-seconds, but `wall_seconds`.  source_hash: the reference's
    syntax tree; a table marks a row stale whose hash is no longer the task's.  error: traceback text.
    """
    about = ("key", "task_name", "task_version", "family", "solver_version", "source_hash", "dsl", "dsl_version", "dsl_size",
             "scores_only", "measured", "by_default", "chance", "examples_used")  # fmt: skip
    outcome = ("status", "reason", "unfinished", "program", "nodes", "applications", "bits", "parameters", "candidates_tried",
               "unique_programs", "wrong_fits", "predictions_digest", "core_seconds", "evaluation_seconds",
               "wall_seconds", "peak_memory_bytes", "error", "provenance")  # fmt: skip
    row: Row = {**dict.fromkeys((*about, *outcome)), "purpose": COMPARISON, "splits": {}, "stopped_at": {}, "details": {}}
    return {**row, **trial.to_dict(), "task_name": trial.task, "started_at": datetime.now(UTC).isoformat(timespec="seconds")}


def failed(row: Row, reason: str, error: str | None = None) -> Row:
    """The row as a failure: it stays in every denominator, with its reason."""
    return {**row, "status": "failed", "reason": reason, "error": error}


def json_ready(value: Any) -> Any:
    """`value` as JSON can hold it; what JSON cannot say is kept as its text."""
    if isinstance(value, dict):
        return {str(name): json_ready(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [json_ready(item) for item in value]
    if value is None or isinstance(value, bool | int | float | str | np.ndarray | np.generic):
        return plain(value)
    return str(value)

"""Finding the results of given trials again."""

from __future__ import annotations

from collections.abc import Iterable

from contrast.catalog import load_solver, load_task
from contrast.study.result import Row
from contrast.study.trial import Trial, trial_key


def results_of(trials: Iterable[Trial], rows: Iterable[Row]) -> dict[Trial, Row]:
    """Each trial's result under the versions of now; trials without one are left out."""
    found = {row["key"]: row for row in rows}
    keys = {trial: trial_key(trial, load_task(trial.task), load_solver(trial.solver)) for trial in trials}
    return {trial: found[key] for trial, key in keys.items() if key in found}

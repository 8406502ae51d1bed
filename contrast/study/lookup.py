"""The results of given trials: those that a results file holds, and the others once they have run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from contrast.catalog import load_solver, load_task
from contrast.errors import BadValue, ContrastError
from contrast.study.result import Row
from contrast.study.run import Event, run
from contrast.study.storage.store import Store
from contrast.study.trial import Trial, trial_key


class Stopped(ContrastError):
    """A run that ctrl-C ended; what had finished is stored."""


def results(
    trials: Sequence[Trial], out: str | Path, workers: int, on_event: Callable[[Event], None] | None = None
) -> dict[Trial, Row]:
    """Run what the file lacks, and give each trial's result. Raises `Stopped` if ctrl-C ended the run."""
    if workers < 1:
        raise BadValue(f"--workers {workers}: at least one process must work; give a number from 1 up")
    with Store.open(out) as store:
        if run(trials, store, workers, on_event=on_event).interrupted:
            raise Stopped(f"stopped; what had finished is in {out}, and the same command goes on from there")
        return results_of(trials, store.rows())


def results_of(trials: Iterable[Trial], rows: Iterable[Row]) -> dict[Trial, Row]:
    """Each trial's result under the versions of now; trials without one are left out."""
    found = {row["key"]: row for row in rows}
    keys = {trial: trial_key(trial, load_task(trial.task), load_solver(trial.solver)) for trial in trials}
    return {trial: found[key] for trial, key in keys.items() if key in found}

"""Results of given trials: stored ones are found under the versions of now, the others run."""

from __future__ import annotations

from pathlib import Path

import pytest

from contrast.catalog import load_solver, load_task
from contrast.errors import BadValue
from contrast.solver import Budget
from contrast.study.lookup import results, results_of
from contrast.study.storage.store import Store
from contrast.study.trial import Trial, trial_key

TRIALS = [Trial("bits/parity", "majority", "fixed", 8, seed, Budget(seconds=1)) for seed in range(2)]


def key_of(trial: Trial) -> str:
    return trial_key(trial, load_task(trial.task), load_solver(trial.solver))


def test_a_result_of_another_version_is_none_of_a_trials():
    rows = [{"key": key_of(TRIALS[0]), "task": "found"}, {"key": "0" * 16, **TRIALS[1].to_dict()}]
    assert results_of(TRIALS, rows) == {TRIALS[0]: rows[0]}


def test_what_the_file_lacks_is_run_and_stored(tmp_path: Path):
    out = tmp_path / "results.db"
    found = results(TRIALS, out, workers=1)
    assert [found[trial]["seed"] for trial in TRIALS] == [0, 1]
    with Store.read(out) as store:
        assert len(store) == 2
    assert results(TRIALS, out, workers=1) == found


def test_no_worker_is_refused(tmp_path: Path):
    with pytest.raises(BadValue, match="--workers 0"):
        results(TRIALS, tmp_path / "results.db", workers=0)

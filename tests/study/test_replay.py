"""Replaying stored trials."""

from __future__ import annotations

import pytest

from contrast.study.inline import Inline
from contrast.study.replay import replay
from contrast.study.run import run
from contrast.study.workers import WorkerError

from .conftest import forget
from .worlds import TASK, trial, write_task


def stored(task, solver, store):
    run([trial(task, solver)], store, executor_factory=Inline)
    return next(store.rows())


def test_a_deterministic_trial_replays_to_the_same(twice, plugins, store):
    again = replay(stored(twice, "small", store), Inline())
    assert (again.same, again.differences) == (True, [])


def test_a_replay_stops_at_the_stored_counts(twice, plugins, store):
    assert replay(stored(twice, "plain", store) | {"stopped_at": {"steps": 3}}, Inline()).row["stopped_at"] == {"steps": 3}


def test_other_predictions_are_told(twice, plugins, store):
    again = replay(stored(twice, "drifting", store), Inline())
    assert not again.same
    assert [text.partition(":")[0] for text in again.differences] == ["predictions_digest"]


def test_a_task_changed_since_is_told(twice, plugins, store, tmp_path):
    row = stored(twice, "plain", store)
    forget()
    write_task(tmp_path, text=TASK.replace("2 * n", "n + n"))
    again = replay(row, Inline())
    assert again.differences == [f"source_hash: stored {row['source_hash']}, now {again.row['source_hash']}"]


def test_changed_labels_are_told(twice, plugins, store, tmp_path):
    row = stored(twice, "small", store)
    forget()
    write_task(tmp_path, text=TASK.replace("Example((n,), twice(n))", "Example((n,), 3 * n)"))
    assert "splits" in [text.partition(":")[0] for text in replay(row, Inline()).differences]


def test_a_failure_replays_to_the_same_failure(twice, plugins, store):
    assert replay(stored(twice, "refusing", store), Inline()).same


def test_a_replay_runs_in_a_worker_process_by_default(twice, plugins, store):
    assert replay(stored(twice, "plain", store)).same
    with pytest.raises(WorkerError, match="the worker died while it replayed trial"):
        replay(stored(twice, "plain", store) | {"solver": "dying"})

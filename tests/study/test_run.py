"""Running and resuming a study."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context

import pytest

from contrast.catalog import load_solver, load_task
from contrast.errors import StoreError, UnknownName
from contrast.solver import Budget
from contrast.study.inline import Inline
from contrast.study.run import Summary, run
from contrast.study.storage.store import Store
from contrast.study.trial import cross, trial_key
from contrast.study.workers import WorkerError, WorkerPool

from .conftest import forget
from .worlds import TASK, trial, write_task


def trials(task, solver="plain", count=4):
    return [trial(task, solver, seed) for seed in range(count)]


def seeds(store):
    return sorted(row["seed"] for row in store.rows())


def test_every_trial_gets_a_row(twice, plugins, store):
    assert run(trials(twice), store, executor_factory=Inline) == Summary(total=4, cached=0, ran=4, failed=0, interrupted=False)
    assert seeds(store) == [0, 1, 2, 3]


def test_when_all_is_cached_nothing_runs_and_no_worker_is_made(twice, plugins, store):
    run(trials(twice), store, executor_factory=Inline)
    again = run(trials(twice), store, executor_factory=lambda: pytest.fail("an executor was made"))
    assert again == Summary(total=4, cached=4, ran=0, failed=0, interrupted=False)


def test_only_what_is_missing_runs(twice, plugins, store, tmp_path):
    run(trials(twice, count=2), store, executor_factory=Inline)
    summary = run(trials(twice, count=4), store, executor_factory=Inline)
    assert (summary.cached, summary.ran) == (2, 2)


def test_repeats_of_one_task_and_solver_are_trials_of_their_own(twice, plugins, store):
    run([trial(twice, seed=seed, examples=n) for seed in (0, 1) for n in (4, 8)], store, executor_factory=Inline)
    assert sorted((row["seed"], row["examples"]) for row in store.rows()) == [(0, 4), (0, 8), (1, 4), (1, 8)]


def test_a_trial_asked_for_twice_runs_once(twice, plugins, store):
    assert run([trial(twice), trial(twice)], store, executor_factory=Inline).total == 1


def test_a_failure_is_a_row_and_the_others_go_on(twice, plugins, store):
    summary = run([trial(twice, "buggy"), trial(twice)], store, executor_factory=Inline)
    assert (summary.ran, summary.failed) == (2, 1)
    assert sorted(row["status"] for row in store.rows()) == ["failed", "solved"]


def test_stored_failures_still_count_as_failed(twice, plugins, store):
    run([trial(twice, "buggy")], store, executor_factory=Inline)
    assert run([trial(twice, "buggy")], store, executor_factory=Inline) == Summary(1, 1, 0, 1, False)


def test_stored_failures_run_again_only_when_asked(twice, plugins, store):
    run([trial(twice, "buggy"), trial(twice)], store, executor_factory=Inline)
    summary = run([trial(twice, "buggy"), trial(twice)], store, executor_factory=Inline, retry_failed=True)
    assert (summary.cached, summary.ran) == (1, 1)


def key_of(asked):
    return trial_key(asked, load_task(asked.task), load_solver(asked.solver))


def test_an_edited_task_file_runs_again(tmp_path, plugins, store):
    run([trial(write_task(tmp_path))], store, executor_factory=Inline)
    forget()
    edited = write_task(tmp_path, text=TASK.replace("rows(100, 120)", "rows(200, 220)"))
    assert run([trial(edited)], store, executor_factory=Inline).ran == 1


def test_a_new_task_version_runs_again(tmp_path, plugins, store):
    run([trial(write_task(tmp_path))], store, executor_factory=Inline)
    forget()
    edited = write_task(tmp_path, text=TASK.replace("    splits={", "    version=2,\n    splits={"))
    run([trial(edited)], store, executor_factory=Inline)
    assert [row["task_version"] for row in store.rows()] == [1, 2]


def test_an_unknown_task_ends_the_run_before_it_begins(plugins, store):
    with pytest.raises(UnknownName, match="no task named 'lists/sprt'"):
        run([trial("lists/sprt")], store, executor_factory=lambda: pytest.fail("an executor was made"))


def test_the_display_hears_of_each_start_and_end(twice, plugins, store):
    heard = []

    def hear(event):
        heard.append((event.kind, event.trial.seed, event.progress.done, [t.seed for t in event.progress.running]))

    run(trials(twice, count=2), store, executor_factory=Inline, on_event=hear)
    assert heard == [("started", 0, 0, [0]), ("finished", 0, 1, []), ("started", 1, 1, [1]), ("finished", 1, 2, [])]


def test_a_result_is_in_the_file_before_the_display_hears_of_it(twice, plugins, store):
    seen = []

    def look(event):
        if event.kind == "finished":
            with Store.read(store.path) as reader:
                seen.append(seeds(reader))

    run(trials(twice, count=3), store, executor_factory=Inline, on_event=look)
    assert seen == [[0], [0, 1], [0, 1, 2]]


class Counting(ThreadPoolExecutor):
    """Notes how many calls are in flight at most."""

    most = now = 0

    def submit(self, fn, /, *args, **kwargs):
        Counting.now += 1
        Counting.most = max(Counting.most, Counting.now)
        return super().submit(fn, *args, **kwargs)


def test_no_more_trials_are_handed_out_than_can_run(twice, plugins, store):
    def finish(event):
        Counting.now -= event.kind == "finished"

    run(trials(twice, count=9), store, workers=3, executor_factory=partial(Counting, 3), on_event=finish)
    assert Counting.most == 3


EXECUTORS = {"inline": Inline, "threads": partial(ThreadPoolExecutor, 2), "processes": partial(WorkerPool, 2)}


@pytest.mark.parametrize("factory", EXECUTORS.values(), ids=EXECUTORS)
def test_any_executor_gives_the_same_results(twice, plugins, tmp_path, factory):
    with Store.open(tmp_path / "some.db") as store:
        run(trials(twice, "small"), store, workers=2, executor_factory=factory)
        rows = sorted(store.rows(), key=lambda row: row["seed"])
    assert [row["reason"] for row in rows] == ["wrong_on:larger"] * 4
    assert [row["key"] for row in rows] == [key_of(trial(twice, "small", seed)) for seed in range(4)]


def test_the_shipped_baselines_fail_on_sorting_as_they_should(store):
    run(cross(["lists/sort"], ["majority", "copy"], [8], [0], Budget(seconds=3.0)), store, workers=2)
    assert {row["solver"]: row["reason"] for row in store.rows()} == {"majority": "wrong_on:same", "copy": "wrong_on:same"}


def test_a_trial_whose_worker_was_killed_is_handed_out_again(twice, plugins, store, tmp_path):
    solver = f"dying?mark={tmp_path / 'mark'}"
    summary = run([trial(twice, solver), *trials(twice, count=3)], store, workers=2)
    assert (summary.ran, summary.failed) == (4, 0)
    assert {row["status"] for row in store.rows()} == {"solved"}


def test_a_trial_that_kills_its_worker_twice_fails_and_the_others_go_on(twice, plugins, store):
    summary = run([trial(twice, "dying"), *trials(twice, count=3)], store, workers=2)
    assert (summary.ran, summary.failed) == (4, 1)
    (dead,) = [row for row in store.rows() if row["status"] == "failed"]
    assert (dead["solver"], dead["reason"], dead["task_name"]) == ("dying", "worker_died", "twice")
    assert dead["error"] == "the worker died 2 times: killed, or out of memory"


def test_a_reference_that_ends_its_process_is_a_failed_row(tmp_path, plugins, store):
    ending = "    import multiprocessing, os\n    if multiprocessing.parent_process():\n        os._exit(1)\n"
    lethal = TASK.replace("    return 2 * n", f"{ending}    return 2 * n")
    run([trial(write_task(tmp_path, "lethal", lethal))], store)
    assert [row["reason"] for row in store.rows()] == ["worker_died"]


def test_a_pool_that_is_lost_as_a_whole_is_made_anew(twice, plugins, store, tmp_path):
    solver = f"dying?mark={tmp_path / 'mark'}"
    pool = partial(ProcessPoolExecutor, 1, mp_context=get_context("spawn"))
    assert run([trial(twice, solver), *trials(twice, count=2)], store, executor_factory=pool).failed == 0
    assert len(store) == 3


class Losing(Executor):
    """An executor whose results cannot be had, for the reason given."""

    def __init__(self, error):
        self.error = error

    def submit(self, fn, /, *args, **kwargs):
        future: Future = Future()
        future.set_exception(self.error)
        return future


def test_a_result_that_cannot_be_had_is_a_failed_row(twice, plugins, store):
    run(trials(twice, count=1), store, executor_factory=partial(Losing, TypeError("cannot pickle")))
    assert [row["reason"] for row in store.rows()] == ["error: TypeError: cannot pickle"]


def test_workers_that_cannot_start_end_the_study_and_fail_no_trial(twice, plugins, store):
    with pytest.raises(WorkerError, match="do not start"):
        run(trials(twice), store, executor_factory=partial(Losing, WorkerError("the worker processes do not start")))
    assert len(store) == 0


def test_a_full_disk_ends_the_run_and_the_same_call_goes_on(twice, plugins, tmp_path):
    with Store.open(tmp_path / "results.db") as store:
        store._connection.execute("PRAGMA max_page_count = 12")
        with pytest.raises(StoreError, match="finished trials are safe in it; make room and give the same command again"):
            run(trials(twice, count=30), store, executor_factory=Inline)
    with Store.open(tmp_path / "results.db") as store:
        kept = len(store)
        summary = run(trials(twice, count=30), store, executor_factory=Inline)
    assert 0 < kept < 30
    assert (summary.cached, summary.ran) == (kept, 30 - kept)


class Interrupted(Inline):
    """ctrl-C arrives after three trials have come back."""

    done = 0

    def submit(self, fn, /, *args, **kwargs):
        if self.done == 3:
            raise KeyboardInterrupt
        self.done += 1
        return super().submit(fn, *args, **kwargs)


def test_an_interruption_keeps_what_had_come_back(twice, plugins, store):
    summary = run(trials(twice, count=9), store, workers=5, executor_factory=Interrupted)
    assert summary == Summary(total=9, cached=0, ran=3, failed=0, interrupted=True)
    assert seeds(store) == [0, 1, 2]

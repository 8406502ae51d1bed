"""Drivers and workers that are really killed, in processes of their own: nothing finished is lost, nothing stays behind."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contrast.errors import StoreError
from contrast.study.storage.store import Store

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")

ROOT = Path(__file__).resolve().parents[2]
TRIALS = 24
TIMES = ("core_seconds", "evaluation_seconds", "wall_seconds", "peak_memory_bytes", "started_at", "provenance")

DRIVER = f"""
import sys

from contrast.solver import Budget
from contrast.study.run import run
from contrast.study.storage.store import Store
from contrast.study.trial import Trial

if __name__ == "__main__":
    task, results, solver = sys.argv[1:]
    trials = [Trial(task, solver, "fixed", 8, seed, Budget(steps=10)) for seed in range({TRIALS})]
    with Store.open(results) as store:
        print(run(trials, store, workers=2, on_event=lambda event: print(event.kind, flush=True)))
"""


class Driver:
    """A study of `TRIALS` trials with two workers, run by a process that leads a session of its own."""

    def __init__(self, folder: Path, plugins: Path, task: str, results: str = "results.db", pause: float = 0.06):
        self.results = folder / results
        self.log = folder / f"{results}.log"
        script = folder / "driver.py"
        script.write_text(DRIVER)
        solver = f"small?pause={pause}&log={self.log}"
        self.process = subprocess.Popen(
            [sys.executable, str(script), task, str(self.results), solver],
            env={**os.environ, "PYTHONPATH": f"{plugins}{os.pathsep}{ROOT}"},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip

    def wait_for(self, condition: Callable[[], object]) -> None:
        """Until the condition holds, or the driver has ended."""
        while not condition() and self.process.poll() is None:
            time.sleep(0.005)

    def finished(self) -> dict[str, dict[str, Any]]:
        """Key → row of what is in the file."""
        try:
            with Store.read(self.results) as store:
                return {row["key"]: row for row in store.rows()}
        except StoreError:
            return {}

    def solved_seeds(self) -> list[str]:
        """The seed of each time that a solver was done."""
        return self.log.read_text().split() if self.log.exists() else []

    def workers(self) -> list[int]:
        """The living processes of the session, but the driver."""
        return [pid for pid in session_of(self.process.pid) if pid != self.process.pid]

    def end(self) -> tuple[str, str]:
        """What it printed, once the driver and everything that it started are gone."""
        out, err = self.process.communicate()
        while session_of(self.process.pid):
            time.sleep(0.005)
        return out, err


def session_of(leader: int) -> list[int]:
    """The living processes of a session."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                state, _, _, session = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
            except OSError:
                continue
            if int(session) == leader and state not in "ZX":
                found.append(int(entry.name))
    return found


def without_times(rows: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The rows as a table shows them, time columns and the log's name aside."""
    hidden = (*TIMES, "key", "solver")
    return {row["seed"]: {name: value for name, value in row.items() if name not in hidden} for row in rows.values()}


@pytest.fixture
def driver(tmp_path, plugins, twice):
    """Starts drivers; none is left when the test ends."""
    started = []

    def start(**settings):
        started.append(Driver(tmp_path, plugins, twice, **settings))
        return started[-1]

    yield start
    for one in started:
        for pid in session_of(one.process.pid):
            os.kill(pid, signal.SIGKILL)
        one.process.communicate()


def test_a_driver_killed_three_times_ends_with_the_table_of_an_unbroken_run(driver):
    chance = random.Random(0)
    before: dict[str, dict[str, Any]] = {}
    for _ in range(3):
        one, goal = driver(), len(before) + chance.randint(1, 3)
        one.wait_for(lambda one=one, goal=goal: len(one.finished()) >= goal)
        time.sleep(chance.random() * 0.2)  # anywhere within a trial, or a commit
        one.process.kill()
        one.end()
        after = one.finished()
        assert {key: after[key] for key in before} == before  # none lost, none run again
        before = after
    last = driver()
    last.end()
    unbroken = driver(results="unbroken.db")
    unbroken.end()
    assert len(before) < TRIALS
    assert {key: last.finished()[key] for key in before} == before
    assert without_times(last.finished()) == without_times(unbroken.finished())
    assert len(unbroken.finished()) == TRIALS
    assert len(last.solved_seeds()) <= TRIALS + 3 * 2  # at most what two workers had in hand at each kill ran twice


def test_workers_end_when_their_driver_is_killed_in_the_middle_of_a_long_trial(driver):
    one = driver(pause=3600)
    one.wait_for(lambda: len(one.workers()) >= 2)
    one.process.kill()
    one.end()  # waits until all are gone
    assert one.workers() == []


def test_a_worker_killed_from_outside_costs_nothing(driver):
    one = driver()
    one.wait_for(lambda: len(one.finished()) >= 2)
    children = Path(f"/proc/{one.process.pid}/task/{one.process.pid}/children")
    workers = [pid for pid in one.workers() if "spawn_main" in Path(f"/proc/{pid}/cmdline").read_text()]
    assert children.exists()
    os.kill(random.Random(0).choice(workers), signal.SIGKILL)
    out, err = one.end()
    assert f"Summary(total={TRIALS}, cached=0, ran={TRIALS}, failed=0, interrupted=False)" in out
    assert err == ""


@pytest.mark.parametrize("results_first", [0, 3], ids=["while workers start", "in the middle"])
def test_ctrl_c_keeps_what_has_finished_and_leaves_quietly(driver, results_first):
    one = driver()
    first = one.process.stdout.readline()
    assert first == "started\n"
    one.wait_for(lambda: len(one.finished()) >= results_first)
    kept = one.finished()
    os.killpg(one.process.pid, signal.SIGINT)  # to the whole group, as a terminal sends it
    out, err = one.end()
    assert (one.process.returncode, err) == (0, "")
    assert "interrupted=True" in out
    assert {key: one.finished()[key] for key in kept} == kept
    assert len(one.finished()) < TRIALS
    again = driver()
    again.end()
    assert len(again.finished()) == TRIALS


def test_ctrl_c_stops_trials_that_would_last_for_hours(driver):
    one = driver(pause=3600)
    one.process.stdout.readline()
    one.wait_for(lambda: len(one.workers()) >= 3)  # two workers and Python's own resource tracker
    os.killpg(one.process.pid, signal.SIGINT)
    out, err = one.end()
    assert (one.process.returncode, err) == (0, "")
    assert "ran=0, failed=0, interrupted=True" in out


def test_a_second_run_on_the_file_is_refused_while_the_first_goes_on(driver):
    one = driver(pause=3600)
    one.process.stdout.readline()
    with pytest.raises(StoreError, match="is being written by another run"):
        Store.open(one.results)
    one.process.kill()
    one.end()
    Store.open(one.results).close()

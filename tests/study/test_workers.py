"""The worker pool: real processes, really killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import BrokenExecutor, Future
from pathlib import Path

import pytest

from contrast.study.workers import WorkerError, WorkerPool


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def quit_at_once() -> None:
    os._exit(7)


def settings() -> tuple[str | None, bool, bool]:
    """The thread setting, whether ctrl-C is ignored, and whether torch was loaded on the way."""
    ignored = signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    return os.environ.get("OMP_NUM_THREADS"), ignored, "torch" in sys.modules


def alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def touch_and_sleep(mark: str) -> None:
    Path(mark).touch()
    time.sleep(3600)


@pytest.fixture(scope="module")
def pool():
    with WorkerPool(2) as made:
        yield made


def test_calls_run_in_other_processes(pool):
    assert pool.submit(os.getpid).result() != os.getpid()


def test_arguments_and_errors_travel(pool):
    assert pool.submit(int, "ff", base=16).result() == 255
    with pytest.raises(ValueError, match="invalid literal"):
        pool.submit(int, "x").result()


def test_more_calls_than_workers_wait_their_turn(pool):
    futures = [pool.submit(pow, 2, n) for n in range(20)]
    assert [future.result() for future in futures] == [2**n for n in range(20)]


def test_a_worker_has_one_thread_ignores_ctrl_c_and_loads_nothing_heavy(pool):
    assert pool.submit(settings).result() == ("1", True, False)


def test_the_drivers_own_environment_stays_as_it_was(monkeypatch):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    with WorkerPool(1) as pool:
        pool.submit(os.getpid).result()
    assert "OMP_NUM_THREADS" not in os.environ


@pytest.mark.parametrize("end", [die, quit_at_once])
def test_a_death_breaks_its_own_call_and_no_other(pool, end):
    first = pool.submit(time.sleep, 0.3)
    with pytest.raises(BrokenExecutor):
        pool.submit(end).result()
    assert first.result() is None
    assert [pool.submit(abs, -n).result() for n in range(4)] == [0, 1, 2, 3]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_shutdown_leaves_no_process():
    pool = WorkerPool(1)
    pid = pool.submit(os.getpid).result()
    pool.shutdown()
    assert not alive(pid)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_stopping_now_kills_what_runs_and_cancels_what_waits(tmp_path):
    pool = WorkerPool(1)
    pid = pool.submit(os.getpid).result()
    running: Future = pool.submit(touch_and_sleep, str(tmp_path / "mark"))
    waiting = pool.submit(abs, 1)
    while not (tmp_path / "mark").exists():
        time.sleep(0.01)
    pool.shutdown(cancel_futures=True)
    assert isinstance(running.exception(), BrokenExecutor)
    assert waiting.cancelled()
    assert not alive(pid)


def test_stopping_while_a_worker_starts_does_not_hang():
    pool = WorkerPool(2)
    futures = [pool.submit(time.sleep, 3600) for _ in range(2)]
    pool.shutdown(cancel_futures=True)
    assert all(future.cancelled() or isinstance(future.exception(), BrokenExecutor) for future in futures)


def test_shutdown_of_a_pool_that_never_worked_returns():
    before = threading.enumerate()
    WorkerPool(3).shutdown()
    assert threading.enumerate() == before


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system cannot restrict a process to some cores")
def test_only_the_cores_that_may_be_used_are_available():
    script = (
        "import os; from contrast.study.workers import available_cores; "
        "os.sched_setaffinity(0, list(os.sched_getaffinity(0))[:1]); print(available_cores())"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "1\n"


def test_no_workers_are_refused():
    with pytest.raises(WorkerError, match="--workers 0: at least one process must work; give a number from 1 up"):
        WorkerPool(0)


UNGUARDED = """
import os
from contrast.errors import ContrastError
from contrast.study.workers import WorkerPool
try:
    WorkerPool(1).submit(os.getpid).result()
except ContrastError as error:
    print(error)
"""


def test_a_script_without_a_main_guard_is_told_so(tmp_path):
    script = tmp_path / "unguarded.py"
    script.write_text(UNGUARDED)
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert 'with the call under `if __name__ == "__main__":`' in done.stdout

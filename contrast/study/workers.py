"""Worker processes, each alone in its slot: one that dies takes down the trial it was running and nothing else."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import connection, resource_tracker
from multiprocessing.context import SpawnContext, SpawnProcess
from queue import SimpleQueue
from typing import Any, ParamSpec, TypeVar

from contrast.errors import ContrastError

P = ParamSpec("P")
T = TypeVar("T")

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1")
"""Environment of a worker: two threads on a busy machine were 20 times slower."""

STARTS = 3
"""Attempts to start a worker before the study is given up."""

GRACE_SECONDS = 5.0
"""How long an idle worker may take to leave before it is killed."""


def available_cores() -> int:
    """The cores that this process may use, which can be fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class WorkerError(ContrastError):
    """Worker processes that cannot be started at all."""


class WorkerPool(Executor):
    """An executor of `workers` spawned processes, one call at a time in each.

    A call whose process dies raises `BrokenExecutor` from its future; the slot gets a new process for its next call.
    Functions must be importable and arguments picklable. Workers run one thread each in numerical libraries, ignore
    ctrl-C, about which the driver decides, and end at once when the driver is gone, even by kill -9.
    """

    def __init__(self, workers: int):
        if workers < 1:
            raise WorkerError(f"--workers {workers}: at least one process must work; give a number from 1 up")
        self._slots = [_Slot() for _ in range(workers)]
        self._idle: SimpleQueue[_Slot] = SimpleQueue()
        for slot in self._slots:
            self._idle.put(slot)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="contrast-slot")

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        return self._threads.submit(self._call, fn, args, kwargs)

    def _call(self, function: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
        slot = self._idle.get()
        try:
            return slot.call(function, args, kwargs)
        finally:
            self._idle.put(slot)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the workers go once all calls are done. With `cancel_futures` now: what waits is cancelled, what runs is killed."""
        if cancel_futures:
            self._threads.shutdown(wait=False, cancel_futures=True)
            for slot in self._slots:
                slot.kill()
        self._threads.shutdown(wait=wait or cancel_futures)
        if wait or cancel_futures:
            for slot in self._slots:
                slot.leave()


class _Slot:
    """The place of one worker process, filled at the first call and again after a death."""

    def __init__(self) -> None:
        self._context = _RecordingContext()
        self._pool: ProcessPoolExecutor | None = None
        self._closed = False

    def call(self, function: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
        if self._pool is None:
            self._pool = self._started()
        try:
            return self._pool.submit(function, *args, **kwargs).result()
        except BrokenExecutor:
            self._pool.shutdown(wait=True)
            self._pool = None
            raise

    def _started(self) -> ProcessPoolExecutor:
        """A pool whose one process is up. A process killed while it starts is started again, a few times."""
        for _ in range(STARTS):
            if self._closed:
                raise BrokenExecutor("the workers have been stopped")
            pool = ProcessPoolExecutor(1, mp_context=self._context, initializer=_prepare_worker)
            with _surroundings_of_a_worker():
                ready = pool.submit(os.getpid)
            if self._closed:
                self.kill()
            try:
                ready.result()
                return pool
            except BrokenExecutor:
                pool.shutdown(wait=True)
        raise WorkerError(
            f"the worker processes do not start (tried {STARTS} times); a script that runs a study must be a file, "
            'with the call under `if __name__ == "__main__":`'
        )

    def kill(self) -> None:
        """End the process now, and start no other."""
        self._closed = True
        for process in self._context.started:
            if process.pid is not None and process.is_alive():
                process.kill()

    def leave(self) -> None:
        """Send the idle process away; kill it if it stays."""
        self._closed = True
        if self._pool is not None:
            self._pool.shutdown(wait=False)
            if not connection.wait([process.sentinel for process in self._context.started[-1:]], GRACE_SECONDS):
                self.kill()
            self._pool.shutdown(wait=True)


class _RecordingContext(SpawnContext):
    """The spawn context, keeping the processes it made, because a process pool offers no way to end its process."""

    def __init__(self) -> None:
        super().__init__()
        self.started: list[SpawnProcess] = []

    def Process(self, *args: Any, **kwargs: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: N802 (multiprocessing's name)
        process = SpawnProcess(*args, **kwargs)
        self.started[:] = [process]
        return process


_starting = threading.Lock()


@contextmanager
def _surroundings_of_a_worker() -> Iterator[None]:
    """What a process started inside inherits: one thread for numerical libraries, read when they are imported, and a
    blocked ctrl-C signal, so that none reaches it before it can ignore the signal itself."""
    with _starting:
        before = {name: os.environ.get(name) for name in ONE_THREAD}
        os.environ.update(ONE_THREAD)
        mask = _block_interrupts()
        try:
            yield
        finally:
            if mask is not None:
                signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


def _block_interrupts() -> set[int | signal.Signals] | None:
    if not hasattr(signal, "pthread_sigmask"):
        return None
    resource_tracker.ensure_running()  # its first start would unblock the signal again
    return set(signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}))


def _prepare_worker() -> None:
    """Runs first in every worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(ONE_THREAD)
    threading.Thread(target=_follow_the_driver, name="contrast-follow", daemon=True).start()


def _follow_the_driver() -> None:
    """End this process when the one that started it is gone."""
    driver = multiprocessing.parent_process()
    if driver is not None:
        driver.join()
        os._exit(1)

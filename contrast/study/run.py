"""Running a study: what the store lacks is handed to workers, and each result is committed as it comes in."""

from __future__ import annotations

import signal
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

from contrast.catalog import load_solver, load_task
from contrast.errors import ContrastError
from contrast.study.execute import CHECKPOINT, describe, run_trial
from contrast.study.progress import Progress
from contrast.study.provenance import provenance
from contrast.study.result import COMPARISON, Row, blank_row, failed
from contrast.study.storage.checkpoints import load, save
from contrast.study.storage.store import Store
from contrast.study.trial import Trial, trial_key
from contrast.study.workers import WorkerPool

INTERRUPTED = "interrupted"
"""The reason of a trial that ctrl-C stopped; it is no result."""

ATTEMPTS = 2
"""How often a trial is handed out whose worker dies: once more than the first time."""

TICK_SECONDS = 1.0
"""The longest wait at a time, for systems where ctrl-C does not break a wait."""


@dataclass(frozen=True)
class Event:
    """What just happened, for a live display. kind: `started` or `finished`; row: the result, once finished."""

    kind: str
    trial: Trial
    progress: Progress
    row: Row | None = None


@dataclass(frozen=True)
class Summary:
    """How a study ended, in trials. total: asked.  cached: had a result before.  ran: got one now.  failed: whose result
    is a failure, cached ones included.  An interrupted study may lack total - cached - ran."""

    total: int
    cached: int
    ran: int
    failed: int
    interrupted: bool


def run(
    trials: Sequence[Trial],
    store: Store,
    workers: int = 1,
    executor_factory: Callable[[], Executor] | None = None,
    on_event: Callable[[Event], None] | None = None,
    retry_failed: bool = False,
    purpose: str = COMPARISON,
) -> Summary:
    """Run the trials that have no result in the store; the same call resumes after any interruption.

    workers: how many trials run at a time.  executor_factory: makes another `concurrent.futures.Executor` than
    `WorkerPool(workers)`; it is shut down at the end.  retry_failed: run stored failures again.  purpose: what new results are
    stored for; those that the gates left become a comparison's when one asks for them.
    ctrl-C stops the workers and returns with `interrupted`; whatever had finished is in the store.
    Raises a `ContrastError` for an unknown task or solver, `StoreError` and `WorkerError`; nothing committed is lost.
    """
    asked = {trial_key(trial, load_task(trial.task), load_solver(trial.solver)): trial for trial in trials}
    finished = store.finished_keys(retry_failed)
    missing = {key: trial for key, trial in asked.items() if key not in finished}
    cached = len(asked) - len(missing)
    if purpose == COMPARISON:
        store.promote(asked)
    progress = Progress(missing.values(), cached, workers)
    driver = _Driver(missing, store, progress, executor_factory or partial(WorkerPool, workers), on_event, purpose)
    interrupted = driver.drive() if missing else False
    statuses = store.statuses()
    return Summary(len(asked), cached, len(driver.recorded), sum(statuses.get(key) == "failed" for key in asked), interrupted)


@dataclass(frozen=True)
class _Attempt:
    key: str
    trial: Trial
    number: int = 1


class _Driver:
    """The loop between the trials that wait and the store: at most `workers` in flight, so those are the ones that run."""

    def __init__(
        self,
        missing: Mapping[str, Trial],
        store: Store,
        progress: Progress,
        executor_factory: Callable[[], Executor],
        on_event: Callable[[Event], None] | None,
        purpose: str,
    ):
        self._waiting = deque(_Attempt(key, trial) for key, trial in missing.items())
        self._in_flight: dict[Future[Row], _Attempt] = {}
        self._store, self._progress, self._factory, self._on_event = store, progress, executor_factory, on_event
        self._purpose = purpose
        self.recorded: set[str] = set()

    def drive(self) -> bool:
        """Run everything that waits. Returns whether ctrl-C ended it early."""
        self._executor = self._factory()
        try:
            self._loop()
            self._executor.shutdown()
        except BaseException as error:
            with _uninterrupted():
                self._executor.shutdown(wait=False, cancel_futures=True)
                if not isinstance(error, KeyboardInterrupt):
                    raise
                self._keep_finished()
            return True
        return False

    def _loop(self) -> None:
        while self._waiting or self._in_flight:
            while self._waiting and len(self._in_flight) < self._progress.workers:
                self._hand_out(self._waiting.popleft())
            ended, _ = wait(self._in_flight, TICK_SECONDS, FIRST_COMPLETED)
            for future in ended:
                self._settle(future)

    def _hand_out(self, attempt: _Attempt) -> None:
        self._progress.started(attempt.trial)
        self._tell("started", attempt.trial)
        self._in_flight[self._submit(attempt)] = attempt

    def _submit(self, attempt: _Attempt) -> Future[Row]:
        before = attempt.trial.continues
        asked = (attempt.trial.to_dict(), None, None if before is None else load(self._store.path, before), self._purpose)
        try:
            return self._executor.submit(run_trial, *asked)
        except BrokenExecutor:  # a pool that is lost as a whole, such as a plain ProcessPoolExecutor
            self._executor = self._factory()
            return self._executor.submit(run_trial, *asked)

    def _settle(self, future: Future[Row]) -> None:
        attempt, error = self._in_flight[future], future.exception()
        if isinstance(error, ContrastError):  # `run_trial` returns those of tasks and solvers, so this is the executor's
            raise error
        if isinstance(error, BrokenExecutor) and attempt.number < ATTEMPTS:
            self._in_flight.pop(future)
            self._progress.requeued(attempt.trial)
            self._waiting.append(replace(attempt, number=attempt.number + 1))
            return
        row = future.result() if error is None else self._lost(attempt, error)
        if row["reason"] == INTERRUPTED:  # in this very process: it has not finished
            del self._in_flight[future]
            raise KeyboardInterrupt
        self._record(future, row)

    def _lost(self, attempt: _Attempt, error: BaseException) -> Row:
        """The row of a trial of which nothing came back."""
        trial = attempt.trial
        began = self._progress.running[trial]
        row = {**blank_row(trial), **describe(trial, load_task(trial.task), load_solver(trial.solver))}
        row |= {"provenance": provenance(), "wall_seconds": time.monotonic() - began}
        if isinstance(error, BrokenExecutor):
            return failed(row, "worker_died", f"the worker died {attempt.number} times: killed, or out of memory")
        return failed(row, f"error: {type(error).__name__}: {error}", "".join(traceback.format_exception(error)))

    def _record(self, future: Future[Row], row: Row) -> None:
        """Commit, and only then forget the future: an interruption in between commits again, which changes nothing."""
        attempt = self._in_flight[future]
        if CHECKPOINT in row:
            save(self._store.path, attempt.key, row[CHECKPOINT])
            row = {name: value for name, value in row.items() if name != CHECKPOINT}
        self._store.put({**row, "key": row["key"] or attempt.key, "purpose": self._purpose})
        self.recorded.add(attempt.key)
        del self._in_flight[future]
        self._progress.finished(attempt.trial, row)
        self._tell("finished", attempt.trial, row)

    def _keep_finished(self) -> None:
        """After an interruption: commit what had come back but was not recorded yet."""
        for future in list(self._in_flight):
            if future.done() and not future.cancelled() and future.exception() is None:
                self._record(future, future.result())

    def _tell(self, kind: str, trial: Trial, row: Row | None = None) -> None:
        if self._on_event is not None:
            self._on_event(Event(kind, trial, self._progress, row))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """A second ctrl-C does nothing while the first is obeyed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

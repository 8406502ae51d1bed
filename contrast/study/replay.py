"""Replaying a stored trial: the same counts again must give the same program and the same predictions."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass

from contrast.study.execute import run_trial
from contrast.study.result import Row
from contrast.study.trial import Trial
from contrast.study.workers import WorkerError, WorkerPool

COMPARED = ("task_version", "solver_version", "source_hash", "status", "program", "predictions_digest", "examples_used", "splits")
"""What a replay must give again. Times, memory and the machine may differ."""


@dataclass(frozen=True)
class Replay:
    """row: the new result.  differences: a sentence for each compared field that came out otherwise; none if it is the same."""

    row: Row
    differences: list[str]

    @property
    def same(self) -> bool:
        return not self.differences


def replay(row: Row, executor: Executor | None = None, checkpoint: bytes | None = None) -> Replay:
    """Run the trial of a stored row again, to the counts at which it stopped, and compare. `checkpoint`: of the trial that it
    continued, if it did.

    It runs in a worker process, where numerical libraries have one thread as in the study; `executor` replaces that.
    Raises `WorkerError` if the worker dies.
    """
    pool = executor or WorkerPool(1)
    try:
        now = pool.submit(run_trial, Trial.from_dict(row).to_dict(), row["stopped_at"] or None, checkpoint).result()
    except BrokenExecutor as error:
        raise WorkerError(f"the worker died while it replayed trial {row['key']}; it may lack memory: {error}") from error
    finally:
        if executor is None:
            pool.shutdown(cancel_futures=True)
    return _compared(row, now)


def _compared(stored: Row, now: Row) -> Replay:
    fields = [*COMPARED, "reason"] if stored["status"] == "failed" else COMPARED
    changed = [name for name in fields if stored.get(name) != now[name]]
    return Replay(now, [f"{name}: stored {stored.get(name)}, now {now[name]}" for name in changed])

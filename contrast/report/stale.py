"""Results whose task has changed since they were measured. Nothing is deleted: the tables name them."""

from __future__ import annotations

from collections.abc import Iterable

from contrast.catalog import load_task
from contrast.errors import ContrastError
from contrast.report.lines.line import Row
from contrast.study.trial import source_hash


def stale_tasks(rows: Iterable[Row]) -> list[str]:
    """The tasks in these rows whose reference function is written otherwise today, by name.

    A task that cannot be loaded here is not called stale: nothing is known of it.
    """
    measured: dict[str, set[str]] = {}
    for row in rows:
        if row.get("source_hash"):
            measured.setdefault(row["task"], set()).add(row["source_hash"])
    return [task for task, hashes in measured.items() if (now := _hash_now(task)) is not None and hashes != {now}]


def _hash_now(task: str) -> str | None:
    try:
        return source_hash(load_task(task).reference)
    except ContrastError:
        return None

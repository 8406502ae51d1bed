"""The digest of results: equal for equal outcomes, whenever and on whatever machine they were measured."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

DIGEST_LENGTH = 12
"""Hexadecimal characters: 48 bits, enough to tell published tables apart."""

UNREPEATABLE = frozenset(
    ("core_seconds", "wall_seconds", "evaluation_seconds", "peak_memory_bytes", "started_at", "provenance", "error")
)
"""Columns that differ between two runs of one trial: times, memory, place, and the traceback's text (`reason` stays)."""

TIMING = re.compile(r"seconds|per_second|(^|_)time$|timing|memory")
"""Names inside `details` that hold times or memory."""


def results_digest(rows: Iterable[Mapping[str, Any]]) -> str:
    """12 hexadecimal characters of SHA-256 over the rows sorted by key, without times, memory and provenance.

    A count-budget run that was killed and resumed has the digest of an unbroken one. Another score on a split, program,
    size, count, status or reason gives another digest, but for the chance that 48 bits collide; what `details` holds under
    the name of a time or of memory does not count.
    """
    texts = sorted((str(row["key"]), json.dumps(repeatable(row), sort_keys=True)) for row in rows)
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:DIGEST_LENGTH]


def repeatable(row: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a row that another run of the same trial must repeat."""
    kept = {name: value for name, value in row.items() if name not in UNREPEATABLE}
    return {**kept, "details": _untimed(row.get("details") or {})}


def _untimed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _untimed(item) for name, item in value.items() if not TIMING.search(str(name))}
    return [_untimed(item) for item in value] if isinstance(value, list) else value

"""What a fault of the results file means to its user, in a sentence each."""

from __future__ import annotations

import sqlite3
from pathlib import Path

FULL = ("SQLITE_FULL", "SQLITE_IOERR")
"""A full disk; a quota or a file-size limit comes as an input/output error."""


def explain(path: Path, error: sqlite3.DatabaseError, saved: int | None = None) -> str:
    """The sentence for an error of SQLite. `saved`: how many results the file holds, if that is known."""
    code = getattr(error, "sqlite_errorname", "")  # SQLite's result code; absent on errors that Python itself raises
    if code.startswith("SQLITE_NOTADB"):
        return f"{path} is not a contrast results file (not SQLite at all); give another file with --out"
    if code.startswith(FULL):
        return _full(path, error, saved)
    if code.startswith("SQLITE_CORRUPT"):
        return damaged(path, error)
    if code.startswith("SQLITE_BUSY"):
        return (
            f"{path} is being written by another run; wait until it ends, or give this one a file of its own with --out "
            "(reading it meanwhile, as `contrast table` does, is fine)"
        )
    if code.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")):
        return f"{path} cannot be opened ({error}); check that it is a file, and that you may read and write it and its folder"
    return f"{path}: {error} ({code or type(error).__name__}); check the file, or give another one with --out"


def _full(path: Path, error: sqlite3.DatabaseError, saved: int | None) -> str:
    safe = "the trials finished before this" if saved is None else f"{saved} finished trials"
    return (
        f"{path} cannot grow ({error}): the disk, a quota or a limit is full; {safe} are safe in it; "
        "make room and give the same command again, it goes on from there"
    )


def damaged(path: Path, error: Exception) -> str:
    """The sentence for a file whose bytes have changed under it."""
    return (
        f"{path} is damaged ({error}); keep it, go on from a copy that is whole, or start a new file with --out; "
        f"`sqlite3 {path.name} .recover` prints what can still be read"
    )


def foreign(path: Path) -> str:
    """The sentence for a database of something else."""
    return f"{path} is not a contrast results file but an SQLite database of something else; give another file with --out"


def newer(path: Path, found: int, known: int) -> str:
    """The sentence for a file from the future."""
    return f"{path} comes from a newer contrast (schema {found}, this one reads up to {known}); upgrade it, or use another --out"

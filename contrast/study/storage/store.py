"""The results file: one SQLite table, one row a result, written by one process and readable by others meanwhile."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from contrast.errors import StoreError, UnknownName
from contrast.study.result import COMPARISON, GATES, Row
from contrast.study.storage.faults import damaged, explain, foreign, newer

SCHEMA_VERSION = 1

SCHEMA = f"""
BEGIN IMMEDIATE;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO meta VALUES ('format', 'contrast results'), ('schema_version', '{SCHEMA_VERSION}');
CREATE TABLE results (key TEXT PRIMARY KEY, task TEXT NOT NULL, solver TEXT NOT NULL, status TEXT NOT NULL, row TEXT NOT NULL);
CREATE INDEX results_status ON results (key, status);
COMMIT;
"""

NEEDED = {"key", "task", "solver", "regime", "examples", "seed", "status", "reason", "splits", "budget"}
"""Fields without which a row is no result."""

PUT = """
INSERT INTO results (key, task, solver, status, row) VALUES (:key, :task, :solver, :status, :row)
ON CONFLICT (key) DO UPDATE SET task = :task, solver = :solver, status = :status, row = :row
"""

LISTED = 5
"""Keys named in the message about an ambiguous prefix."""


class Store:
    """A results file, opened by `Store.open` (the one writer) or `Store.read`. Use it from the thread that opened it.

    The file is in WAL mode: the writer and any number of readers on one machine do not wait for each other. Every `put`
    is one transaction. With `synchronous=FULL` it is on the disk when `put` returns, so neither kill -9 nor a power cut
    loses a finished trial; the price, one fsync, is small beside a trial of core-seconds.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: sqlite3.Connection | None):
        self.path = path
        self._connection = connection
        self._lock = lock

    @classmethod
    def open(cls, path: str | Path) -> Store:
        """Open the file for writing, made if it is missing. Raises `StoreError`, also if another process writes to it."""
        if not str(path).strip():
            raise StoreError(f"{str(path)!r} is no name for a results file; give one, such as --out results.db")
        path = Path(path).resolve()  # one lock for one file, whatever it is called; and no special name of SQLite's
        if not path.parent.is_dir():
            raise StoreError(f"there is no folder {path.parent} to write {path.name} in; make it first, or give another --out")
        with _explained(path):
            lock = _take_lock(path)
            try:
                connection = _prepared(path)
            except BaseException:
                lock.close()
                raise
            return cls(path, connection, lock)

    @classmethod
    def read(cls, path: str | Path) -> Store:
        """Open the file for reading only, even while a study writes to it. Raises `StoreError`."""
        path = Path(path)
        if not path.is_file():
            raise StoreError(f"there is no results file {path}; `contrast run TASK --out {path}` makes one")
        with _explained(path):
            connection = _reader(path)
            try:
                if not _has_schema(path, connection):
                    raise StoreError(f"{path} is empty: it holds no results yet; `contrast run TASK --out {path}` fills it")
            except BaseException:
                connection.close()
                raise
            return cls(path, connection, None)

    def put(self, row: Row) -> None:
        """Commit one result; a result of the same key is replaced. Raises `StoreError`, for instance if the disk is full."""
        fields = {name: row[name] for name in ("key", "task", "solver", "status")}
        with _explained(self.path, self):
            self._connection.execute(PUT, {**fields, "row": json.dumps(row, allow_nan=False)})

    def promote(self, keys: Collection[str]) -> None:
        """Let the results of these trials that only the gates asked for be a comparison's from now on."""
        own = "SELECT row FROM results WHERE json_extract(row, '$.purpose') = ?"
        with _explained(self.path):
            found = [self._row(text) for (text,) in self._connection.execute(own, [GATES])]
        for row in found:
            if row["key"] in keys:
                self.put({**row, "purpose": COMPARISON})

    def rows(self) -> Iterator[Row]:
        """All results, in the order in which they first came in."""
        with _explained(self.path):
            for (text,) in self._connection.execute("SELECT row FROM results ORDER BY rowid"):
                yield self._row(text)

    def statuses(self) -> dict[str, str]:
        """Key → status of every result; read from an index, without the rows."""
        with _explained(self.path):
            return dict(self._connection.execute("SELECT key, status FROM results"))

    def finished_keys(self, retry_failed: bool = False) -> set[str]:
        """The trials that need not run again. A failed trial has finished too, unless it is to be retried."""
        return {key for key, status in self.statuses().items() if not (retry_failed and status == "failed")}

    def get(self, key_prefix: str) -> Row:
        """The result whose key begins so. Raises `UnknownName` if there is none, or more than one."""
        with _explained(self.path):
            keys = [key for key in sorted(self.statuses()) if key.startswith(key_prefix)]
            if len(keys) == 1:
                (text,) = self._connection.execute("SELECT row FROM results WHERE key = ?", keys).fetchone()
                return self._row(text)
        if not keys:
            help_line = "`contrast table --format json` prints the keys"
            raise UnknownName(f"no trial in {self.path} has a key that begins with {key_prefix!r}; {help_line}")
        listed = ", ".join(keys[:LISTED]) + (", …" if len(keys) > LISTED else "")
        raise UnknownName(f"{key_prefix!r} begins the keys of {len(keys)} trials in {self.path} ({listed}); give more of it")

    def _row(self, text: str) -> Row:
        try:
            row: Row = json.loads(text)
            missing = NEEDED - set(row)
        except (ValueError, TypeError) as error:
            raise StoreError(damaged(self.path, error)) from error
        if not isinstance(row, dict) or missing:
            raise StoreError(damaged(self.path, ValueError("a row lacks fields")))
        return row

    def __len__(self) -> int:
        with _explained(self.path):
            (count,) = self._connection.execute("SELECT COUNT(*) FROM results").fetchone()
            return int(count)

    def close(self) -> None:
        """Close the file; a writer lets the next one in."""
        self._connection.close()
        if self._lock is not None:
            self._lock.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


@contextmanager
def _explained(path: Path, store: Store | None = None) -> Iterator[None]:
    """SQLite's errors as sentences; with a store, they say how many trials are safe."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        saved = None if store is None else _count(store)
        raise StoreError(explain(path, error, saved)) from error


def _count(store: Store) -> int | None:
    try:
        return len(store)
    except StoreError:
        return None


def _take_lock(path: Path) -> sqlite3.Connection:
    """The writer's lock: an exclusive transaction on an empty database beside the file. The system lets go of it when the
    process ends, however it ends. The lock file stays, since a removed one could be locked twice."""
    lock = sqlite3.connect(path.with_name(path.name + ".lock"), timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except BaseException:
        lock.close()
        raise
    return lock


def _prepared(path: Path) -> sqlite3.Connection:
    """A connection for writing, with the tables made. A foreign or newer file is left untouched."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        if not _has_schema(path, connection):
            connection.executescript(SCHEMA)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def _reader(path: Path) -> sqlite3.Connection:
    """A read-only connection. In a folder that cannot be written to, where no one else can be writing either, the file is
    read as it lies."""
    address = path.resolve().as_uri() + "?mode=ro"
    connection = sqlite3.connect(address, uri=True, isolation_level=None)
    try:
        connection.execute("SELECT 1 FROM sqlite_master")
    except sqlite3.OperationalError:
        connection.close()
        if path.with_name(path.name + "-wal").exists():
            raise
        connection = sqlite3.connect(address + "&immutable=1", uri=True, isolation_level=None)
    return connection


def _has_schema(path: Path, connection: sqlite3.Connection) -> bool:
    """Whether the tables are there; False for an empty file. Raises `StoreError` for somebody else's or a newer file."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return False
    meta = dict(connection.execute("SELECT name, value FROM meta")) if {"meta", "results"} <= tables else {}
    version = meta.get("schema_version", "")
    if meta.get("format") != "contrast results" or not version.isdecimal():
        raise StoreError(foreign(path))
    if int(version) > SCHEMA_VERSION:
        raise StoreError(newer(path, int(version), SCHEMA_VERSION))
    return True

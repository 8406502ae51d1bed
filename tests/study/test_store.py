"""The results file: what is put in comes out, and each fault has its sentence."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from contrast.errors import StoreError, UnknownName
from contrast.study.result import blank_row
from contrast.study.storage.store import Store

from .worlds import trial


def a_row(key, status="solved", **fields):
    return {**blank_row(trial("a/task")), "key": key, "status": status, **fields}


def test_a_row_comes_back_as_it_was_put(store):
    row = a_row("aa11", splits={"same": {"exact_match": 0.1 + 0.2}}, program="add(x, 'ü')")
    store.put(row)
    assert list(store.rows()) == [row]


def test_rows_come_in_the_order_of_their_first_arrival(store):
    for key in ("cc", "aa", "bb", "cc"):
        store.put(a_row(key))
    assert [row["key"] for row in store.rows()] == ["cc", "aa", "bb"]


def test_a_second_result_of_a_trial_replaces_the_first(store):
    store.put(a_row("aa", "failed"))
    store.put(a_row("aa", "solved"))
    assert store.statuses() == {"aa": "solved"}


def test_failed_trials_are_finished_unless_they_are_to_be_retried(store):
    for key, status in {"aa": "solved", "bb": "unsolved", "cc": "failed"}.items():
        store.put(a_row(key, status))
    assert store.finished_keys() == {"aa", "bb", "cc"}
    assert store.finished_keys(retry_failed=True) == {"aa", "bb"}


def test_a_prefix_finds_its_one_trial(store):
    store.put(a_row("aa11"))
    store.put(a_row("bb22"))
    assert store.get("b")["key"] == "bb22"


def test_an_ambiguous_prefix_lists_the_keys(store):
    for key in ("aa11", "aa22"):
        store.put(a_row(key))
    with pytest.raises(UnknownName, match=r"'aa' begins the keys of 2 trials in .*results.db \(aa11, aa22\); give more of it"):
        store.get("aa")


def test_an_unknown_prefix_says_where_the_keys_are(store):
    with pytest.raises(UnknownName, match=r"no trial in .*results.db has a key that begins with 'ff'; `contrast table"):
        store.get("ff")


def test_readers_see_each_result_while_the_file_is_being_written(store):
    with Store.read(store.path) as reader:
        store.put(a_row("aa"))
        assert len(reader) == 1
        store.put(a_row("bb"))
        assert len(reader) == 2


def test_a_second_writer_is_refused_until_the_first_closes(tmp_path):
    first = Store.open(tmp_path / "results.db")
    with pytest.raises(StoreError, match="is being written by another run; wait until it ends, or give this one a file"):
        Store.open(tmp_path / "results.db")
    first.close()
    Store.open(tmp_path / "results.db").close()


def test_a_writer_in_another_process_is_refused_too(store):
    script = f"from contrast.study.storage.store import Store; Store.open({str(store.path)!r})"
    second = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "is being written by another run" in second.stderr


def test_a_file_that_is_not_sqlite_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("dear diary, " * 100)
    for opening in (Store.open, Store.read):
        with pytest.raises(StoreError, match=r"notes.txt is not a contrast results file \(not SQLite at all\); give"):
            opening(path)
    assert path.read_text() == "dear diary, " * 100


@pytest.mark.parametrize("tables", ["CREATE TABLE songs (title)", "CREATE TABLE meta (name, value); CREATE TABLE results (a)"])
def test_somebody_elses_database_is_refused_and_left_alone(tmp_path, tables):
    path = tmp_path / "songs.db"
    with sqlite3.connect(path) as songs:
        songs.executescript(tables)
    songs.close()
    before = path.read_bytes()
    for opening in (Store.open, Store.read):
        with pytest.raises(StoreError, match=r"songs.db is not a contrast results file but an SQLite database of something else"):
            opening(path)
    assert path.read_bytes() == before


def test_a_file_from_a_newer_version_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "results.db"
    Store.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '3' WHERE name = 'schema_version'")
    connection.close()
    before = path.read_bytes()
    for opening in (Store.open, Store.read):
        with pytest.raises(StoreError, match=r"comes from a newer contrast \(schema 3, this one reads up to 1\); upgrade it"):
            opening(path)
    assert path.read_bytes() == before


def test_reading_a_missing_file_says_how_to_make_it(tmp_path):
    with pytest.raises(StoreError, match=r"there is no results file .*none.db; `contrast run TASK --out .*none.db` makes one"):
        Store.read(tmp_path / "none.db")
    assert not list(tmp_path.iterdir())


def test_reading_an_empty_file_says_that_it_is_empty(tmp_path):
    (tmp_path / "empty.db").touch()
    with pytest.raises(StoreError, match=r"empty.db is empty: it holds no results yet"):
        Store.read(tmp_path / "empty.db")


def test_an_empty_file_can_be_written_to(tmp_path):
    (tmp_path / "empty.db").touch()
    with Store.open(tmp_path / "empty.db") as store:
        assert len(store) == 0


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(StoreError, match=r"there is no folder .*nowhere to write results.db in; make it first"):
        Store.open(tmp_path / "nowhere" / "results.db")


def test_a_folder_in_place_of_a_file_cannot_be_opened(tmp_path):
    with pytest.raises(StoreError, match=r"cannot be opened .*; check that it is a file"):
        Store.open(tmp_path)


def filled(path, count):
    with Store.open(path) as store:
        for number in range(count):
            store.put(a_row(f"{number:04x}", details={"noise": random.Random(number).randbytes(600).hex()}))


def test_a_damaged_file_is_said_to_be_damaged(tmp_path):
    path = tmp_path / "results.db"
    filled(path, 50)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(StoreError, match=r"results.db is damaged .*; keep it, go on from a copy"), Store.read(path) as store:
        list(store.rows())


def test_a_row_that_is_no_json_any_more_is_said_to_be_damaged(tmp_path):
    path = tmp_path / "results.db"
    filled(path, 1)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE results SET row = substr(row, 1, 50)")
    connection.close()
    with Store.read(path) as store, pytest.raises(StoreError, match=r"results.db is damaged"):
        list(store.rows())


def test_a_truncated_file_is_said_to_be_damaged(tmp_path):
    path = tmp_path / "results.db"
    filled(path, 50)
    path.write_bytes(path.read_bytes()[:10_000])
    told = r"results.db is damaged .*`sqlite3 results.db .recover` prints what can still be read"
    with pytest.raises(StoreError, match=told), Store.read(path) as store:
        list(store.rows())


def put_until_it_fails(store, acknowledged):
    while True:
        store.put(a_row(f"{len(acknowledged):04x}"))
        acknowledged.append(1)


def test_a_full_file_says_how_much_is_safe_and_goes_on_later(tmp_path):
    with Store.open(tmp_path / "results.db") as store:
        store._connection.execute("PRAGMA max_page_count = 12")  # SQLite's own stand-in for a full disk
        acknowledged: list[int] = []
        with pytest.raises(StoreError, match=r"cannot grow .*; \d+ finished trials are safe in it; make room") as caught:
            put_until_it_fails(store, acknowledged)
    kept = len(acknowledged)
    assert f"; {kept} finished trials are safe" in str(caught.value)
    with Store.open(tmp_path / "results.db") as store:
        assert len(store) == kept
        store.put(a_row("ffff"))
        assert len(store) == kept + 1


LIMITED = """
import resource, sys
from contrast.errors import StoreError
from contrast.study.result import blank_row
from contrast.study.storage.store import Store
from contrast.study.trial import Trial
from contrast.solver import Budget

store = Store.open(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
row = {**blank_row(Trial("a/task", "plain", "fixed", 8, 0, Budget())), "status": "solved"}
kept = 0
try:
    while True:
        store.put({**row, "key": f"{kept:04x}"})
        kept += 1
except StoreError as error:
    print(kept, error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file-size limits are POSIX")
def test_a_file_that_the_system_lets_grow_no_further_keeps_what_it_has(tmp_path):
    path = tmp_path / "results.db"
    done = subprocess.run([sys.executable, "-c", LIMITED, str(path)], capture_output=True, text=True, check=True)
    kept, _, message = done.stdout.partition(" ")
    assert f"{kept} finished trials are safe in it; make room and give the same command again" in message
    with Store.read(path) as store:
        assert len(store) == int(kept) > 0


AS_NOBODY = """
import os, sys
from contrast.errors import StoreError
from contrast.study.storage.store import Store

if os.geteuid() == 0:
    os.seteuid(65534)
print([row["key"] for row in Store.read(sys.argv[1]).rows()])
try:
    Store.open(sys.argv[1])
except StoreError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folder permissions are POSIX")
def test_a_read_only_folder_can_be_read_from_and_not_written_to():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        filled(folder / "results.db", 1)
        (folder / "results.db.lock").unlink()
        (folder / "results.db").chmod(0o444)
        folder.chmod(0o555)
        command = [sys.executable, "-c", AS_NOBODY, str(folder / "results.db")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        folder.chmod(0o755)
    assert done.stderr == ""
    read, refused = done.stdout.splitlines()
    assert read == "['0000']"
    assert "cannot be opened" in refused
    assert "you may read and write it and its folder" in refused


KILLED = """
import os, signal, sys
from contrast.study.result import blank_row
from contrast.study.storage.store import Store
from contrast.study.trial import Trial
from contrast.solver import Budget

store = Store.open(sys.argv[1])
row = {**blank_row(Trial("a/task", "plain", "fixed", 8, 0, Budget())), "status": "solved"}
for number in range(10):
    store.put({**row, "key": f"{number:04x}"})
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_everything_put_outlives_kill_9_and_the_lock_does_not(tmp_path):
    path = tmp_path / "results.db"
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    with Store.open(path) as store:
        assert sorted(store.statuses()) == [f"{number:04x}" for number in range(10)]


def test_the_lock_file_is_empty(store):
    assert os.path.getsize(f"{store.path}.lock") == 0

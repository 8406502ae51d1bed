"""The commands, as a person types them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from contrast.catalog import SUITES, load_task
from contrast.check import check_task
from tests.cli.command import Answer, contrast

Command = Callable[..., Answer]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: contrast(capsys, monkeypatch, *arguments)


SMALL = ("lists/reverse", "--solvers", "search,majority", "--candidates", "5000", "--workers", "1", "--out", "r.db")


def test_tasks_as_json_name_every_task_with_its_family(command: Command):
    rows = json.loads(command("tasks", "--format", "json").out)
    assert {"name": "lists/sort", "family": "lists"}.items() <= next(r for r in rows if r["name"] == "lists/sort").items()
    assert set(SUITES["quickstart"].tasks) <= {row["name"] for row in rows}


def test_solvers_lists_the_program_search_and_the_nets(command: Command):
    names = {row["name"] for row in json.loads(command("solvers", "--format", "json").out)}
    assert {"search", "net", "mlp", "lstm", "transformer", "majority", "copy", "nearest_neighbour"} <= names


def test_search_prints_one_json_object(command: Command):
    found = json.loads(command("search", "lists/reverse", "--seconds", "10", "--json").out)
    assert found["program"] == "fold(lambda a, b: cons(b, a), [], xs)"
    assert (found["task"], found["status"], found["reason"], found["nodes"]) == ("lists/reverse", "solved", None, 6)
    assert found["splits"]["longer_10x"] == {**found["splits"]["longer_10x"], "exact_match": 1.0, "n": 1000}
    assert {"bits", "candidates_tried", "unique_programs", "core_seconds"} <= set(found)


def test_run_stores_prints_and_resumes(command: Command):
    first = command("run", *SMALL)
    assert first.code == 0
    assert "lists/reverse" in first.out
    assert "All 2 trials are in r.db" in first.out
    assert "(2 were stored before)" in command("run", *SMALL).out


def test_run_takes_a_task_file_of_ones_own(command: Command):
    command("new", "mine/gap")
    answer = command("run", "--tasks", "mine/gap.py", "--solvers", "majority", "--out", "r.db", "--workers", "1")
    assert answer.code == 0
    assert "gap" in answer.out


def test_a_failed_trial_ends_with_code_1(command: Command):
    command("new", "bad")
    text = Path("bad.py").read_text()
    Path("bad.py").write_text(text.replace("    return ", "    raise RuntimeError('boom')\n    return ", 1))
    answer = command("run", "--tasks", "bad.py", "--solvers", "majority", "--out", "r.db", "--workers", "1")
    assert answer.code == 1
    assert "RuntimeError: boom" in json.loads(command("table", "--out", "r.db", "--format", "json").out)[0]["reason"]


def test_table_cite_and_replay_read_the_store(command: Command):
    command("run", *SMALL)
    rows = json.loads(command("table", "--out", "r.db", "--format", "json").out)
    assert {row["solver"] for row in rows} == {"search", "majority"}
    for style in ("text", "md", "latex", "csv", "html"):
        assert "reverse" in command("table", "--out", "r.db", "--format", style).out
    assert "@" in command("cite", "--out", "r.db").out
    key = next(row["key"] for row in rows if row["solver"] == "search")
    again = command("replay", key[:8], "--out", "r.db")
    assert (again.code, "the same again" in again.out) == (0, True)


def test_a_changed_store_is_seen_by_replay(command: Command):
    from contrast.study.storage.store import Store

    command("run", *SMALL)
    with Store.open("r.db") as store:
        row = next(row for row in store.rows() if row["solver"] == "search")
        store.put({**row, "program": "xs"})
    answer = command("replay", row["key"], "--out", "r.db")
    assert (answer.code, "DIFFERENT" in answer.out) == (1, True)


def test_new_writes_a_task_that_passes_the_check(command: Command):
    assert command("new", "mine/gap").code == 0
    assert all(finding.passed for finding in check_task(load_task(str(Path("mine/gap.py").resolve()))))
    assert command("check", "mine/gap.py").code == 0


def test_show_puts_program_and_net_side_by_side(command: Command):
    shown = command("show", "lists/prefix_sums", "--budget", "1").out
    assert "scan(lambda a, b: add(a, b), xs)" in shown
    for heading in ("wanted", "program", "net", "same", "longer_2x", "the program at work"):
        assert heading in shown


def test_help_names_every_command(command: Command):
    text = command("--help").out
    for name in ("run", "table", "tasks", "solvers", "check", "new", "search", "show", "replay", "cite"):
        assert f"  {name} " in text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("run", "lists/sorted"), "no task or suite named 'lists/sorted'; did you mean 'lists/sort'?"),
        (("run",), "no tasks given"),
        (("run", "lists/sort", "--solvers", "serch"), "no solver named 'serch'; did you mean 'search'?"),
        (("run", "lists/sort", "--examples", "0"), "--examples 0: give a number from 1 to 1,000,000"),
        (("run", "lists/sort", "--examples", "many"), "--examples many: that is no whole number"),
        (("run", "lists/sort", "--seeds", "0"), "--seeds 0: give at least 1"),
        (("run", "lists/sort", "--budget", "huge"), "no budget named 'huge'; use smoke, quick, full"),
        (("run", "lists/sort", "--budget", "-1"), "is not positive and finite"),
        (("run", "lists/sort", "--steps", "0"), "--steps 0: give a count of at least 1"),
        (("run", "lists/sort", "--workers", "0"), "--workers 0"),
        (("run", "lists/sort", "--regimes", "some"), "no regime named 'some'"),
        (("run", "--tasks", "absent.py"), "there is no task file"),
        (("run", "--tasks", "broken.py"), "broken.py, line 1: "),
        (("run", "--tasks", "empty.py"), "defines no task; end it with `task = Task(...)`"),
        (("run", "--tasks", "untyped.py"), "parameter 'xs' has no type hint"),
        (("check", "nothing/here"), "no task or suite named"),
        (("search", "lists/*"), "search takes one"),
        (("search", "lists/sort", "--seconds", "0"), "--seconds 0.0: give a finite number above 0"),
        (("search", "lists/sort", "--examples", "0"), "--examples 0"),
        (("show", "lists/sort", "--examples", "0"), "--examples 0"),
        (("table", "--out", "absent.db"), "absent.db"),
        (("table", "--out", "notes.txt"), "notes.txt"),
        (("cite", "--out", "absent.db"), "absent.db"),
        (("replay", "abc", "--out", "absent.db"), "absent.db"),
        (("new", "../escape"), "../escape"),
        (("tasks", "--format", "yaml"), "no format named 'yaml'"),
    ],
)
def test_a_users_mistake_is_one_sentence_and_code_2(command: Command, arguments: tuple[str, ...], sentence: str):
    Path("broken.py").write_text("def (:\n")
    Path("empty.py").write_text("x = 1\n")
    Path("untyped.py").write_text("from contrast import primitive\n\n@primitive\ndef f(xs) -> int:\n    return 0\n")
    Path("notes.txt").write_text("these are only some notes, not a database\n" * 20)
    answer = command(*arguments)
    assert answer.code == 2
    assert sentence in answer.err
    assert answer.err.count("\n") == 1
    assert "Traceback" not in answer.err


def test_an_unknown_option_is_wrong_usage(command: Command):
    assert command("run", "lists/sort", "--fast").code == 2


def test_the_catalogue_page_is_the_one_in_the_docs(command: Command):
    page = Path(__file__).parents[2] / "docs" / "tasks.md"
    assert command("tasks", "--format", "md").out == page.read_text(), "make it anew: contrast tasks --format md > docs/tasks.md"

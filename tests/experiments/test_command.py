"""`contrast experiment`, as a person types it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.command import Answer, contrast

Command = Callable[..., Answer]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: contrast(capsys, monkeypatch, "experiment", *arguments)


@pytest.mark.parametrize("arguments", [(), ("--list",)])
def test_worlds_are_listed_with_what_they_hide(command: Command, arguments: tuple[str, ...]):
    answer = command(*arguments)
    assert answer.code == 0
    assert "tariff            What a user pays" in answer.out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("tarif",), "no world named 'tarif'; did you mean 'tariff'? `contrast experiment --list` lists all 7"),
        (("tariff", "--strategy", "comittee"), "no strategy named 'comittee'; did you mean 'committee'?"),
        (("tariff", "--queries", "2"), "--queries 2: every strategy begins with 3 random ones; give at least 3"),
        (("tariff", "--seeds", "0"), "--seeds 0: give at least 1"),
        (("tariff", "--noise", "0.1"), "world 'tariff' answers with int, which has no noise; leave it out"),
        (("pendulum", "--noise", "-1"), "a noise of -1.0: give a finite number from 0 up"),
        (("tariff", "--plot", "no/where.svg"), "--plot no/where.svg: there is no folder no; make it first"),
    ],
)
def test_a_mistake_is_one_sentence(command: Command, arguments: tuple[str, ...], sentence: str):
    answer = command(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert sentence in answer.err
    assert answer.err.count("\n") == 1


def test_the_table_names_the_law_and_the_queries_it_took(command: Command):
    answer = command("automaton", "--strategy", "committee", "--queries", "14", "--seeds", "1")
    assert answer.code == 0
    assert "queries to identify" in answer.out
    assert "committee: either(f, both(c, negate(d)))" in answer.out


def test_json_has_a_line_for_each_run_with_its_curve(command: Command, tmp_path: Path):
    answer = command("automaton", "--strategy", "committee", "--queries", "14", "--seeds", "1", "--json", "--plot", "a.svg")
    (row,) = map(json.loads, answer.out.splitlines())
    assert (row["strategy"], row["solver"], row["identified"]) == ("committee", "search", 12)
    assert [point["queries"] for point in row["points"]] == list(range(3, 15))
    assert (tmp_path / "a.svg").read_text().lstrip().startswith("<?xml")

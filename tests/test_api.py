"""The comparison as one call from Python."""

from __future__ import annotations

from pathlib import Path

import pytest

import contrast
from contrast.catalog import SUITES, Suite
from contrast.errors import UnknownName
from contrast.search.limits import Meter
from contrast.solver import Budget

COUNTS = Budget(candidates=5000, steps=20)


def test_compare_gives_a_frame_with_one_line_a_trial():
    frame = contrast.compare(["lists/reverse", "lists/prefix_sums"], ["search", "majority"], budget=COUNTS).to_frame()
    assert sorted(zip(frame["task"], frame["solver"], frame["status"], strict=True)) == [
        ("lists/prefix_sums", "majority", "unsolved"),
        ("lists/prefix_sums", "search", "solved"),
        ("lists/reverse", "majority", "unsolved"),
        ("lists/reverse", "search", "solved"),
    ]


def test_compare_prints_as_the_table():
    assert "fold(lambda a, b: cons(b, a), [], xs)" in str(contrast.compare(["lists/reverse"], ["search"], budget=COUNTS))


def test_compare_keeps_its_rows_where_it_is_told_to(tmp_path: Path):
    first = contrast.compare(["lists/reverse"], ["search"], budget=COUNTS, out=tmp_path / "r.db")
    again = contrast.compare(["lists/reverse"], ["search"], budget=COUNTS, out=tmp_path / "r.db")
    assert (first.summary.ran, again.summary.ran, again.summary.cached) == (1, 0, 1)
    assert again.rows == first.rows


def test_rows_of_another_budget_in_the_same_file_are_left_out(tmp_path: Path):
    contrast.compare(["lists/reverse"], ["search"], budget=Budget(candidates=10), out=tmp_path / "r.db")
    rows = contrast.compare(["lists/reverse"], ["search"], budget=COUNTS, out=tmp_path / "r.db").rows
    assert [row["status"] for row in rows] == ["solved"]


def test_an_unknown_solver_is_named_with_the_closest():
    with pytest.raises(UnknownName, match="did you mean 'search'"):
        contrast.compare(["lists/reverse"], ["serch"])


def test_every_public_name_can_be_loaded():
    for name in contrast.__all__:
        assert getattr(contrast, name) is not None


def test_ctrl_c_in_this_process_stores_nothing_unfinished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def interrupt(meter: Meter, stored: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Meter, "check", interrupt)
    stopped = contrast.compare("lists/reverse", ["majority", "search"], budget=COUNTS, out=tmp_path / "r.db")
    assert (stopped.summary.interrupted, [row["solver"] for row in stopped.rows]) == (True, ["majority"])


def test_one_thing_may_be_given_without_a_list():
    rows = contrast.compare("lists/reverse", "majority", examples=8, regimes="fixed").rows
    assert [(row["task"], row["solver"], row["examples"]) for row in rows] == [("lists/reverse", "majority", 8)]


def test_a_suite_by_its_name_brings_its_own_settings(monkeypatch: pytest.MonkeyPatch):
    tiny = Suite({"lists/reverse": "the only one"}, budget="3", examples=7, solvers=("majority", "copy"))
    monkeypatch.setitem(SUITES, "tiny", tiny)
    found = {(row["solver"], row["examples"], row["budget"]["seconds"]) for row in contrast.compare("tiny").rows}
    assert found == {("majority", 7, 3.0), ("copy", 7, 3.0)}
    other = contrast.compare("tiny", "copy", examples=5, budget=2).rows
    assert [(row["examples"], row["budget"]["seconds"]) for row in other] == [(5, 2.0)]

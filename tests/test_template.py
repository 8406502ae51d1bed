"""`contrast new` writes a file that passes `contrast check` before anything in it is changed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from contrast.catalog import load_task
from contrast.check import assert_task
from contrast.errors import BadTask
from contrast.template import render


@pytest.mark.parametrize("name", ["lists/count_first", "occurrences"])
def test_written_task_passes_every_check(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    path = tmp_path / f"{name.rpartition('/')[2]}.py"
    path.write_text(render(name))
    task = load_task(str(path))
    assert_task(task)
    assert task.reference.__name__ == path.stem
    assert task.reference([3, 9, 3]) == 2


@pytest.mark.parametrize("name", ["", "a/b/c", "lists/", "/gap", "1st", "my-task", "_hidden", "two words", "../up", "naïve"])
def test_a_name_that_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(BadTask, match="cannot name a task; use `name` or `family/name`"):
        render(name)


def test_a_word_of_python_is_refused() -> None:
    with pytest.raises(BadTask, match="'lambda' is a word of Python's own"):
        render("lists/lambda")


@pytest.mark.parametrize("name", ["lists/max", "task", "lists/Split"])
def test_a_name_that_the_file_needs_for_something_else_is_refused(name: str) -> None:
    with pytest.raises(BadTask, match="for something else; choose another"):
        render(name)

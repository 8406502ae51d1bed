"""Everything by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from contrast.catalog import (
    SOLVERS,
    SUITES,
    VOCABULARIES,
    load_solver,
    load_task,
    select_tasks,
    solver_for,
    task_names,
    vocabulary,
)
from contrast.dsl import DSL
from contrast.errors import BadTask, ContrastError, UnknownName


def test_the_quickstart_suite_has_twelve_tasks_that_exist():
    assert len(SUITES["quickstart"].tasks) == 12
    assert set(SUITES["quickstart"].tasks) <= set(task_names())


def test_a_glob_selects_by_name_and_nothing_twice():
    assert select_tasks(["bits/parity*", "bits/parity"]) == ["bits/parity", "bits/parity_of_3"]


def test_a_task_knows_its_name_and_family():
    task = load_task("lists/sort")
    assert (task.name, task.family) == ("lists/sort", "lists")


def test_a_task_file_is_referred_to_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    source = Path(__file__).resolve().parents[2] / "tasks" / "lists" / "sort.py"
    (tmp_path / "mine.py").write_text(source.read_text())
    monkeypatch.chdir(tmp_path)
    (reference,) = select_tasks([], ["mine.py"])
    assert reference == "mine.py"
    assert load_task(reference).name == "mine"


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_vocabulary_loads(name: str):
    assert isinstance(vocabulary(name), DSL)


@pytest.mark.parametrize("name", SOLVERS)
def test_every_solver_loads_under_its_name(name: str):
    assert load_solver(name).name == name


def test_options_follow_a_question_mark():
    assert load_solver("search?rows=12").options == {"rows": "12"}


@pytest.mark.parametrize("reference", ["search?rows=none", "search?speed=9", "transformer?positions=sideways"])
def test_an_option_that_does_not_exist_is_refused(reference: str):
    with pytest.raises(ContrastError, match=r"has no option|is not a positive|will not do"):
        load_solver(reference)


def test_net_stands_for_an_architecture_that_fits_the_task():
    assert solver_for("net", load_task("arithmetic/modular_addition")).startswith("mlp")
    assert solver_for("net", load_task("bits/parity")).startswith("lstm")
    assert solver_for("net?lr=0.002", load_task("bits/parity")) == "lstm?lr=0.002"
    assert solver_for("search", load_task("bits/parity")) == "search"


def test_an_unknown_name_comes_with_the_closest_one():
    with pytest.raises(UnknownName, match="no task or suite named 'list/sort'; did you mean 'lists/sort'"):
        select_tasks(["list/sort"])
    with pytest.raises(UnknownName, match="no vocabulary named 'list'; did you mean 'lists'"):
        vocabulary("list")


def test_a_file_that_fails_to_load_says_why(tmp_path: Path):
    (tmp_path / "broken.py").write_text("import nowhere_to_be_found\n")
    with pytest.raises(BadTask, match=r"broken.py cannot be loaded: ModuleNotFoundError"):
        load_task(str(tmp_path / "broken.py"))

"""Files that hold many tasks, or draw them, and how their members are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from contrast.catalog import load_task, select_tasks
from contrast.errors import BadTask, UnknownName

HEAD = """
from contrast.task import Split, Task
from contrast.vocab.arithmetic import VOCABULARY

def multiple(k):
    def times(x: int) -> int:
        \"\"\"A multiple.\"\"\"
        return k * x
    return Task(times, VOCABULARY)
"""

FIXED = HEAD + "tasks = {'twice': multiple(2), 'thrice': multiple(3)}"

DRAWN = (
    HEAD
    + """
def tasks(n: int = 2, seed: int = 0):
    return {str(k): multiple(10 * seed + k) for k in range(n)}
"""
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "fixed.py").write_text(FIXED)
    (tmp_path / "drawn.py").write_text(DRAWN)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("here")
def test_a_file_of_several_tasks_stands_for_all_of_them():
    assert select_tasks(["fixed.py"]) == ["fixed.py#twice", "fixed.py#thrice"]


@pytest.mark.usefixtures("here")
def test_a_member_is_a_task_under_the_name_of_its_collection():
    task = load_task("fixed.py#thrice")
    assert (task.name, task.family, task.reference(7)) == ("fixed#thrice", "fixed", 21)


@pytest.mark.usefixtures("here")
def test_options_are_filled_in_so_that_equal_members_have_equal_names():
    assert select_tasks(["drawn.py"]) == ["drawn.py?n=2&seed=0#0", "drawn.py?n=2&seed=0#1"]
    assert select_tasks(["drawn.py?seed=0"]) == select_tasks(["drawn.py?n=2"])
    assert load_task("drawn.py?seed=4#1").name == "drawn?n=2&seed=4#1"
    assert load_task("drawn.py?seed=4#1").reference(2) == 82


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("drawn.py?size=3", r"there is no option 'size'; it has n=2, seed=0"),
        ("drawn.py?n=many", r"n=many is no whole number from 0 up"),
        ("fixed.py?n=3", r"there is no option 'n'; it has none"),
        ("fixed.py#twixe", r"did you mean 'fixed.py#twice'"),
    ],
)
def test_what_a_collection_does_not_have_is_refused(reference: str, message: str):
    with pytest.raises(UnknownName, match=message):
        [load_task(name) for name in select_tasks([reference])]


@pytest.mark.usefixtures("here")
def test_a_collection_is_no_single_task():
    with pytest.raises(BadTask, match=r"fixed.py holds several tasks; name one as fixed.py#NAME"):
        load_task("fixed.py")


def test_a_file_whose_tasks_are_something_else_is_refused(tmp_path: Path):
    (tmp_path / "wrong.py").write_text("tasks = [1, 2]")
    with pytest.raises(BadTask, match="its `tasks` is no mapping of names to tasks"):
        select_tasks([str(tmp_path / "wrong.py")])

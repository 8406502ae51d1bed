"""The fixed suites: which tasks, and how they are compared unless the command says otherwise."""

from __future__ import annotations

from collections import Counter

import pytest

from contrast.catalog import SUITES, load_task, select_tasks, settings_of, solver_names, task_names


@pytest.mark.parametrize("name", SUITES)
def test_a_suite_names_tasks_that_exist_each_with_a_reason(name: str):
    suite = SUITES[name]
    assert select_tasks([name]) == list(suite.tasks)
    assert all(load_task(task).name == task and reason for task, reason in suite.tasks.items())
    assert set(suite.solvers or ()) <= set(solver_names())


def test_core_has_twenty_four_tasks_and_at_least_two_of_each_family():
    families = Counter(name.partition("/")[0] for name in SUITES["core"].tasks)
    assert sum(families.values()) == 24
    assert set(families) == {name.partition("/")[0] for name in task_names()} | {"census"}
    assert min(families.values()) >= 2


def test_core_asks_for_the_search_and_two_nets():
    assert {"search", "net", "other_net"} <= set(SUITES["core"].solvers or ())


def test_a_command_that_names_more_than_a_suite_has_no_settings_of_it():
    assert settings_of(["core"]) is SUITES["core"]
    assert settings_of(["core", "lists/sort"]) is None
    assert settings_of(["lists/sort"]) is None

"""Budgets and the watch that keeps them."""

from __future__ import annotations

import time

import pytest

from contrast.errors import UnknownName
from contrast.solver import Budget, Stopwatch


@pytest.mark.parametrize(("name", "seconds"), [("smoke", 3.0), ("quick", 20.0), ("full", 90.0), ("12.5", 12.5)])
def test_budgets_have_names_or_are_numbers(name: str, seconds: float):
    assert Budget.named(name).seconds == seconds


@pytest.mark.parametrize("name", ["huge", "0", "-2", "nan", "inf"])
def test_what_is_no_budget_is_refused(name: str):
    with pytest.raises(UnknownName, match="budget"):
        Budget.named(name)


def test_the_watch_leaves_out_what_is_paused(monkeypatch: pytest.MonkeyPatch):
    now = [100.0]
    monkeypatch.setattr(time, "process_time", lambda: now[0])
    watch = Stopwatch()
    now[0] += 2
    with watch.paused():
        now[0] += 30
    now[0] += 1
    assert watch.seconds == 3

"""Fixtures of the study's tests."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from contrast import catalog, thirdparty
from contrast.study.storage.store import Store

from .worlds import write_solvers, write_task


@pytest.fixture
def plugins(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of an installed package of solvers (see `worlds`), on the path of this process and of its children."""
    folder = tmp_path_factory.mktemp("plugins")
    write_solvers(folder)
    monkeypatch.syspath_prepend(str(folder))
    forget()
    yield folder
    sys.modules.pop("worlds_solvers", None)
    forget()


def forget() -> None:
    """Make the catalogue look again."""
    thirdparty.points.cache_clear()
    catalog.load_solver.cache_clear()
    catalog.load_task.cache_clear()


@pytest.fixture
def twice(tmp_path: Path) -> str:
    """The reference of a small task: twice a number, from 20 rows, with splits `larger` and `negative`."""
    catalog.load_task.cache_clear()
    return write_task(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "results.db") as opened:
        yield opened

"""Where a result says it comes from."""

from __future__ import annotations

import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest

from contrast.study.provenance import command_line, git_state, provenance


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A package in a fresh repository with one commit."""
    package = tmp_path / "package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "first"]):
        subprocess.run(["git", "-C", str(package), *command], check=True)
    return package


def test_a_clean_checkout_gives_its_commit(checkout):
    head = subprocess.run(["git", "-C", str(checkout), "rev-parse", "HEAD"], capture_output=True, text=True, check=True)
    assert git_state(checkout) == (head.stdout.strip(), False)


def test_an_edited_checkout_is_dirty(checkout):
    (checkout / "__init__.py").write_text("edited = True")
    assert git_state(checkout)[1] is True


def test_new_files_that_are_not_tracked_do_not_make_it_dirty(checkout):
    (checkout / "results.db").write_text("")
    assert git_state(checkout)[1] is False


def test_a_package_installed_inside_somebody_elses_repository_has_no_commit(checkout):
    installed = checkout / "site-packages" / "contrast"
    installed.mkdir(parents=True)
    (installed / "__init__.py").write_text("")
    assert git_state(installed) == (None, None)


def test_versions_are_those_installed_and_missing_packages_are_none(monkeypatch):
    monkeypatch.setattr("contrast.study.provenance.PACKAGES", {"numpy": "numpy", "no": "no-such-distribution"})
    provenance.cache_clear()
    assert provenance()["packages"] == {"numpy": version("numpy"), "no": None}
    provenance.cache_clear()


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["/opt/venv/bin/contrast", "run", "quickstart", "--seeds", "3"], "contrast run quickstart --seeds 3"),
        (["/opt/site-packages/contrast/__main__.py", "run"], "contrast run"),
        (["contrast", "run", "--tasks", "/home/me/mine.py"], "contrast run --tasks mine.py"),
        (["contrast", "run", "--out=/home/me/results.db"], "contrast run --out=results.db"),
        (["contrast", "run", "net?layers=2"], "contrast run net?layers=2"),
        ([], ""),
    ],
)
def test_the_command_is_kept_without_the_machines_folders(arguments, wanted):
    assert command_line(arguments) == wanted


def test_paths_below_here_are_kept_relative(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert command_line(["contrast", str(tmp_path / "mine" / "task.py")]) == "contrast mine/task.py"

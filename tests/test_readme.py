"""The README is generated truth: its figures come from the stored run, and its commands exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import typer.main

import contrast
from contrast.cli import app
from contrast.report.digest import results_digest
from contrast.study.storage.store import Store
from scripts.publish import page
from scripts.readme import written

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()


def test_the_readme_shows_the_stored_run():
    assert written(README, ROOT / "results" / "quickstart.db") == README, "run `python -m scripts.readme`"


def test_the_stored_run_was_made_by_the_documented_command_from_a_clean_commit():
    with Store.read(ROOT / "results" / "quickstart.db") as store:
        rows = list(store.rows())
    assert results_digest(rows) in README
    assert {row["provenance"]["command"] for row in rows} == {"contrast run quickstart"}
    assert not any(row["provenance"]["git_dirty"] for row in rows)
    assert not [row for row in rows if row["status"] == "failed"]


PUBLISHED = sorted((ROOT / "results").glob("*.md"))


def test_published_pages_are_what_their_rows_give():
    for path in PUBLISHED:
        with Store.read(path.with_suffix(".db")) as store:
            rows = list(store.rows())
        assert page(path.stem, rows) == path.read_text(), f"run `python -m scripts.publish results/{path.stem}.db`"
        assert not any(row["provenance"]["git_dirty"] for row in rows)
        assert f"results/{path.name}" in README


def test_every_command_in_the_readme_exists():
    known = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    shown = re.findall(r"^contrast (\w+)", README, flags=re.MULTILINE) + re.findall(r"`contrast (\w+)", README)
    assert set(shown) <= known
    assert len(shown) > 10


def test_the_python_in_the_readme_runs(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    snippets = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    assert len(snippets) == 4
    for number, snippet in enumerate(snippets):
        space: dict[str, object] = {"__name__": f"snippet_{number}"}
        exec(
            compile(
                snippet.replace('budget="smoke"', "budget=contrast.api.Budget(steps=3, candidates=3000)"),
                f"snippet {number}",
                "exec",
            ),
            space,
        )
        if "law" in space:
            assert str(space["law"].to_sympy()) == "m*v**2/2"  # type: ignore[attr-defined]
        if "found" in space:
            assert str(space["found"].program) == "fold(lambda a, b: cons(b, a), [], xs)"  # type: ignore[attr-defined]


def test_the_two_commands_are_where_the_check_script_looks_for_them():
    commands = [README.split(f"<!-- command {k} -->\n```sh\n")[1].split("\n")[0] for k in (1, 2)]
    assert commands[0].startswith("pip install -c constraints.txt -e ")
    assert commands[0].endswith("contrast run quickstart")
    assert shlex.split(commands[1])[0] == "pytest"


def test_the_version_is_the_same_everywhere():
    assert f'version = "{contrast.__version__}"' in (ROOT / "pyproject.toml").read_text()
    assert f"version: {contrast.__version__}" in (ROOT / "CITATION.cff").read_text()
    assert f"## {contrast.__version__}" in (ROOT / "CHANGELOG.md").read_text()

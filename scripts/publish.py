"""Put a results file into `results/`, with a page that says how it was made, what it shows, and every line of its table."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from contrast.report.formats.notation import counted
from contrast.report.sentences import sentences
from contrast.report.table import table
from contrast.study.storage.store import Store
from scripts._command import command

RESULTS = Path(__file__).resolve().parents[1] / "results"

HOUR = 3600.0


def page(name: str, rows: Sequence[dict[str, Any]]) -> str:
    """The findings, how they were made, and the table, as Markdown."""
    told = "\n".join(f"- {sentence}" for sentence in sentences(rows))
    return f"# {name}\n\n{told}\n\n{_made(name, rows)}\n\n{table(rows, 'md').strip()}\n"


def _made(name: str, rows: Sequence[dict[str, Any]]) -> str:
    """The commands, the code, the machine, and what it took."""
    known = [row["provenance"] for row in rows]
    commands = _each(f"`{one['command']}`" for one in known)
    commits = _each((one["git_commit"] or "unknown")[:12] for one in known)
    machines = _each(f"{one['cpu']}, {one['cores']} cores, Python {one['python']}" for one in known)
    packages = _each(", ".join(map(" ".join, one["packages"].items())) for one in known)
    days = sorted(row["started_at"][:10] for row in rows)
    trials = f"{counted(len(rows), 'trial')}, {sum(row['status'] == 'failed' for row in rows)} failed"
    hours = sum(row["core_seconds"] for row in rows) / HOUR
    return (
        f"Made by {commands} at commit {commits}, {_each([days[0], days[-1]], ' to ')}, on {machines} ({packages}).\n"
        f"{trials}; training and search took {hours:.1f} core-hours. The rows: [`{name}.db`]({name}.db)."
    )


def _each(values: Iterable[str], between: str = " and ") -> str:
    return between.join(dict.fromkeys(values))


def main(
    results: Annotated[Path, typer.Argument(help="The results file.")],
    name: Annotated[str | None, typer.Option(help="What it is called in results/.  [default: as the file]")] = None,
) -> None:
    """Copy the results and write their page."""
    called = name or results.stem
    with Store.read(results) as store:
        text = page(called, list(store.rows()))
    target = RESULTS / f"{called}.db"
    if target.resolve() != results.resolve():
        target.unlink(missing_ok=True)
        with closing(sqlite3.connect(results)) as source:
            source.execute("VACUUM INTO ?", [str(target)])
    (RESULTS / f"{called}.md").write_text(text)


if __name__ == "__main__":
    command(main)

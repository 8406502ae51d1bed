"""Write the README's generated parts: the table and sentences of a stored run, and the example of a task file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contrast.report.sentences import sentences
from contrast.report.table import table
from contrast.study.storage.store import Store
from contrast.template import render
from scripts._command import command

WIDTH = 100
"""Columns of the table in the README."""

README = Path(__file__).resolve().parents[1] / "README.md"


def quickstart(results: Path) -> str:
    """The computed sentences, then the table as the command prints it."""
    with Store.read(results) as store:
        rows = list(store.rows())
    told = "\n".join(f"- {sentence}" for sentence in sentences(rows))
    return f"{told}\n\n```text\n{table(rows, 'text', WIDTH).rstrip()}\n```"


def written(text: str, results: Path) -> str:
    """The README with its generated parts as they should be."""
    parts = {"quickstart": quickstart(results), "example": f"```python\n{render('gap').strip()}\n```"}
    for name, part in parts.items():
        before, begin, rest = text.partition(f"<!-- begin {name} -->\n")
        _, end, after = rest.partition(f"<!-- end {name} -->")
        text = f"{before}{begin}{part}\n{end}{after}"
    return text


def main(results: Annotated[Path, typer.Option(help="The stored run.")] = README.parent / "results" / "quickstart.db") -> None:
    """Bring README.md up to date."""
    README.write_text(written(README.read_text(), results))


if __name__ == "__main__":
    command(main)

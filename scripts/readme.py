"""Write the README's generated parts: the table and sentences of a stored run, and the example of a task file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from contrast.report.sentences import sentences
from contrast.report.table import table
from contrast.study.store import Store
from contrast.template import render

README = Path(__file__).resolve().parents[1] / "README.md"


def quickstart(results: Path) -> str:
    """The computed sentences, then the tables."""
    with Store.read(results) as store:
        rows = list(store.rows())
    return "\n".join(f"> {sentence}" for sentence in sentences(rows)) + "\n\n" + table(rows, "md").strip()


def written(text: str, results: Path) -> str:
    """The README with its generated parts as they should be."""
    parts = {"quickstart": quickstart(results), "example": f"```python\n{render('gap').strip()}\n```"}
    for name, part in parts.items():
        pattern = rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)"
        text = re.sub(pattern, lambda found, part=part: f"{found[1]}{part}\n{found[2]}", text, flags=re.DOTALL)
    return text


def main(results: Annotated[Path, typer.Option(help="The stored run.")] = README.parent / "results" / "quickstart.db") -> None:
    """Bring README.md up to date."""
    README.write_text(written(README.read_text(), results))


if __name__ == "__main__":
    typer.run(main)

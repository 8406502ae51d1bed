"""The catalogue of tasks as a page of Markdown, family by family."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

HEAD = """# The tasks

Each task has fresh draws of the training distribution (`same`) and axes that depart from it. A DSL's size is the number of its
primitives and constants: what the search is given beforehand. No single application of a primitive solves a task
(`contrast check` proves it). Real values are right within the tolerance; *scores only* marks tasks that are compared by
score and never called solved; *simulated* those where any answer counts that a simulation finds right.

Made by `contrast tasks --format md`.
"""

COLUMNS = ("task", "what it asks for", "kinds", "splits", "DSL", "source")

Row = Mapping[str, Any]


def page(rows: Sequence[Row]) -> str:
    """The page for the rows of `contrast tasks --format json`."""
    return "\n".join([HEAD, *(line for family, members in groupby(rows, _family) for line in _section(family, members))])


def _family(row: Row) -> str:
    return str(row["family"] or "no family")


def _section(family: str, rows: Iterator[Row]) -> Iterator[str]:
    yield f"## {family}\n"
    yield f"| {' | '.join(COLUMNS)} |"
    yield "|" + " --- |" * len(COLUMNS)
    yield from (f"| {' | '.join(map(_safe, _cells(row)))} |" for row in rows)
    yield ""


def _cells(row: Row) -> list[str]:
    notes = [*(["scores only"] if row["scores_only"] else []), *(["simulated"] if row["simulated"] else [])]
    notes += [f"right within {row['tolerance']:.3g}, relative"] if row["tolerance"] else []
    asked = f"{row['description']}{' *' + ', '.join(notes) + '*' if notes else ''}"
    splits = "; ".join(f"`{name}`{': ' + why if why else ''}" for name, why in row["axes"].items())
    return [f"`{row['name']}`", asked, f"`{kinds(row)}`", splits, f"{row['dsl']}, {row['dsl_size']}", row["source"]]


def kinds(row: Row) -> str:
    """The kinds of inputs and output; of many inputs of one kind their number."""
    inputs = row["inputs"]
    if len(inputs) > 3 and len(set(inputs.values())) == 1:
        return f"({len(inputs)} x {next(iter(inputs.values()))}) -> {row['output']}"
    return f"({', '.join(f'{name}: {kind}' for name, kind in inputs.items())}) -> {row['output']}"


def _safe(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())

"""Commands that list what there is: `tasks`, `solvers`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from contrast.cli.app import app
from contrast.errors import UnknownName

if TYPE_CHECKING:
    from contrast.task import Task

Format = Annotated[str, typer.Option(help="text or json.")]
PageFormat = Annotated[str, typer.Option("--format", help="text, json, or md: the catalogue page.")]


@app.command()
def tasks(
    style: PageFormat = "text",
    patterns: Annotated[list[str] | None, typer.Argument(help="Names, suites, collections, globs; all if none is given.")] = None,
) -> None:
    """List the tasks: what each asks for, its kinds, its splits, its DSL and the DSL's size, its source."""
    from contrast.catalog import load_task, select_tasks
    from contrast.cli.catalogue import page

    rows = [_task_row(load_task(name)) for name in select_tasks(patterns or ["all"])]
    if style == "md":
        typer.echo(page(rows), nl=False)
    else:
        _show(rows, style, _task_lines, "text, json or md")


@app.command()
def solvers(format: Format = "text") -> None:
    """List the solvers and the vocabularies."""
    from contrast.catalog import solver_rows

    _show(solver_rows(), format, lambda row: [f"{row['name']} ({row['kind']})", row["description"]])


def _task_row(task: Task) -> dict[str, Any]:
    from contrast.values import kind_name

    return {
        "name": task.name,
        "family": task.family,
        "description": task.description,
        "inputs": {var.name: kind_name(var.kind) for var in task.inputs},
        "output": kind_name(task.output_kind),
        "axes": {axis: task.splits[axis].why for axis in task.axes},
        "splits": ["train", *task.test_splits],
        "dsl": task.dsl.name,
        "dsl_size": task.dsl.size,
        "version": task.version,
        "source": task.source,
        "tolerance": task.tolerance,
        "scores_only": task.scores_only,
        "simulated": task.judge is not None,
    }


def _task_lines(row: dict[str, Any]) -> list[str]:
    from contrast.cli.catalogue import kinds

    about = f"{kinds(row)}, DSL {row['dsl']} of {row['dsl_size']}"
    return [row["name"], row["description"], about, f"splits: {', '.join(row['splits'])}", f"source: {row['source']}"]


def _show(
    rows: list[dict[str, Any]], style: str, lines: Callable[[dict[str, Any]], list[str]], known: str = "text or json"
) -> None:
    if style == "json":
        typer.echo(json.dumps(rows, indent=2))
        return
    if style != "text":
        raise UnknownName(f"no format named {style!r}; use {known}")
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console()
    for row in rows:
        name, *others = lines(row)
        console.print(Text(name, style="bold"))
        for line in others:
            console.print(Padding(Text(line), (0, 0, 0, 4)))

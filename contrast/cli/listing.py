"""Commands that list what there is: `tasks`, `solvers`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any

import typer

from contrast.cli.app import app
from contrast.errors import UnknownName

Format = Annotated[str, typer.Option(help="text or json.")]


@app.command()
def tasks(
    format: Format = "text",
    patterns: Annotated[list[str] | None, typer.Argument(help="Names, suites and globs; all if none is given.")] = None,
) -> None:
    """List the tasks."""
    from contrast.catalog import load_task, select_tasks

    rows = [_task_row(load_task(name)) for name in select_tasks(patterns or ["all"])]
    _show(rows, format, lambda row: [row["name"], row["description"], _kinds(row), f"axes: {', '.join(row['axes'])}"])


@app.command()
def solvers(format: Format = "text") -> None:
    """List the solvers and the vocabularies."""
    from contrast.catalog import solver_rows

    _show(solver_rows(), format, lambda row: [f"{row['name']} ({row['kind']})", row["description"]])


def _task_row(task: Any) -> dict[str, Any]:
    from contrast.values import kind_name

    return {
        "name": task.name,
        "family": task.family,
        "description": task.description,
        "inputs": {var.name: kind_name(var.kind) for var in task.inputs},
        "output": kind_name(task.output_kind),
        "axes": task.axes,
        "splits": ["train", *task.test_splits],
        "dsl": task.dsl.name,
        "dsl_size": task.dsl.size,
        "version": task.version,
        "source": task.source,
        "scores_only": task.scores_only,
    }


def _kinds(row: dict[str, Any]) -> str:
    inputs = ", ".join(f"{name}: {kind}" for name, kind in row["inputs"].items())
    return f"({inputs}) -> {row['output']}, DSL {row['dsl']} of {row['dsl_size']}"


def _show(rows: list[dict[str, Any]], style: str, lines: Callable[[dict[str, Any]], list[str]]) -> None:
    if style == "json":
        typer.echo(json.dumps(rows, indent=2))
        return
    if style != "text":
        raise UnknownName(f"no format named {style!r}; use text or json")
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console()
    for row in rows:
        name, *others = lines(row)
        console.print(Text(name, style="bold"))
        for line in others:
            console.print(Padding(Text(line), (0, 0, 0, 4)))

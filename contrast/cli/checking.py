"""Commands for people who write tasks: `check`, `new`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from contrast.cli.app import SOME_FAILED, app
from contrast.errors import BadTask


@app.command()
def check(
    tasks: Annotated[list[str] | None, typer.Argument(help="Task names, suites, globs, or task files.")] = None,
    files: Annotated[list[str] | None, typer.Option("--tasks", help="A task file of your own; may be given again.")] = None,
) -> None:
    """Check that tasks are fit for use: kinds, examples, seeds, splits, and that the DSL does not hold the answer."""
    from contrast.catalog import load_task, select_tasks
    from contrast.check import check_task
    from contrast.datafile.reference import Reference

    failed = 0
    for reference in select_tasks(tasks or ([] if files else ["all"]), files or []):
        if Reference.read(reference) is not None:
            raise BadTask(f"{reference}: a data file is checked as it is read; `contrast check` is for tasks")
        findings = check_task(load_task(reference))
        wrong = [finding for finding in findings if not finding.passed]
        typer.echo(f"{'FAILED' if wrong else 'ok':7}{reference}  ({len(findings) - len(wrong)} of {len(findings)} checks)")
        for finding in wrong:
            typer.echo(f"       {finding.check}: {finding.message}")
        failed += bool(wrong)
    if failed:
        raise typer.Exit(SOME_FAILED)


@app.command()
def new(name: Annotated[str, typer.Argument(help="family/name, or name.")]) -> None:
    """Write a task file to start from; it passes `contrast check` as it stands."""
    from contrast.template import render

    text = render(name)
    path = Path(f"{name}.py")
    if os.path.exists(path) and os.path.getsize(path):
        raise BadTask(f"{path} exists; choose another name, or remove it first")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    except OSError as error:
        raise BadTask(f"{path} cannot be written: {error.strerror}; choose another name or folder") from None
    typer.echo(f"wrote {path}; now `contrast check {path}` and `contrast run {path}`")

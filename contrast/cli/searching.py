"""`contrast search`: program search alone, on one task."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from contrast.cli.app import INTERRUPTED, app
from contrast.errors import BadValue


@app.command()
def search(
    task: Annotated[str, typer.Argument(help="A task name, or a task file.")],
    examples: Annotated[int, typer.Option(help="How many examples the search is given.")] = 32,
    seconds: Annotated[float, typer.Option(help="The budget in core-seconds.")] = 20.0,
    seed: Annotated[int, typer.Option(help="The seed that the examples are drawn with.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Search for a program that solves a task, and score it on every split."""
    from contrast.catalog import select_tasks
    from contrast.solver import Budget
    from contrast.study.execute import run_trial
    from contrast.study.trial import Trial

    (reference, *others) = select_tasks([task])
    if others:
        raise BadValue(f"{task!r} names {1 + len(others)} tasks; search takes one, `contrast run` takes many")
    if not seconds > 0:
        raise BadValue(f"--seconds {seconds}: give more than 0")
    row = run_trial(Trial(reference, "search", "fixed", examples, seed, Budget(seconds=seconds)).to_dict())
    if row["status"] == "failed":
        raise BadValue(str(row["reason"]))
    typer.echo(json.dumps(answer(row)) if as_json else sentence(row))
    if row["reason"] == "interrupted":
        raise typer.Exit(INTERRUPTED)


def answer(row: dict[str, Any]) -> dict[str, Any]:
    """The JSON object of a search: one schema for every form of it."""
    fields = (
        "task",
        "status",
        "reason",
        "program",
        "nodes",
        "bits",
        "candidates_tried",
        "unique_programs",
        "core_seconds",
        "splits",
    )
    return {name: row[name] for name in fields}


def sentence(row: dict[str, Any]) -> str:
    """The same for a person."""
    lines = [f"{row['task']}: {row['status']}{'' if row['reason'] is None else ', ' + row['reason']}"]
    if row["program"]:
        lines.append(f"  {row['program']}")
        lines.append(f"  {row['nodes']} nodes, {row['bits']:.1f} bits")
    if row["candidates_tried"] is not None:
        lines.append(
            f"  {row['candidates_tried']:,} candidates, {row['unique_programs']:,} distinct, {row['core_seconds']:.2f} s"
        )
    lines += [f"  {name}: exact match {score['exact_match']:.3f} of {score['n']}" for name, score in row["splits"].items()]
    return "\n".join(lines)

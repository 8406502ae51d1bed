"""`contrast why`: the four gates of a task and a net, and the verdict."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from contrast.cli.app import INTERRUPTED, app
from contrast.errors import BadValue

if TYPE_CHECKING:
    from contrast.gates.ask import Question
    from contrast.gates.verdict import Verdict

MARKS = {True: "passed", False: "FAILED", None: "open"}


@app.command()
def why(
    tasks: Annotated[list[str] | None, typer.Argument(help="Task names, suites and globs.")] = None,
    lost: Annotated[bool, typer.Option(help="The nets that do not hold in --out, each with its own budget.")] = False,
    solvers: Annotated[str, typer.Option(help="Nets, comma-separated; `net` is the architecture that fits each task.")] = "net",
    budget: Annotated[str, typer.Option(help="smoke, quick, full, or core-seconds: what a trial has.")] = "quick",
    seeds: Annotated[int, typer.Option(help="How many seeds, from 0 up.")] = 3,
    examples: Annotated[str, typer.Option(help="Example counts of the data gate.")] = "8,32,128,512,2048,8192",
    workers: Annotated[int | None, typer.Option(help="Processes, one core each.  [default: one a core]")] = None,
    device: Annotated[str, typer.Option(help="Where nets are trained: cpu, cuda, or auto (cuda where there is one).")] = "cpu",
    out: Annotated[str, typer.Option(help="The results file. Trials that it holds are not run again.")] = "results.db",
    as_json: Annotated[bool, typer.Option("--json", help="Print all numbers as JSON.")] = False,
) -> None:
    """Say why a net fails on a task: representable? learnable? too few data? extrapolation? The first failure is the verdict."""
    from contrast.catalog import on_device, select_tasks
    from contrast.cli.display import Display
    from contrast.cli.running import listed, whole
    from contrast.gates.ask import Question, ask
    from contrast.solver import Budget
    from contrast.study.storage.store import Store
    from contrast.study.workers import available_cores

    if bool(tasks) == lost:
        raise BadValue("name tasks, such as `contrast why bits/parity`, or say --lost for all nets that do not hold in --out")
    if workers is not None and workers < 1:
        raise BadValue(f"--workers {workers}: at least one process must work; give a number from 1 up")
    counts = [whole(text, "--examples") for text in listed(examples)]
    spent = Budget.named(budget)
    nets = on_device(listed(solvers), device)
    chosen = [Question.of(task, net, spent, seeds, counts) for task in select_tasks(tasks or []) for net in nets]
    questions = _lost(out, seeds, counts) if lost else chosen
    with Store.open(out) as store, Display(out) as display:
        verdicts, summary = ask(questions, store, workers or available_cores(), on_event=display.show)
    if as_json:
        typer.echo(json.dumps([one.to_dict() for one in verdicts], indent=1))
    else:
        for question, one in zip(questions, verdicts, strict=True):
            _print(question, one)
    if summary.interrupted:
        raise typer.Exit(INTERRUPTED)


def _lost(out: str, seeds: int, counts: Sequence[int]) -> list[Question]:
    from contrast.gates.ask import Question
    from contrast.report.lines.aggregate import aggregate
    from contrast.report.lines.why import is_lost
    from contrast.solver import Budget
    from contrast.study.storage.store import Store

    with Store.read(out) as store:
        lines = [line for line in aggregate(store.rows()) if is_lost(line)]
    if not lines:
        raise BadValue(f"no net in {out} fails to hold, so there is nothing to ask why")
    asked = {(line.task, line.solver, Budget(**line.rows[0]["budget"])) for line in lines if not line.rows[0].get("continues")}
    return [Question.of(task, net, budget, seeds, counts) for task, net, budget in sorted(asked, key=str)]


def _print(question: Question, found: Verdict) -> None:
    from rich.console import Console
    from rich.table import Table

    from contrast.report.formats.notation import budget_text, score_text, solver_text

    console = Console(highlight=False)
    grid = Table.grid(padding=(0, 2))
    for gate in found.gates:
        grid.add_row(gate.name, MARKS[gate.passed], gate.outcome)
    curve = found.gate("data").numbers.get("same", {})
    grid.add_row("", "", "  ".join(f"N={count:,} {score_text(share)}" for count, share in curve.items()))
    axes = found.gate("extrapolation").numbers.get("best", {})
    grid.add_row("", "", "  ".join(f"{axis} {score_text(share)}" for axis, share in axes.items()))
    budget = budget_text({"seconds": question.budget.seconds, "steps": question.budget.steps})
    console.print(f"{found.task} by {solver_text(found.net)}, {budget}, {question.seeds} seeds", style="bold")
    console.print(grid)
    console.print(f"Verdict: {found.sentence()}\n", markup=False)

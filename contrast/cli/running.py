"""`contrast run`: a comparison, live, resumable, ending with the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from contrast.cli.app import INTERRUPTED, SOME_FAILED, app
from contrast.cli.datafiles import default_examples, named
from contrast.errors import BadValue

if TYPE_CHECKING:
    from contrast.api import Comparison
    from contrast.solver import Budget


@app.command()
def run(
    tasks: Annotated[
        list[str] | None,
        typer.Argument(help="Task names, suites (quickstart, core, all), collections, globs ('lists/*'), and data files."),
    ] = None,
    files: Annotated[
        list[str] | None, typer.Option("--tasks", help="A task file or data file of your own; may be given again.")
    ] = None,
    dsl: Annotated[
        str | None, typer.Option(help="The vocabulary for data files: a name (`contrast solvers`), or a Python file.")
    ] = None,
    tolerance: Annotated[float | None, typer.Option(help="For data files with floats: what is right, relative.")] = None,
    solvers: Annotated[
        str | None, typer.Option(help="Comma-separated; `net` is the architecture that fits each task, `other_net` the next.")
    ] = None,
    examples: Annotated[
        str | None, typer.Option(help="Example counts, comma-separated.  [default: the suite's, or 32; of data files all rows]")
    ] = None,
    seeds: Annotated[int, typer.Option(help="How many seeds, from 0 up.")] = 1,
    budget: Annotated[
        str | None, typer.Option(help="smoke (3 core-seconds a trial), quick (20), full (90), or a number.")
    ] = None,
    steps: Annotated[int | None, typer.Option(help="A count budget for nets (optimiser steps): repeatable bit for bit.")] = None,
    candidates: Annotated[int | None, typer.Option(help="A count budget for the search (programs tried).")] = None,
    regimes: Annotated[
        str, typer.Option(help="fixed (N examples), unlimited (fresh draws, nets only), or both.")
    ] = "fixed,unlimited",
    workers: Annotated[int | None, typer.Option(help="Processes, one core each.  [default: one a core]")] = None,
    out: Annotated[str, typer.Option(help="The results file. The same command on the same file resumes.")] = "results.db",
    factor: Annotated[
        int | None,
        typer.Option("--continue", help="Only go on with trials in --out that could still improve, to so many times the budget."),
    ] = None,
    device: Annotated[str, typer.Option(help="Where nets are trained: cpu, cuda, or auto (cuda where there is one).")] = "cpu",
    retry_failed: Annotated[bool, typer.Option(help="Run trials again that are stored as failed.")] = False,
) -> None:
    """Solve tasks by every solver, and print what came out."""
    from contrast.api import compare, go_on
    from contrast.cli.display import Display
    from contrast.study.workers import available_cores

    if factor is not None:
        refuse_beside_continue(files, dsl, tolerance, solvers, examples, budget, steps, candidates)
    elif not tasks and not files:
        raise BadValue("no tasks given; name some, such as `contrast run quickstart`, or pass --tasks FILE")
    if workers is not None and workers < 1:
        raise BadValue(f"--workers {workers}: at least one process must work; give a number from 1 up")
    if seeds < 1:
        raise BadValue(f"--seeds {seeds}: give at least 1; they are counted from seed 0 up")
    workers = available_cores() if workers is None else workers
    if factor is not None:
        with Display(out) as display:
            comparison = go_on(out, factor, tasks or ["*"], workers=workers, on_event=display.show, retry_failed=retry_failed)
        finish(comparison, out)
        return
    chosen, data = named([*(tasks or []), *(files or [])], dsl, tolerance)
    counts = default_examples(chosen, data) if examples is None else [whole(text, "--examples") for text in listed(examples)]
    spent = counted_budget(steps, candidates) if (steps, candidates) != (None, None) else budget
    with Display(out) as display:
        comparison = compare(
            chosen,
            listed(solvers) if solvers else None,
            examples=counts,
            seeds=seeds,
            budget=spent,
            regimes=listed(regimes),
            workers=workers,
            out=out,
            on_event=display.show,
            retry_failed=retry_failed,
            device=device,
        )
    finish(comparison, out)


def finish(comparison: Comparison, out: str) -> None:
    """Print what came out, and end with the exit code that says whether all went well."""
    from contrast.cli.display import conclusion

    conclusion(comparison, out)
    if comparison.summary.interrupted:
        raise typer.Exit(INTERRUPTED)
    if comparison.summary.failed:
        raise typer.Exit(SOME_FAILED)


def refuse_beside_continue(*given: object) -> None:
    """Raise `BadValue` for options of a new study."""
    if any(value is not None for value in given):
        raise BadValue("--continue goes on with stored trials as they are; beside it say only tasks, --workers and --out")


def listed(text: str) -> list[str]:
    """The parts of a comma-separated option."""
    return [part.strip() for part in text.split(",") if part.strip()]


def whole(text: str, option: str) -> int:
    """A whole number, or a sentence that says what is wrong."""
    try:
        return int(text)
    except ValueError:
        raise BadValue(f"{option} {text}: that is no whole number; give one such as 32, or several as 8,32,128") from None


def counted_budget(steps: int | None, candidates: int | None) -> Budget:
    """A budget in counts. The kind of solver whose count is not given gets a small default, so that both are bounded."""
    from contrast.solver import Budget

    for option, count in (("--steps", steps), ("--candidates", candidates)):
        if count is not None and count < 1:
            raise BadValue(f"{option} {count}: give a count of at least 1")
    return Budget(steps=steps or 1000, candidates=candidates or 100_000)

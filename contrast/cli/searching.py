"""`contrast search`: program search alone, on a task, on SyGuS files, or on the examples of a data file."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contrast.cli.answers import Answer, add_law, failure, level_table, of_outcome, of_row, sentence
from contrast.cli.app import INTERRUPTED, SOME_FAILED, app, one_thread
from contrast.cli.wishes import Wish
from contrast.errors import BadValue, ContrastError

if TYPE_CHECKING:
    from contrast.datafile import DataProblem
    from contrast.search.outcome import Outcome
    from contrast.solver import Budget
    from contrast.sygus import SygusProblem

SECONDS = 20.0
"""The budget where none is given."""

Question = tuple[str, Callable[[], Answer]]
"""A name, and the search that answers it."""


@app.command()
def search(
    tasks: Annotated[
        list[str] | None, typer.Argument(help="A task name, a task file (.py), or SyGuS files (.sl), of which there may be many.")
    ] = None,
    examples_file: Annotated[
        str | None,
        typer.Option(
            help='Given examples: .json, {"name", "inputs": {"xs": [one value an example]}, "outputs": [...], '
            '"check": {"inputs", "outputs"}} or a list of such, or .csv with a header, the last column being the output.'
        ),
    ] = None,
    dsl: Annotated[
        str | None, typer.Option(help="The vocabulary for given examples: a name (`contrast solvers`), or a Python file.")
    ] = None,
    only: Annotated[
        str | None, typer.Option(help="Only the problems of the file that have this name, or match this glob.")
    ] = None,
    tolerance: Annotated[float | None, typer.Option(help="For given examples with floats: what is right, relative.")] = None,
    examples: Annotated[int | None, typer.Option(help="How many examples of a task the search is given.  [default: 32]")] = None,
    seconds: Annotated[
        float | None, typer.Option(help="The budget in core-seconds, for each problem.  [default: 20, or none with --candidates]")
    ] = None,
    candidates: Annotated[int | None, typer.Option(help="A budget in programs tried, which is repeatable.")] = None,
    seed: Annotated[int | None, typer.Option(help="The seed that a task's examples are drawn with.  [default: 0]")] = None,
    units: Annotated[
        str | None,
        typer.Option(help="For laws: a CSV file with the exponents of the base units of each column, output included."),
    ] = None,
    noise: Annotated[
        bool, typer.Option("--noise", help="Outputs may be wrong: labels get rules, and laws need not be right on every row.")
    ] = False,
    plot: Annotated[
        str | None, typer.Option(help="For a law: draw it with the data and beyond them, as .svg, .pdf or .png (extra `report`).")
    ] = None,
    trace: Annotated[bool, typer.Option("--trace", help="Show the search level by level.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line for each problem.")] = False,
) -> None:
    """Search for the cheapest program that fits.

    A program for a task is scored on every split of it; one for given examples on the file's `check` rows, which the search
    never sees. Each answer is printed as soon as it is known. ctrl-C ends with the best program so far.
    """
    one_thread()
    budget = budget_of(seconds, candidates)
    wish = Wish(dsl, only, tolerance, units, noise, plot)
    if examples_file is None and tasks and len(tasks) == 1 and is_data(tasks[0]):
        (examples_file,), tasks = tasks, []
    if examples_file is None:
        wish.refuse()
        asked = named_questions(tasks or [], examples, seed, budget)
    elif tasks:
        raise BadValue(f"--examples-file {examples_file} and {tasks[0]!r} are two things to search for; give one of them")
    else:
        no_draws(examples, seed)
        asked = data_questions(examples_file, wish, budget)
    failures = 0
    for name, ask in asked:
        answer = answered(name, ask, alone=len(asked) == 1)
        show(answer, trace, as_json)
        if answer.interrupted:
            raise typer.Exit(INTERRUPTED)
        failures += answer.failed
    if failures:
        raise typer.Exit(SOME_FAILED)


def is_data(name: str) -> bool:
    """Whether this is a data file, or a problem of one."""
    from contrast.datafile.reference import Reference

    return Reference.read(name) is not None


def budget_of(seconds: float | None, candidates: int | None) -> Budget:
    """What one search may spend."""
    from contrast.solver import Budget

    if seconds is not None and not 0 < seconds < math.inf:
        raise BadValue(f"--seconds {seconds}: give a finite number above 0")
    if candidates is not None and candidates < 1:
        raise BadValue(f"--candidates {candidates}: give a count of at least 1")
    return Budget(seconds=SECONDS if seconds is None and candidates is None else seconds, candidates=candidates)


def answered(name: str, ask: Callable[[], Answer], alone: bool) -> Answer:
    """The answer. What cannot be searched is an error where it was asked alone, else an answer that says so."""
    try:
        return ask()
    except ContrastError as error:
        if alone:
            raise
        return failure(name, str(error))
    except Exception as error:  # a primitive or kernel of someone's vocabulary
        reason = f"error: {type(error).__name__}: {error}"
        if alone:
            raise BadValue(f"{name}: {reason}") from error
        return failure(name, reason)


def show(answer: Answer, trace: bool, as_json: bool) -> None:
    """Print an answer at once."""
    if as_json:
        typer.echo(json.dumps({**answer.fields, "levels": answer.levels} if trace else answer.fields))
        return
    if trace and not answer.failed:
        typer.echo(level_table(answer.levels), err=True)
    typer.echo(sentence(answer.fields))


def no_draws(examples: int | None, seed: int | None) -> None:
    """Refuse the options that say how examples are drawn where they are given."""
    for option, given in (("--examples", examples), ("--seed", seed)):
        if given is not None:
            raise BadValue(f"{option} goes with a task, whose examples are drawn; a file gives its own")


def named_questions(names: list[str], examples: int | None, seed: int | None, budget: Budget) -> list[Question]:
    """A task, or SyGuS files."""
    if not names:
        raise BadValue("nothing to search for; name a task or a .sl file, or pass --examples-file FILE")
    folder = next((name for name in names if Path(name).is_dir()), None)
    if folder is not None:
        raise BadValue(f"{folder} is a folder; name files in it, such as {folder.rstrip('/')}/*.sl")
    if all(name.lower().endswith(".sl") for name in names):
        for name in names:
            if not Path(name).is_file():
                raise BadValue(f"there is no file {name}; give the path of a SyGuS problem")
        no_draws(examples, seed)
        return [(Path(name).stem, lambda path=name: sygus_answer(path, budget)) for name in names]  # type: ignore[misc]
    from contrast.catalog import select_tasks

    reference, *others = select_tasks(names)
    if others:
        raise BadValue(f"{' '.join(names)!r} names {1 + len(others)} tasks; search takes one, `contrast run` takes many")
    drawn = 32 if examples is None else examples
    return [(reference, lambda: task_answer(reference, drawn, 0 if seed is None else seed, budget))]


def task_answer(reference: str, examples: int, seed: int, budget: Budget) -> Answer:
    """Search on examples drawn from a task, and score the program on every split of it."""
    from contrast.study.execute import run_trial
    from contrast.study.trial import Trial

    row = run_trial(Trial(reference, "search", "fixed", examples, seed, budget).to_dict())
    if row["status"] == "failed":
        raise BadValue(str(row["reason"]))
    return of_row(row)


def data_questions(path: str, wish: Wish, budget: Budget) -> list[Question]:
    """The problems of a data file. The whole file is read and checked, and every vocabulary found, before any search."""
    from contrast.catalog import vocabulary
    from contrast.datafile.load import load, select
    from contrast.datafile.reference import Reference
    from contrast.datafile.reference import tolerance as checked
    from contrast.datafile.task import vocabulary_hint

    reference = Reference.read(path) or Reference(path)
    reference = reference.using(wish.dsl, None if wish.tolerance is None else checked(wish.tolerance))
    path = reference.path
    found = select(load(path), reference.name if wish.only is None else wish.only)
    problems = [problem.using(reference.dsl, reference.tolerance) for problem in found]
    unnamed = [problem for problem in problems if problem.dsl is None]
    if unnamed:
        raise BadValue(f"{path}: no vocabulary is named; {vocabulary_hint(unnamed)}")
    for name in dict.fromkeys(str(problem.dsl) for problem in problems):
        vocabulary(name)
    wish.check(problems)
    return [(problem.name, lambda problem=problem: data_answer(problem, wish, budget)) for problem in problems]  # type: ignore[misc]


def data_answer(problem: DataProblem, wish: Wish, budget: Budget) -> Answer:
    """Search on the given examples, and score the program on the check rows."""
    from contrast.catalog import vocabulary
    from contrast.search.laws import EXACT, is_law
    from contrast.search.solve import solve

    dsl = vocabulary(str(problem.dsl))
    problem = problem.under(dsl)
    law = is_law(dsl, problem.inputs, problem.kind)
    if not wish.noise and not law:
        warn_of(problem.contradiction, problem.where)
    outcome = solve(
        problem.inputs, problem.examples, dsl, problem.kind, budget, problem.tolerance,
        noisy=wish.noise, units=wish.units_of(problem) if law else None,
    )  # fmt: skip
    right = (problem.tolerance or EXACT) if law else problem.tolerance
    answer = of_outcome(problem.name, outcome, dsl, problem.examples, problem.check, right)
    if law:
        add_law(answer, problem, outcome, wish.noise)
    if law and wish.plot is not None:
        wish.draw(problem, outcome)
    return answer


def warn_of(contradiction: tuple[int, int] | None, where: str) -> None:
    """Say on standard error that no program can fit."""
    if contradiction:
        first, second = contradiction
        note = f"rows {first} and {second} have the same inputs and different outputs; no program fits both"
        typer.echo(f"contrast: {where}: {note}", err=True)


def sygus_answer(path: str, budget: Budget) -> Answer:
    """Search for the function that a SyGuS file asks for."""
    from contrast.datafile.problem import contradiction
    from contrast.sygus import define_fun, load

    problem = load(path)
    warn_of(contradiction(problem.examples), path)
    seek = search_by_example if problem.by_example else search_by_specification
    outcome = seek(problem, budget)
    answer = of_outcome(problem.name, outcome, problem.dsl, problem.examples)
    if outcome.fits and outcome.program is not None:
        answer.fields["define_fun"] = define_fun(problem, outcome.program)
    return answer


def search_by_example(problem: SygusProblem, budget: Budget) -> Outcome:
    """Search for a function that gives the outputs that the file's constraints state."""
    from contrast.search.search import search as search_examples

    return search_examples(problem.inputs, problem.examples, problem.dsl, problem.kind, budget)


def search_by_specification(problem: SygusProblem, budget: Budget) -> Outcome:
    """Search for a function that meets a logical specification, by counter-examples of a checker (extra `peers`)."""
    from contrast.peers.logical import solve

    return solve(problem, budget)

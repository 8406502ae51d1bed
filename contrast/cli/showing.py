"""`contrast show`: program and net side by side on the same inputs, the demonstration to open in class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from contrast.cli.app import app, one_thread
from contrast.errors import BadValue

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from contrast.solver import Solution
    from contrast.task import Example, Task

ITEMS = 2
"""Inputs shown for each split."""

WIDE = 60
"""Characters of a value before it is cut."""


@app.command()
def show(
    task: Annotated[str, typer.Argument(help="A task name, or a task file.")],
    net: Annotated[str, typer.Option(help="The net to put beside the program.")] = "net",
    examples: Annotated[int, typer.Option(help="Examples for the search; the net has unlimited fresh data.")] = 32,
    budget: Annotated[str, typer.Option(help="smoke, quick, full, or core-seconds for each of the two.")] = "quick",
    seed: Annotated[int, typer.Option(help="The seed of draws and training.")] = 0,
) -> None:
    """Solve a task both ways and show the answers side by side, inside and outside the range, and the program at work."""
    one_thread()
    from rich.console import Console

    from contrast.catalog import load_solver, load_task, select_tasks, solver_for
    from contrast.solver import Budget, Problem

    (reference, *others) = select_tasks([task])
    if others:
        raise BadValue(f"{task!r} names {1 + len(others)} tasks; show takes one")
    chosen = load_task(reference)
    if examples < 1:
        raise BadValue(f"--examples {examples}: a solver needs at least one example; give a number from 1 up")
    if seed < 0:
        raise BadValue(f"--seed {seed}: a seed is a whole number from 0 up")
    name = solver_for(net, chosen)
    if not getattr(load_solver(name), "learns_from_stream", False):
        raise BadValue(f"--net {net}: that is no network; use net, mlp, lstm or transformer")
    console, spent = Console(), Budget.named(budget)
    drawn = chosen.draw("train", seed, examples).examples
    with console.status(f"searching for a program, at most {spent.seconds:.0f} core-seconds"):
        program = load_solver("search").solve(Problem(chosen, drawn, seed), spent)
    if program.unfinished == "interrupted":
        raise KeyboardInterrupt
    with console.status(f"training {name}, at most {spent.seconds:.0f} core-seconds"):
        trained = load_solver(name).solve(Problem(chosen, [], seed, lambda: chosen.stream(seed)), spent)
    console.print(f"{chosen.name}: {chosen.description}", highlight=False, markup=False, style="bold")
    console.print(f"program ({len(drawn)} examples): {program.program or 'none found'}", highlight=False, markup=False)
    console.print(
        f"net ({data_words(chosen)}): {name}, {trained.details.get('parameters', 0):,} parameters", highlight=False, markup=False
    )
    console.print(side_by_side(chosen, program, trained, seed))
    if program.program is not None:
        for split in ("same", *chosen.axes[:1]):
            console.print(f"\nthe program at work ({split})", highlight=False)
            for line in at_work(chosen, program, split, seed):
                console.print(line, highlight=False, markup=False)


def data_words(task: Task) -> str:
    """What the unlimited regime is for this task."""
    return "all training rows" if task.measured else "unlimited fresh data"


def shown_items(task: Task, split: str, seed: int) -> list[Example]:
    """The few examples of a split that are shown: rather short ones, since they are read by people."""
    from contrast.values import plain

    drawn = task.draw(split, seed, 50).examples
    return sorted(drawn, key=lambda example: len(str(plain(example.inputs))))[len(drawn) // 4 :][:ITEMS]


def side_by_side(task: Task, program: Solution, net: Solution, seed: int) -> Table:
    """The answers of both on the same inputs."""
    from rich.table import Table
    from rich.text import Text

    grid = Table(show_lines=False, header_style="bold")
    for heading in ("split", "input", "wanted", "program", "net"):
        grid.add_column(heading, overflow="fold")
    for split in task.test_splits:
        items = shown_items(task, split, seed)
        inputs = [item.inputs for item in items]
        for item, by_program, by_net in zip(items, program.predict(inputs), net.predict(inputs), strict=True):
            answers = [marked(given, task, item) for given in (by_program, by_net)]
            grid.add_row(split, Text(cut(item.inputs)), Text(cut(item.output)), *answers)
        grid.add_section()
    return grid


def marked(given: Any, task: Task, item: Example) -> Text:
    """An answer with a sign for right or wrong."""
    from rich.text import Text

    from contrast.scoring import score

    right = score([given], [item.output], task.tolerance, judgements=task.judgements([given], [item.inputs])).exact_match == 1
    answer = "no answer" if given is None else cut(given)
    return Text.assemble(("✓ ", "green") if right else ("✗ ", "red"), answer)


def cut(value: Any) -> str:
    """A value as text that fits a cell."""
    from contrast.values import plain

    parts = value if isinstance(value, tuple) else (value,)
    text = ", ".join(f"{part:.6g}" if isinstance(part, float) else str(plain(part)) for part in parts)
    text = text.replace("'inf'", "∞")
    return text if len(text) <= WIDE else text[: WIDE - 1] + "…"


def at_work(task: Task, solution: Solution, split: str, seed: int) -> Sequence[str]:
    """Each node of the program with its value on one input."""
    from contrast.dsl.trace import trace

    assert solution.program is not None
    item = shown_items(task, split, seed)[0]
    lines = []
    for step in trace(solution.program, item.inputs):
        value = "a function" if step.is_function else f"undefined: {step.undefined}" if step.undefined else cut(step.value)
        lines.append(f"{'  ' * (step.depth + 1)}{step.text}  =  {value}")
    return lines

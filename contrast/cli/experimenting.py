"""`contrast experiment`: let learners ask a world what they want to know, and see how soon they find its law."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contrast.cli.app import app, one_thread
from contrast.errors import BadValue

if TYPE_CHECKING:
    from contrast.experiments.run import Run


@app.command()
def experiment(
    world: Annotated[str | None, typer.Argument(help="A world's name; without one, the worlds are listed.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the worlds.")] = False,
    strategy: Annotated[
        list[str] | None,
        typer.Option(help="committee (of programs), ensemble (of nets) or random; may be given again.  [default: all]"),
    ] = None,
    queries: Annotated[int, typer.Option(help="Queries that each learner has; the first 3 are random.")] = 30,
    seeds: Annotated[int, typer.Option(help="Runs of each strategy.")] = 3,
    noise: Annotated[
        float | None,
        typer.Option(help="Standard deviation of a measurement, in spreads of the outputs.  [default: the world's own]"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line for each run.")] = False,
    plot: Annotated[Path | None, typer.Option(help="Draw the curves to this file (svg, png, pdf).")] = None,
) -> None:
    """Let learners query a world, and count what they need until they know its law.

    A world counts as identified from the query on after which all predictions on fresh inputs, inside the ranges and beyond
    them, stay right.
    """
    one_thread()
    from contrast.experiments.compare import compare, pairs_of
    from contrast.experiments.table import table
    from contrast.experiments.worlds import load_world, world_names

    if listed or world is None:
        for name in world_names():
            typer.echo(f"{name:18}{load_world(name).description}")
        return
    chosen, strategies = load_world(world), checked(strategy or [], queries, seeds)
    chosen.open(queries, noise)  # refuses a noise that the world cannot have, before anything is run
    if plot is not None:
        from contrast.report.plots.file import check

        check(plot)

    def show(one: Run) -> None:
        typer.echo(json.dumps(one.to_dict()) if as_json else progress(one), err=not as_json)

    rows = compare([chosen], range(seeds), pairs_of(strategies), queries, noise, show)
    if not as_json:
        typer.echo(f"{chosen.name}: {chosen.description}")
        typer.echo(table(rows))
    if plot is not None:
        from contrast.report.plots.experiment import draw

        draw(rows, plot)
        typer.echo(f"wrote {plot}", err=True)


def checked(given: Sequence[str], queries: int, seeds: int) -> list[str]:
    """The strategies, all of them if none is named. Raises a `ContrastError` for what cannot be run."""
    from contrast.catalog import unknown
    from contrast.experiments.run import START
    from contrast.experiments.strategies import STRATEGIES

    for name in given:
        if name not in STRATEGIES:
            raise unknown("strategy", name, STRATEGIES, "contrast experiment --help")
    if queries < START:
        raise BadValue(f"--queries {queries}: every strategy begins with {START} random ones; give at least {START}")
    if seeds < 1:
        raise BadValue(f"--seeds {seeds}: give at least 1")
    return list(dict.fromkeys(given)) or list(STRATEGIES)


def progress(one: Run) -> str:
    """A line for a finished run."""
    ending = f"identified after {one.identified} queries" if one.identified else "not identified"
    return f"{one.strategy}, {one.solver}, seed {one.seed}: {ending}, {one.core_seconds:.1f} core-seconds"

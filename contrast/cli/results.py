"""Commands on stored results: `table`, `cite`, `replay`."""

from __future__ import annotations

import sys
from fnmatch import fnmatch
from typing import Annotated

import typer

from contrast.cli.app import SOME_FAILED, app

Out = Annotated[str, typer.Option(help="The results file.")]


@app.command()
def table(
    out: Out = "results.db",
    format: Annotated[str, typer.Option(help="text, md, latex, csv, html or json.")] = "text",
    tasks: Annotated[str | None, typer.Option(help="Only tasks that match these globs, comma-separated.")] = None,
) -> None:
    """Print the stored results as a table."""
    from contrast.report.stale import stale_tasks
    from contrast.report.table import table as render
    from contrast.study.storage.store import Store

    with Store.read(out) as store:
        rows = [row for row in store.rows() if tasks is None or any(fnmatch(row["task"], t) for t in tasks.split(","))]
    typer.echo(render(rows, format, colour=sys.stdout.isatty(), stale=stale_tasks(rows)), nl=False)


@app.command()
def cite(out: Out = "results.db") -> None:
    """Print a BibTeX entry with the version and the digest of the results."""
    from contrast.report.cite import bibtex
    from contrast.study.storage.store import Store

    with Store.read(out) as store:
        typer.echo(bibtex(list(store.rows())), nl=False)


@app.command()
def replay(trial: Annotated[str, typer.Argument(help="The first characters of a trial's key.")], out: Out = "results.db") -> None:
    """Run a stored trial again to the counts at which it stopped; it must give the same program or predictions."""
    from contrast.catalog import load_task
    from contrast.study.replay import replay as run_again
    from contrast.study.storage.checkpoints import load
    from contrast.study.storage.store import Store

    with Store.read(out) as store:
        row = store.get(trial)
        checkpoint = load(store.path, row["continues"]) if row.get("continues") else None
    load_task(row["task"])  # a task that is not here is a sentence of its own
    result = run_again(row, checkpoint=checkpoint)
    name = f"{row['key']}: {row['task']} by {row['solver']}, seed {row['seed']}"
    if result.same:
        typer.echo(f"{name}: the same again ({row['status']}, predictions {(row['predictions_digest'] or 'none')[:12]})")
        return
    typer.echo(f"{name}: DIFFERENT")
    for difference in result.differences:
        typer.echo(f"  {difference}")
    raise typer.Exit(SOME_FAILED)

"""Our search beside cvc5 on SyGuS files: the same core, one after the other, the same core-seconds, every answer checked."""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # numpy reads it once, when it is imported

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from contrast.errors import ContrastError
from contrast.peers.contest import SOLVERS, contest_row, row_line, summary
from scripts._command import command

DEEP = 20_000
"""Levels of Python's stack: answers may nest deeply."""


def main(
    paths: Annotated[list[Path], typer.Argument(help="SyGuS files, or folders that hold them.")],
    seconds: Annotated[float, typer.Option(help="Core-seconds for each solver on each file.")] = 20.0,
    limit: Annotated[int, typer.Option(help="At most so many files of each path.")] = 10**6,
    solvers: Annotated[str, typer.Option(help="Which solvers, in this order.")] = ",".join(SOLVERS),
    out: Annotated[Path | None, typer.Option(help="JSON lines; rows that stand there are not run again.")] = None,
) -> None:
    """Print a row a file, and for each folder what was solved and how large the answers are."""
    if unknown := set(solvers.split(",")) - set(SOLVERS):
        raise ContrastError(f"no solver named {', '.join(sorted(unknown))}; there are {', '.join(SOLVERS)}")
    sys.setrecursionlimit(DEEP)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    known = [json.loads(line) for line in out.read_text().splitlines()] if out is not None and out.exists() else []
    stored = {(row["folder"], row["file"], row["solver"], row["seconds"]): row for row in known}
    rows = []
    for file in [file for path in paths for file in ([path] if path.is_file() else sorted(path.rglob("*.sl"))[:limit])]:
        for solver in solvers.split(","):
            key = (str(file.parent), file.name, solver, seconds)
            if key not in stored:
                stored[key] = contest_row(file, solver, seconds)
                if out is not None:
                    with out.open("a") as lines:
                        lines.write(json.dumps(stored[key]) + "\n")
            rows.append(stored[key])
        print(row_line(rows[-len(solvers.split(",")) :]), flush=True)
    print("\n".join(summary(rows)))


if __name__ == "__main__":
    command(main)

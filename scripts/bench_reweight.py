"""Where re-weighting the grammar from partial hits pays: the same problems with and without it, one after the other."""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy: core-seconds of one core

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import geometric_mean
from typing import Annotated, Any

import typer

from contrast import sygus
from contrast.catalog import vocabulary
from contrast.datafile import load
from contrast.dsl import DSL, Var
from contrast.search.search import search
from contrast.solver import Budget
from contrast.task import Example
from scripts._command import command

NEVER = 1e9


@dataclass(frozen=True)
class Problem:
    """Examples under a DSL."""

    name: str
    inputs: tuple[Var, ...]
    kind: Any
    dsl: DSL
    examples: Sequence[Example]


def problems(paths: Sequence[Path], dsl: str) -> Iterator[Problem]:
    """Every problem of SyGuS files, folders of them, and data files."""
    for path in paths:
        if path.is_dir():
            yield from problems(sorted(path.glob("*.sl")), dsl)
        elif path.suffix == ".sl":
            read = sygus.load(path)
            yield Problem(read.name, read.inputs, read.kind, read.dsl, read.examples)
        else:
            for given in load(path):
                under = given.under(vocabulary(dsl))
                yield Problem(under.name, tuple(under.inputs), under.kind, vocabulary(dsl), under.examples)


def main(
    paths: Annotated[list[Path], typer.Argument(help="SyGuS files, folders of them, or data files.")],
    seconds: Annotated[float, typer.Option(help="Core-seconds for each run.")] = 10.0,
    every: Annotated[int, typer.Option(help="Only every so many-th problem.")] = 1,
    dsl: Annotated[str, typer.Option(help="The vocabulary of data files.")] = "lists_full",
) -> None:
    """Core-seconds and candidates until the first program that fits; at the end who solves what, and the ratio of the times."""
    both, solved = [], [0, 0]
    for problem in list(problems(paths, dsl))[::every]:
        cells, found = [], []
        for place, reweight in enumerate((False, True)):
            budget = Budget(seconds=seconds)
            run = search(problem.inputs, problem.examples, problem.dsl, problem.kind, budget, patience=0.0, reweight=reweight)
            found.append(run.found_seconds if run.fits and run.found_seconds is not None else NEVER)
            solved[place] += run.fits
            cells.append(f"{found[-1]:8.2f} s {run.candidates:11,}" if run.fits else f"{run.reason:>22}")
        both += [found] if max(found) < NEVER else []
        print(f"{problem.name[:44]:44} plain {cells[0]}   reweighted {cells[1]}", flush=True)
    print(f"solved: plain {solved[0]}, reweighted {solved[1]}")
    hard = [pair for pair in both if pair[0] > 0.5]
    for name, pairs in (("solved by both", both), ("of those, plain took over 0.5 s", hard)):
        ratio = f"{geometric_mean(new / max(old, 1e-3) for old, new in pairs):.2f}" if pairs else "-"
        print(f"{name}: {len(pairs)}; time reweighted / plain, geometric mean {ratio}")


if __name__ == "__main__":
    command(main)

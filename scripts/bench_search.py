"""The search measured: programs a second (`rate`), and problems of a data file (`lists`). Sorting and the laws of graphs,
which are tested far beyond the sizes they were found at, are in `bench_laws.py`. Times are core-seconds on one core."""

from __future__ import annotations

import gc
import json
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Annotated, Any

os.environ.setdefault("OMP_NUM_THREADS", "1")  # numpy reads it once, when it is imported

import numpy as np
import typer

from contrast.catalog import vocabulary
from contrast.datafile.load import load, select
from contrast.datafile.problem import DataProblem
from contrast.dsl import DSL, Grammar, Var, description_bits
from contrast.dsl.batched.columns import pack
from contrast.scoring import score
from contrast.search.enumeration.engine import LARGEST_COST, Engine
from contrast.search.goal import Goal
from contrast.search.limits import Meter, Spent
from contrast.search.search import PATIENCE, search
from contrast.solver import Budget
from contrast.task import Example
from contrast.values import Kind
from contrast.vocab.primitives.numbers.integers import add, max_, min_, mul, sub
from scripts._command import command

app = typer.Typer(help=__doc__, add_completion=False)
Row = dict[str, Any]


@dataclass(frozen=True)
class Workload:
    """Examples that no program fits, so that a search for one does nothing but try programs."""

    name: str
    dsl: DSL
    inputs: tuple[Var, ...]
    examples: tuple[Example, ...]
    kind: Kind

    def enumeration(self, budget: Budget) -> tuple[Meter, int, str]:
        """Enumeration alone, each new program compared with the outputs: the counts, the bytes stored, why it ended."""
        kinds = [var.kind for var in self.inputs]
        dsl, meter = self.dsl.narrowed([*kinds, self.kind]), Meter(budget)
        goal = Goal(self.kind, [example.output for example in self.examples])
        columns = [pack(kind, [example.inputs[k] for example in self.examples]) for k, kind in enumerate(kinds)]
        engine = Engine(dsl, Grammar(dsl, kinds), self.inputs, columns, goal.wanted, self.kind, meter)
        try:
            for new in (new for cost in range(1, LARGEST_COST) for new in engine.level(cost)):
                if new is not None and new.kind == self.kind:
                    goal.matches(new.block)
        except Spent as spent:
            return meter.copy(), engine.nbytes, f"{spent.reason} past cost {engine.complete}"
        return meter.copy(), engine.nbytes, "exhausted"

    def search(self, budget: Budget) -> tuple[Meter, int, str]:
        """The same for a whole search: enumeration, conditionals, deduction, the last step backwards."""
        found = search(self.inputs, self.examples, self.dsl, self.kind, budget)
        meter = Meter(budget, found.candidates, found.candidates, found.unique, found.peak_bytes, _stopped=found.core_seconds)
        return meter, found.peak_bytes, f"{found.reason} past cost {found.exhausted_cost}"


def workloads(length: int) -> list[Workload]:
    """Two whole numbers, 8 examples; and lists of 2 to `length` numbers, 5 examples, with more and more lambdas."""
    rng, full = np.random.default_rng(0), vocabulary("lists_full")
    pairs = [Example((int(a), int(b)), int(rng.integers(10**6))) for a, b in rng.integers(1, 1000, (8, 2))]
    sizes = np.linspace(2, length, 5).astype(int)
    lists = [Example((rng.integers(100, size=n).tolist(),), rng.integers(100, size=n).tolist()) for n in sizes]
    numbers = DSL.of(add, sub, mul, min_, max_, constants=(0, 1, 2), name="numbers")
    first_order = tuple(p for p in full.primitives if not p.function_places)
    loops = tuple(p for p in full.primitives if p.name in ("map", "filter"))
    dsls = {"lists, no lambdas": first_order, "lists, map and filter": (*first_order, *loops), "lists_full": full.primitives}
    made = [Workload("numbers", numbers, (Var("x", int), Var("y", int)), tuple(pairs), int)]
    for name, primitives in dsls.items():
        dsl = replace(full, primitives=primitives)
        made.append(Workload(name, dsl, (Var("xs", list[int]),), tuple(lists), list[int]))
    return made


def yardstick(seconds: float) -> float:
    """Rows a second of np.add on int64 blocks, [64, 1, 8] + [1, 500, 8] into a preallocated array."""
    left, right = np.ones((64, 1, 8), np.int64), np.ones((1, 500, 8), np.int64)
    out = np.empty((64, 500, 8), np.int64)
    rounds, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        for _ in range(100):
            np.add(left, right, out=out)
        rounds += 100
    return rounds * 64 * 500 / (time.process_time() - start)


@app.command()
def rate(
    seconds: Annotated[float, typer.Option(help="Core-seconds for each line.")] = 5.0,
    length: Annotated[int, typer.Option(help="The longest list; in the search a value may be twice as long.")] = 8,
    stored_bytes: Annotated[int, typer.Option(help="Bytes that the process may hold.")] = 8 * 2**30,
) -> None:
    """Candidates a second, duplicates removed and winners stored: of enumeration alone, then of the whole search.

    The yardstick, numpy's bare addition of rows of 8 numbers, is taken before and after each line.
    """
    print(f"{'':34} million/s  of numpy   kept  bytes a stored program")
    budget = Budget(seconds=seconds, bytes=stored_bytes)
    before = yardstick(seconds / 10)
    for work in workloads(length):
        for how, run in (("enumeration", work.enumeration), ("whole search", work.search)):
            with np.errstate(all="ignore"):
                meter, stored, reason = run(budget)
            after = yardstick(seconds / 10)
            speed, bare = meter.candidates / meter.seconds, (before + after) / 2
            cells = (
                f"{speed / 1e6:9.3f}  1/{bare / speed:<6.1f} {meter.unique / meter.candidates:6.1%}  {stored / meter.unique:.0f}"
            )
            print(f"{work.name:21} {how:12} {cells}  ({bare / 1e6:.1f} million rows/s; {reason})", flush=True)
            before = after
            gc.collect()


def measured(problem: DataProblem, dsl: DSL, seconds: float, patience: float) -> Row:
    """What the search comes to on one problem. `check` is scored, never shown to the search."""
    problem = problem.under(dsl)
    budget = Budget(seconds=seconds)
    found = search(problem.inputs, problem.examples, dsl, problem.kind, budget, problem.tolerance, patience=patience)
    row: Row = {"fits": found.fits, "reason": found.reason, "program": None, "bits": None, "nodes": None}
    for name in ("found_seconds", "core_seconds", "candidates", "unique", "wrong_fits", "exhausted_cost", "peak_bytes"):
        row[name] = getattr(found, name)
    if found.program is not None:
        row |= {"program": str(found.program), "bits": description_bits(found.program, dsl), "nodes": found.program.nodes}
    if problem.check:
        rows = [example.inputs for example in problem.check]
        answers = [None] * len(rows) if found.program is None else found.program.predict(rows)
        row["check"] = score(answers, [example.output for example in problem.check], problem.tolerance).exact_match
    return row


def verdict(row: Mapping[str, Any]) -> str:
    """Right on all of `check`, or how much of it; why there is no program that fits."""
    if not row["fits"]:
        return str(row["reason"])
    if row.get("check") is None:
        return "fits"
    return "right" if row["check"] == 1 else f"wrong ({row['check']:.0%} right)"


def summary(rows: Iterable[Mapping[str, Any]]) -> str:
    """How many fit, and how many of those are right on everything that was kept aside."""
    rows = list(rows)
    fitting = [row for row in rows if row["fits"]]
    seconds = f"{median(row['found_seconds'] for row in fitting):.2f}" if fitting else "-"
    words = [verdict(row).split()[0] for row in fitting]
    text = f"of {len(rows)}: {len(fitting)} fit (median {seconds} core-seconds until found); "
    text += f"{words.count('right')} right on all of check, {words.count('wrong')} fit but are wrong"
    return text + (f", {words.count('fits')} have no check" if "fits" in words else "")


@app.command()
def lists(
    file: Annotated[Path, typer.Argument(help="A data file, as `contrast search --examples-file` reads it.")],
    seconds: Annotated[float, typer.Option(help="Core-seconds for each problem.")] = 60.0,
    dsl: Annotated[str, typer.Option(help="The vocabulary.")] = "lists_full",
    only: Annotated[str | None, typer.Option(help="The problems of this name, or of names that match this glob.")] = None,
    limit: Annotated[int, typer.Option(help="At most so many problems.")] = 10**6,
    patience: Annotated[float, typer.Option(help="How much longer than it took to look for a cheaper program.")] = PATIENCE,
    out: Annotated[Path | None, typer.Option(help="JSON lines; rows that stand there are not run again.")] = None,
) -> None:
    """Every problem of a data file: whether a program fits, whether it is right on `check`, when it was found."""
    known = [json.loads(line) for line in out.read_text().splitlines()] if out is not None and out.exists() else []
    stored = {json.dumps(row["asked"]): row for row in known}
    rows, language = [], vocabulary(dsl)
    for problem in select(load(file), only)[:limit]:
        asked = [file.name, problem.name, problem.fingerprint[:16], dsl, seconds, patience]
        if json.dumps(asked) not in stored:
            stored[json.dumps(asked)] = {"asked": asked, **measured(problem, language, seconds, patience)}
            gc.collect()
            if out is not None:
                with out.open("a") as lines:
                    lines.write(json.dumps(stored[json.dumps(asked)]) + "\n")
        row = stored[json.dumps(asked)]
        rows.append(row)
        found = "-" if row["found_seconds"] is None else f"{row['found_seconds']:.2f}"
        cells = f"{verdict(row):20} {found:>6} s of {row['core_seconds']:6.2f} {row['candidates']:11,} candidates"
        print(f"{problem.name[:40]:40} {cells}  {row['program'] or '-'}", flush=True)
    print(summary(rows))


if __name__ == "__main__":
    command(app)

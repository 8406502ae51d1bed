"""Our search and cvc5 on the same SyGuS problems: one row a file and solver, every answer checked again, and what they sum to."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from contrast.dsl import Primitive
from contrast.errors import BadProblem, ContrastError
from contrast.peers import logical
from contrast.peers.checker import Checker, Stopped
from contrast.peers.cvc5 import synthesise
from contrast.peers.session import Session
from contrast.search.search import search
from contrast.solver import Budget
from contrast.sygus.commands import read_commands
from contrast.sygus.modern import modern_text
from contrast.sygus.printing import define_fun
from contrast.sygus.problem import SygusProblem, load
from contrast.sygus.sexpr import Form, Sexpr, Symbol, read_all
from contrast.sygus.sorts import Place, read_literal
from contrast.sygus.theories.theory import ASSOCIATIVE, CHAINED, LEFT, RIGHT
from contrast.values import same_value

Row = dict[str, Any]
"""file, folder, solver, seconds (the limit), solved, reason, core_seconds, startup_seconds, nodes, answer."""

CHECK_SECONDS = 60.0
"""Core-seconds for proving an answer right where the specification is a formula; they are charged to nobody."""

SPREAD = {*ASSOCIATIVE, *LEFT, *RIGHT, *CHAINED}
"""Operators that are written once for several applications, `(+ x y z)`."""

ANSWER = "the answer"
"""The name under which an answer is read; no file has such a function."""


def contrast_row(problem: SygusProblem, budget: Budget) -> Row:
    """What our search comes to."""
    if problem.by_example:
        outcome = search(problem.inputs, problem.examples, problem.dsl, problem.kind, budget)
    else:
        outcome = logical.solve(problem, budget)
    answer = define_fun(problem, outcome.program) if outcome.fits and outcome.program is not None else None
    return {"reason": outcome.reason, "core_seconds": outcome.core_seconds, "answer": answer}


def cvc5_row(problem: SygusProblem, budget: Budget) -> Row:
    """What cvc5 comes to, on the file as version 2.1 writes it."""
    found = synthesise(modern_text(problem.commands), budget)
    return {
        "reason": found.reason,
        "core_seconds": found.core_seconds,
        "startup_seconds": found.startup_seconds,
        "answer": found.text,
    }


SOLVERS: Mapping[str, Callable[[SygusProblem, Budget], Row]] = {"contrast": contrast_row, "cvc5": cvc5_row}


def contest_row(path: Path, solver: str, seconds: float) -> Row:
    """One solver on one file. A file that cannot be read, or asks for what is not handled, is unsolved and says why."""
    row: Row = {"file": path.name, "folder": str(path.parent), "solver": solver, "seconds": seconds}
    blank = {"solved": False, "core_seconds": 0.0, "startup_seconds": 0.0, "nodes": None, "answer": None}
    before = time.process_time()
    try:
        problem = load(path)
        loading = time.process_time() - before
        row |= {**blank, "startup_seconds": loading, **SOLVERS[solver](problem, Budget(seconds=seconds))}
    except ContrastError as error:
        return {**row, **blank, "reason": str(error)}
    if row["answer"] is not None:
        row |= {"solved": is_right(problem, row["answer"]), "nodes": written_nodes(row["answer"])}
        row["reason"] = row["reason"] if row["solved"] else "wrong"
    return row


def is_right(problem: SygusProblem, answer: str) -> bool:
    """Whether a `define-fun` does all that the problem asks: by the scalar meanings of its operators on every example, or
    by a proof where the specification is a formula."""
    if not problem.by_example:
        with Session() as session:
            try:
                return Checker(problem, session).counter_example(answer, CHECK_SECONDS) is None
            except Stopped:
                return False
    given = read_answer(problem, answer)
    return all(same_value(given(*example.inputs), example.output) for example in problem.examples)


def read_answer(problem: SygusProblem, answer: str) -> Primitive:
    """An answer as a function on values, in the scope of the problem's file. Raises `BadProblem` if it is none."""
    (form,) = read_all(answer, ANSWER)
    if not isinstance(form, Form) or form.head != "define-fun" or len(form) != 5:
        raise BadProblem(f"{answer!r} is no define-fun of a name, parameters, a sort and a term")
    renamed = Form((form[0], Symbol(ANSWER), *form[2:]))
    scope = read_commands([*problem.commands, renamed], Place(ANSWER)).scope
    return scope.functions[ANSWER].operator.primitive


def written_nodes(answer: str) -> int:
    """Operators, macros, inputs and literals in a `define-fun`'s body, an operator on n > 2 arguments counted n - 1 times."""
    (form,) = read_all(answer, ANSWER)
    assert isinstance(form, Form)
    return _size(form[4])


def _size(term: Sexpr) -> int:
    if not isinstance(term, Form) or read_literal(term, Place(ANSWER)) is not None:
        return 1
    spread = term.head in SPREAD and len(term) > 3
    return (len(term) - 2 if spread else 1) + sum(map(_size, term[1:]))


def summary(rows: Iterable[Row]) -> list[str]:
    """For each folder what each solver solved, and the sizes of the answers to what all of them solved."""
    lines = []
    kept = list(rows)
    for folder in dict.fromkeys(row["folder"] for row in kept):
        inside = [row for row in kept if row["folder"] == folder]
        solvers = list(dict.fromkeys(row["solver"] for row in inside))
        solved = {s: {row["file"]: row for row in inside if row["solver"] == s and row["solved"]} for s in solvers}
        joint = set.intersection(*map(set, solved.values()))
        lines.append(f"{folder}: {len({row['file'] for row in inside})} files, {len(joint)} solved by all")
        for solver in solvers:
            asked = sum(row["solver"] == solver for row in inside)
            seconds = [row["core_seconds"] for row in solved[solver].values()]
            sizes = [solved[solver][file]["nodes"] for file in joint]
            lines.append(
                f"  {solver:9} solved {len(seconds)} of {asked}, median {_median(seconds)} core-seconds; "
                f"jointly solved: median {_median(sizes)} nodes, largest {max(sizes, default='-')}"
            )
    return lines


def _median(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.3g}" if values else "-"


def row_line(rows: Sequence[Row]) -> str:
    """One file's rows on one line."""
    cells = [
        f"{row['solver']} {'solved' if row['solved'] else row['reason'][:40]} {row['core_seconds']:.2f} s "
        f"{'-' if row['nodes'] is None else row['nodes']} nodes"
        for row in rows
    ]
    return f"{rows[0]['file'][:40]:40}  " + "  |  ".join(cells)

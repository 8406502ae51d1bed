"""What `contrast search` answers: one record for every form of it, as JSON or in a few lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contrast.datafile import DataProblem
    from contrast.dsl import DSL, Program
    from contrast.search.outcome import Outcome
    from contrast.task import Example

FIELDS = (
    "task",
    "status",
    "reason",
    "program",
    "nodes",
    "bits",
    "candidates_tried",
    "unique_programs",
    "core_seconds",
    "exhausted_cost",
    "cheapest",
    "splits",
    "check",
    "define_fun",
    "sympy",
    "pareto",
)
"""status: solved, unsolved or failed.  exhausted_cost: all programs of this cost or less, in whole bits, were tried.
cheapest: whether no program that fits costs less.  splits: a task's scores by split; given examples are scored as `train`.
check: the score on a data file's check rows, null without them.  define_fun: a .sl file's solution, null elsewhere.
sympy: a law in the columns' names, simplified.  pareto: of noisy data and laws the programs that no other beats in both bits
and error on validation rows."""


WIDEST = 90
"""Characters of a program in a list of several."""


@dataclass(frozen=True)
class Answer:
    """fields: the record, by `FIELDS`.  levels: of the search, cost by cost.  interrupted: ctrl-C ended it, so nothing more is
    to be searched, even if a program that fits had been found."""

    fields: dict[str, Any]
    levels: Sequence[Mapping[str, Any]] = ()
    interrupted: bool = False

    @property
    def failed(self) -> bool:
        return bool(self.fields["status"] == "failed")


def blank(task: str) -> dict[str, Any]:
    """The record of a search of which nothing is known yet."""
    return {**dict.fromkeys(FIELDS), "task": task, "splits": {}}


def failure(task: str, reason: str) -> Answer:
    """The answer where there could be no search."""
    return Answer(blank(task) | {"status": "failed", "reason": reason})


def of_row(row: Mapping[str, Any]) -> Answer:
    """The answer that the result of a trial holds."""
    details = {name: row["details"].get(name) for name in ("exhausted_cost", "cheapest")}
    known = {**details, **{name: row[name] for name in FIELDS if name in row}}
    return Answer({**blank(row["task"]), **known}, row["details"].get("levels", ()), row["reason"] == "interrupted")


def of_outcome(
    task: str,
    outcome: Outcome,
    dsl: DSL,
    examples: Sequence[Example],
    check: Sequence[Example] | None = None,
    tolerance: float = 0.0,
) -> Answer:
    """The answer of a search on given examples: solved if the program fits them all; `check` rows are scored beside that."""
    fields = blank(task) | {
        "status": "solved" if outcome.fits else "unsolved",
        "reason": None if outcome.fits else outcome.reason,
        "candidates_tried": outcome.candidates,
        "unique_programs": outcome.unique,
        "core_seconds": outcome.core_seconds,
        "exhausted_cost": outcome.exhausted_cost,
        "cheapest": outcome.cheapest,
        **described(outcome.program, dsl),
    }
    if outcome.pareto:
        fields["pareto"] = [{"program": str(s.program), "bits": s.bits, "error": s.error} for s in outcome.pareto]
    if examples:
        fields["splits"] = {"train": scored(outcome.program, examples, tolerance)}
    if check:
        score = scored(outcome.program, check, tolerance)
        fields["check"] = {"exact_match": score["exact_match"], "n": score["n"]}
    return Answer(fields, [asdict(level) for level in outcome.levels if level.candidates], outcome.reason == "interrupted")


def add_law(answer: Answer, problem: DataProblem, outcome: Outcome, noise: bool) -> None:
    """What is to be said of a law beside that: its formula; solved, too, if outputs are noisy and it may be called a law. Where
    there is none, no program is claimed, and the list tells what came nearest."""
    from contrast.dsl.algebra import simplified
    from contrast.errors import BadProgram

    answer.fields.update(exhausted_cost=None, cheapest=None)
    if outcome.program is None or outcome.reason == "no_law":
        answer.fields.update(status="unsolved", reason=outcome.reason, program=None, nodes=None, bits=None, splits={}, check=None)
        return
    if noise:
        answer.fields.update(status="solved", reason=None)
    positive = [var.name for k, var in enumerate(problem.inputs) if all(e.inputs[k] > 0 for e in problem.examples)]
    try:
        answer.fields["sympy"] = str(simplified(outcome.program, positive))
    except BadProgram:  # a primitive of someone's vocabulary, which sympy does not know
        answer.fields["sympy"] = None


def described(program: Program | None, dsl: DSL) -> dict[str, Any]:
    """A program's text and size."""
    from contrast.dsl import description_bits

    if program is None:
        return {}
    return {"program": str(program), "nodes": program.nodes, "bits": description_bits(program, dsl)}


def scored(program: Program | None, examples: Sequence[Example], tolerance: float) -> dict[str, Any]:
    """The score of a program, or of none, on examples."""
    from contrast.scoring import score

    inputs = [example.inputs for example in examples]
    given = [None] * len(inputs) if program is None else program.predict(inputs)
    return score(given, [example.output for example in examples], tolerance).to_dict()


def sentence(fields: Mapping[str, Any]) -> str:
    """A record for a person."""
    lines = [f"{fields['task']}: {fields['status']}{'' if fields['reason'] is None else ', ' + fields['reason']}"]
    if fields["program"]:
        lines += [f"  {fields['program']}", f"  {fields['nodes']} nodes, {fields['bits']:.1f} bits"]
    if fields["define_fun"]:
        lines.append(f"  {fields['define_fun']}")
    if fields["candidates_tried"] is not None:
        tried, kept = fields["candidates_tried"], fields["unique_programs"]
        lines.append(f"  {tried:,} candidates, {kept:,} distinct, {fields['core_seconds']:.2f} s")
    if fields["exhausted_cost"] is not None:
        lines.append(f"  {certificate(fields)}")
    if fields["pareto"]:
        lines += front_lines(fields["pareto"], fields["program"])
    if fields["sympy"]:
        lines.append(f"  = {fields['sympy']}")
    lines += [score_line(name, score) for name, score in fields["splits"].items()]
    if fields["check"]:
        lines.append(score_line("check", fields["check"]))
    return "\n".join(lines)


def front_lines(pareto: Sequence[Mapping[str, Any]], picked: str | None) -> list[str]:
    """The programs that no other beats in both bits and error, the picked one marked; cut where a line would be long."""
    lines = ["      bits     error  program"]
    for entry in pareto:
        text = entry["program"] if len(entry["program"]) <= WIDEST else f"{entry['program'][: WIDEST - 1]}…"
        lines.append(f"  {'*' if entry['program'] == picked else ' '} {entry['bits']:6.0f}  {entry['error']:8.1e}  {text}")
    return lines


def certificate(fields: Mapping[str, Any]) -> str:
    """What the search has ruled out."""
    if fields["cheapest"]:
        return "no program that fits costs less"
    fits = fields["reason"] is None or str(fields["reason"]).startswith(("wrong_on", "scores_only"))
    cost = f"of cost ≤ {fields['exhausted_cost']}"
    return f"all programs {cost} were tried" if fits else f"no program {cost} fits"


def score_line(split: str, score: Mapping[str, Any]) -> str:
    """The score on a split; on given examples, how many fit."""
    if split == "train":
        return f"  fits {round(score['exact_match'] * score['n'])} of {score['n']} examples"
    return f"  {split}: exact match {score['exact_match']:.3f} of {score['n']}"


def level_table(levels: Sequence[Mapping[str, Any]]) -> str:
    """The levels of a search as a table of text, one line a level; below them the sums, and the most bytes."""
    if not levels:
        return "  no level was completed"
    names = ("cost", "candidates", "kept", "duplicates", "undefined", "bytes", "seconds")
    rows = [[f"{level[name]:,.3f}" if name == "seconds" else f"{level[name]:,}" for name in names] for level in levels]
    total = {name: sum(level[name] for level in levels) for name in names}
    counts = [f"{total[name]:,}" for name in ("candidates", "kept", "duplicates", "undefined")]
    rows.append(["all", *counts, f"{max(level['bytes'] for level in levels):,}", f"{total['seconds']:,.3f}"])
    widths = [max(len(name), *[len(row[k]) for row in rows]) for k, name in enumerate(names)]
    return "\n".join("  " + "  ".join(cell.rjust(w) for cell, w in zip(row, widths, strict=True)) for row in [list(names), *rows])

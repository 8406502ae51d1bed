"""What stands with every table: its name, the results' digest, and the protocol in a few sentences."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from contrast.datafile.reference import Reference
from contrast.report.digest import results_digest
from contrast.report.formats.notation import counted
from contrast.report.lines.intervals import AGREED, NESTED, POOLED, RANGE, SEEDS, TASKS
from contrast.report.lines.line import Line, Row, by_task
from contrast.report.lines.summary import parts, summarise
from contrast.scoring import SOLVED_AT

IDENTIFIER = "contrast-comparison"
FOUND_IDENTIFIER = "contrast-programs"
"""The tables' stable names, whatever they are printed as; the second stands beside the first in papers."""

LEAD = "Trained networks and program search on the same tasks"

METHODS = {
    POOLED: "Wilson on pooled items where all seeds agree",
    RANGE: "the range where two seeds differ",
    SEEDS: "bootstrap over three or more seeds",
    AGREED: "for means over tasks Wilson with the tasks as tries where all scores agree within .01",
    TASKS: "for means over tasks bootstrap over tasks",
    NESTED: "for means over tasks bootstrap over tasks and within each over its seeds",
}


@dataclass(frozen=True)
class Caption:
    """`lead` says what the table is, `title` counts what is shown, `text` is the protocol, `digest` names the results."""

    identifier: str
    digest: str
    title: str
    text: str
    lead: str = LEAD

    @property
    def stamp(self) -> str:
        """Identifier and digest in one line."""
        return f"{self.identifier}, results {self.digest}"


def caption(rows: Sequence[Row], lines: Sequence[Line], stale: Collection[str] = ()) -> Caption:
    """The caption of these rows and their lines. `stale` names tasks whose reference has changed since."""
    return Caption(IDENTIFIER, results_digest(rows), _title(lines), " ".join(filter(None, _sentences(lines, stale))))


def _title(lines: Sequence[Line]) -> str:
    seeds = len({row["seed"] for line in lines for row in line.rows})
    counts = ((len(by_task(lines)), "task"), (sum(line.trials for line in lines), "trial"), (seeds, "seed"))
    return ", ".join(counted(n, noun) for n, noun in counts)


def _sentences(lines: Sequence[Line], stale: Collection[str]) -> list[str]:
    bar = f"{SOLVED_AT:g}".removeprefix("0")
    solved = f"Solved: exact match of at least {bar} on {unseen(lines)} (same) and on every axis"
    perception = "; perception tasks report scores only" if any(line.scores_only for line in lines) else ""
    budgets = list(dict.fromkeys(line.budget for line in lines))
    failed = sum(line.count("failed") for line in lines)
    exempt = any(mean.exempt for line in lines for mean in line.splits.values())
    simulated = (
        "valid: answers that break no rule of the simulation and reach the goal (and how much longer than the best they are)."
    )
    return [
        f"{solved}{perception}; real values within the task's tolerance.",
        simulated if any(line.validity for line in lines) else "",
        f"N counts every label a solver uses; budget a trial: {' or '.join(budgets)}; {_seeds(lines)}.",
        f"Brackets: 95 % intervals, {_methods(lines)}.",
        f"{failed_text(failed)}." if failed else "",
        "* The domain is too small to keep test inputs out of training." if exempt else "",
        f"Stale, since the task has changed: {', '.join(sorted(stale))}." if stale else "",
    ]


def unseen(lines: Sequence[Line]) -> str:
    """What the split `same` holds."""
    files = {Reference.read(line.task) is not None for line in lines}
    return " or ".join(text for data, text in ((False, "fresh draws"), (True, "a data file's rows kept aside")) if data in files)


def failed_text(trials: int) -> str:
    """What failed trials count as."""
    return f"{counted(trials, 'failed trial')} {'counts' if trials == 1 else 'count'} as not solved and as score 0"


def _seeds(lines: Sequence[Line]) -> str:
    counts = sorted({line.trials for line in lines})
    if counts == [1]:
        return "one seed (n = 1), a demonstration"
    return f"{counts[0]} seeds" if len(counts) == 1 else f"{counts[0]} to {counts[-1]} seeds"


def _methods(lines: Sequence[Line]) -> str:
    used = {mean.method for line in lines for mean in line.splits.values()}
    summaries = [one for part in parts(lines).values() for one in summarise(part)] if len(by_task(lines)) > 1 else []
    used |= {mean.method for one in summaries for mean in (one.same, one.worst) if mean is not None}
    others = [text for name, text in METHODS.items() if name in used]
    floor = ["none narrower than Wilson on the pooled items"] if used & {RANGE, SEEDS, AGREED, TASKS, NESTED} else []
    return "; ".join(["Wilson for solved counts and for one seed's items", *others, *floor])

"""The cells of the two tables for papers, scores and what was found, in any markup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from contrast.report.formats.notation import NOTHING, count_text, interval_text, score_text, seconds_text, with_interval
from contrast.report.lines.line import Line, Mean, budgets_differ, by_task, chance_of
from contrast.report.lines.summary import Summary, parts, summarise

SCORES = ("Task", "Solver", "N", "Solved", "Same", "Worst axis")
FOUND = ("Task", "Solver", "N", "Found", "Nodes", "Bits", "Candidates", "Core-s")


@dataclass(frozen=True)
class Markup:
    """How an output language writes plain text safely, makes a safe text bold, and writes a program."""

    safe: Callable[[str], str]
    bold: Callable[[str], str]
    code: Callable[[str], str]


def score_cells(lines: Sequence[Line], markup: Markup) -> list[list[str]]:
    """A row for each line under `score_names`, a row of chance for each task, and the rows of all tasks together."""
    several, why = budgets_differ(lines), any(line.why for line in lines)
    cells: list[list[str]] = []
    for task in by_task(lines).values():
        rows = [[*_asked(line, several, markup), *_scored(line, task, markup), markup.safe(line.why)] for line in task]
        chance = chance_of(task)
        rows += [] if chance is None else [["", "chance", "", "", markup.safe(score_text(chance)), "", ""]]
        cells += _named(task[0].name, rows, markup)
    if len(by_task(lines)) > 1:
        for title, part in parts(lines).items():
            cells += _named(title, [[*_suite(one, several, markup), ""] for one in summarise(part)], markup)
    return cells if why else [row[:-1] for row in cells]


def score_names(lines: Sequence[Line]) -> tuple[str, ...]:
    """The names of the columns of scores; with `Why` where the gates were run."""
    return (*SCORES, "Why") if any(line.why for line in lines) else SCORES


def found_cells(lines: Sequence[Line], markup: Markup) -> list[list[str]]:
    """A row under `FOUND` for each line but the trivial solvers'; sizes and costs are medians over seeds."""
    several = budgets_differ(lines)
    cells: list[list[str]] = []
    for task in by_task([line for line in lines if line.side != "baseline"]).values():
        size = task[0].about("dsl_size")
        name = task[0].name if size is None else f"{task[0].name} ({size})"
        cells += _named(name, [[*_asked(line, several, markup), *_found(line, markup)] for line in task], markup)
    return cells


def _named(name: str, rows: Sequence[list[str]], markup: Markup) -> list[list[str]]:
    """The name in front of the first row alone."""
    return [[markup.safe(name) if number == 0 else "", *row[1:]] for number, row in enumerate(rows)]


def _asked(line: Line, several: bool, markup: Markup) -> list[str]:
    return ["", markup.safe(line.label), markup.safe(line.labels_text(several))]


def _scored(line: Line, task: Sequence[Line], markup: Markup) -> list[str]:
    best_same = max(one.same.value for one in task)
    best_worst = max((one.worst[1].value for one in task if one.worst), default=0.0)
    worst = markup.safe(NOTHING)
    if line.worst is not None:
        worst = f"{_score(line.worst[1], best_worst, markup)} {markup.safe(line.worst[0])}"
    return [_solved(line, markup), _score(line.same, best_same, markup), worst]


def _solved(line: Line, markup: Markup) -> str:
    """Solved of n with Wilson's interval, and the reasons that the scores do not show."""
    failed = [f"{line.count('failed')} failed"] if line.count("failed") else []
    if line.scores_only:
        return markup.safe("; ".join(["scores only", *failed]))
    reasons = [reason for reason in line.reasons if not reason.startswith("wrong_on:")]
    solved = with_interval(f"{line.count('solved')}/{line.trials}", line.solved_interval)
    return markup.safe("; ".join([solved, *failed, *reasons]))


def _score(mean: Mean, best: float, markup: Markup) -> str:
    value = markup.safe(score_text(mean.value) + ("*" if mean.exempt else ""))
    value = markup.bold(value) if mean.value == best > 0 else value
    return f"{value} {markup.safe(interval_text(mean.interval))}"


def _found(line: Line, markup: Markup) -> list[str]:
    numbers = [count_text(line.middle(name)) for name in ("nodes", "bits", "candidates_tried")]
    return [_finding(line, markup), *map(markup.safe, (*numbers, seconds_text(line.middle("core_seconds"))))]


def _finding(line: Line, markup: Markup) -> str:
    """The program that most seeds found, or the number of parameters."""
    parameters = line.middle("parameters")
    if not line.programs:
        return markup.safe(NOTHING if parameters is None else f"{count_text(parameters)} parameters")
    text, times = next(iter(line.programs.items()))
    return markup.code(text) + markup.safe(line.share(times) + (", shallow" if line.shallow else ""))


def _suite(one: Summary, several: bool, markup: Markup) -> list[str]:
    label, labels, solved, same, worst, failed = one.texts(several)
    return ["", *map(markup.safe, (label, labels, "; ".join(filter(None, (solved, failed))), same, worst))]

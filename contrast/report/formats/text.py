"""The comparison for a terminal of 80 to 160 columns: a block for each task, with the trivial scores beside its name."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from contrast.report.caption import Caption
from contrast.report.formats.notation import (
    NOTHING,
    count_text,
    score_text,
    seconds_text,
    solver_text,
    validity_text,
    with_interval,
)
from contrast.report.lines.line import Line, budgets_differ, by_task, chance_of
from contrast.report.lines.summary import Summary, parts, summarise

SIZE = 17
"""Columns that `83,201 parameters` needs. Without them intervals and candidates are left out, then the size moves below."""

SHOWN = 3
"""Different programs of one line that the text table prints; csv has all."""

NO_INTERVALS = "Every interval: print on a wider terminal (160 columns), or as html, latex or csv."

COLOURS = {"solved": "green", "unsolved": "yellow", "failed": "bold red", "scored": "cyan"}


def text_table(lines: Sequence[Line], caption: Caption, width: int, colour: bool = False) -> str:
    """The table as text of at most `width` columns; `colour` adds the terminal's colour codes."""
    console = Console(file=io.StringIO(), width=width, force_terminal=colour, no_color=not colour, highlight=False, emoji=False)
    layout = _Layout(lines, width)
    tasks = by_task(lines)
    blocks: list[RenderableType] = [layout.heading(), Rule(style="dim"), *map(layout.task, tasks.values())]
    if len(tasks) > 1:
        blocks += [Rule(style="dim"), *(layout.suite(title, summarise(part)) for title, part in parts(lines).items())]
    blocks += [Rule(style="dim"), Text(f"{caption.stamp} · {caption.title}", style="bold"), Text(caption.text, style="dim")]
    blocks += [] if layout.wide else [Text(NO_INTERVALS, style="dim")]
    with console.capture() as capture:
        console.print(Group(*blocks))
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"


class _Layout:
    """One set of column widths for all blocks."""

    def __init__(self, lines: Sequence[Line], width: int):
        self.width = width
        self.budgets = budgets_differ(lines)
        self.wide, self.widths = True, self._widths(lines, wide=True)
        if self.size < SIZE:
            self.wide, self.widths = False, self._widths(lines, wide=False)
        self.narrow = self.size < SIZE

    def _widths(self, lines: Sequence[Line], wide: bool) -> list[int]:
        """Columns of solver, examples, status, same, worst axis, and candidates where intervals and they have room."""
        shown = [line for line in lines if line.side != "baseline"] or lines
        solver = max(len(line.label) for line in shown)
        labels = max(len("examples"), *(len(line.labels_text(self.budgets)) for line in lines))
        axis = max(4, *(len(line.worst[0]) for line in lines if line.worst), 0)
        status, score = (19, 18) if wide else (8, 6)
        widths = [min(solver, 32 if wide else 20), min(labels, 26), status, score, score + 1 + axis]
        return [*widths, 10] if wide else widths

    @property
    def size(self) -> int:
        """Columns left for the size of what was found."""
        return self.width - sum(self.widths) - 2 * len(self.widths) - 11

    def heading(self) -> RenderableType:
        names = ["solver", "examples", "status", "same", "worst axis", *(["candidates"] if self.wide else [])]
        return self._row([Text(name, style="bold") for name in (*names, *([] if self.narrow else ["size"]), "core-s")])

    def task(self, lines: Sequence[Line]) -> RenderableType:
        """The task's name with its reference scores, then a row for each solver and under it what it found."""
        references = _references(lines)
        parts = [self._task_name(lines, references)]
        for line in lines:
            if line not in references:
                parts += [self._row(self._cells(line)), *(Padding(text, (0, 0, 0, 4)) for text in _findings(line, self.narrow))]
        return Group(*parts, Text(""))

    def suite(self, title: str, summaries: Sequence[Summary]) -> RenderableType:
        """Tasks together: how many are solved, mean scores."""
        grid = Table.grid(padding=(0, 2))
        titles = (title, "examples", "tasks solved", "mean same", "mean worst axis", "")
        for name in titles:
            grid.add_column(no_wrap=name in titles[2:])
        grid.add_row(*(Text(name, style="bold") for name in titles))
        for one in summaries:
            *cells, failed = one.texts(self.budgets, intervals=not self.narrow)
            grid.add_row(*cells, Text(failed, style=COLOURS["failed"]), style="dim" if one.side == "baseline" else "")
        return Padding(grid, (0, 0, 0, 2))

    def _row(self, cells: Sequence[RenderableType]) -> RenderableType:
        grid = Table.grid(padding=(0, 2, 0, 0))
        for width in (*self.widths, *([] if self.narrow else [self.size])):
            grid.add_column(width=width, overflow="fold")
        grid.add_column(width=7, justify="right", no_wrap=True)
        grid.add_row(*cells)
        return Padding(grid, (0, 0, 0, 2))

    def _cells(self, line: Line) -> list[RenderableType]:
        return [
            Text(line.label),
            Text(line.labels_text(self.budgets)),
            _status(line, self.wide),
            Text(with_interval(score_text(line.same.value) + _mark(line.same.exempt), line.same.interval if self.wide else None)),
            Text(self._worst(line)),
            *([Text(count_text(line.middle("candidates_tried")))] if self.wide else []),
            *([] if self.narrow else [_size(line)]),
            Text(seconds_text(line.middle("core_seconds"))),
        ]

    def _worst(self, line: Line) -> str:
        if line.worst is None:
            return NOTHING
        name, mean = line.worst
        score = score_text(mean.value) + _mark(mean.exempt)
        return f"{with_interval(score, mean.interval if self.wide else None)} {name}"

    def _task_name(self, lines: Sequence[Line], references: Sequence[Line]) -> RenderableType:
        size = lines[0].about("dsl_size")
        name = Text(lines[0].name, style="bold").append("" if size is None else f"  {size} primitives", style="not bold dim")
        scores = Text(_reference_scores(lines, references), style="dim")
        if name.cell_len + scores.cell_len + 2 > self.width:
            return Group(name, Padding(scores, (0, 0, 0, 2)))
        return Text.assemble(name, " " * (self.width - name.cell_len - scores.cell_len), scores)


def _mark(exempt: bool) -> str:
    return "*" if exempt else ""


def _status(line: Line, wide: bool) -> Text:
    status, judged = line.status, not line.scores_only
    text = f"{line.count('solved')}/{line.trials}" if judged and line.trials > 1 and status != "failed" else status
    return Text(with_interval(text, line.solved_interval if wide and judged else None), style=COLOURS[status])


def _size(line: Line) -> Text:
    """Nodes and bits, or parameters, and why the solver stopped."""
    stops = [reason for reason in line.reasons if not reason.startswith("wrong_on:")] if not line.count("failed") else []
    return Text(line.size).append(", " if line.size and stops else "").append("; ".join(stops), style="yellow")


def _findings(line: Line, with_size: bool) -> list[Text]:
    """The programs, what simulation says of the answers, and why trials failed."""
    several = line.trials > 1
    programs = list(line.programs.items())
    found = [Text(text + line.share(times)) for text, times in programs[:SHOWN]]
    found += [Text(f"… and {len(programs) - SHOWN} other programs")] if len(programs) > SHOWN else []
    size = _size(line) if with_size else Text("")
    found = [*found, size] if size.plain else found
    failed = [row for row in line.rows if row["status"] == "failed"]
    reasons = dict.fromkeys(" ".join(str(row.get("reason")).split()) for row in failed)
    count = f"{len(failed)} of {line.trials} failed: " if several else ""
    why = [Text(f"why: {line.why}", style="yellow")] if line.why else []
    valid = [Text(f"valid: {validity_text(line.validity)}")] if line.validity else []
    return [*found, *valid, *(Text(count + reason, style="red") for reason in reasons), *why]


def _references(lines: Sequence[Line]) -> list[Line]:
    """The trivial solvers that have just one line on this task and did not fail: their score stands beside its name."""
    trivial = [line for line in lines if line.side == "baseline"]
    names = [line.solver for line in trivial]
    return [line for line in trivial if names.count(line.solver) == 1 and not line.count("failed")]


def _reference_scores(lines: Sequence[Line], references: Sequence[Line]) -> str:
    chance = chance_of(lines)
    known = [] if chance is None else [("chance", chance)]
    known += [(solver_text(line.solver), line.same.value) for line in references]
    return "  ".join(f"{label} {score_text(score)}" for label, score in known)

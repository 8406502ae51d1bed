"""One line of a table: all trials that differ by nothing but the seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean, median
from typing import Any

from contrast.report.formats.notation import count_text, counted, solver_text
from contrast.report.lines.intervals import Interval, seeds_interval, seeds_method, wilson
from contrast.study.result import UNSUPPORTED

Row = Mapping[str, Any]
"""A stored result; `contrast.study.result.blank_row` names every field."""

SIDES = ("search", "network", "other", "baseline")
"""The kinds of solver, in the order of the tables."""

SHALLOW = 2
"""A program of at most so many applications is shallow: its DSL nearly holds the answer. Headlines count it apart."""


@dataclass(frozen=True)
class Mean:
    """The mean exact match of one split over seeds. `items`: test items of all seeds together. Failed trials count 0."""

    scores: tuple[float, ...]
    items: int
    exempt: bool

    @property
    def value(self) -> float:
        return sum(self.scores) / len(self.scores)

    @property
    def method(self) -> str:
        """The name of the interval's method."""
        return seeds_method(self.scores)

    @cached_property
    def interval(self) -> Interval:
        return seeds_interval(self.scores, self.items)


@dataclass(frozen=True, eq=False)
class Line:
    """The trials of one task, solver, regime, N and budget, under one set of versions. `side` is one of `SIDES`.

    `version` tells lines apart that differ by it alone; empty where there is only one.  `tested`: the task's splits.
    `why`: the verdict of the gates, empty where there is none.
    """

    task: str
    name: str
    solver: str
    side: str
    regime: str
    examples: int | None
    budget: str
    version: str
    tested: tuple[str, ...]
    rows: tuple[Row, ...]
    why: str = ""

    @property
    def trials(self) -> int:
        return len(self.rows)

    def count(self, status: str) -> int:
        """How many trials ended solved, unsolved or failed."""
        return sum(row["status"] == status for row in self.rows)

    @property
    def unsupported(self) -> bool:
        """Whether the solver was not made for the task, so that nothing was tried."""
        return all(str(row["reason"]).startswith(UNSUPPORTED) for row in self.rows)

    @property
    def scores_only(self) -> bool:
        """Perception: compared by score, never called solved."""
        return any(row.get("scores_only") for row in self.rows)

    @property
    def status(self) -> str:
        """The state of all seeds together: solved, unsolved, failed, or scored for perception."""
        if self.count("failed") == self.trials:
            return "failed"
        return "scored" if self.scores_only else "solved" if self.holds else "unsolved"

    @property
    def label(self) -> str:
        """The solver as readers see it, with its versions where they tell lines apart."""
        return " ".join(filter(None, (solver_text(self.solver), self.version)))

    @property
    def holds(self) -> bool:
        """Whether every seed is solved."""
        return not self.scores_only and self.count("solved") == self.trials

    @cached_property
    def solved_interval(self) -> Interval:
        return wilson(self.count("solved"), self.trials)

    @property
    def reasons(self) -> dict[str, int]:
        """Why trials were not solved, the commonest first; that a task reports scores only is no such reason."""
        told = [str(row["reason"]) for row in self.rows if row.get("reason") not in (None, "", "scores_only")]
        return dict(Counter(" ".join(reason.split()) for reason in told).most_common())

    @cached_property
    def splits(self) -> dict[str, Mean]:
        """Split → mean score, `same` first. A failed trial scores 0 on each."""
        crashed = self.count("failed") > 0
        return {name: self._mean(name) for name in self.tested if crashed or any(name in row["splits"] for row in self.rows)}

    def _mean(self, name: str) -> Mean:
        found = [row["splits"].get(name, {}) for row in self.rows if name in row["splits"] or row["status"] == "failed"]
        scores = [float(split.get("exact_match", 0.0)) for split in found]
        items = sum(int(split.get("n", 0)) for split in found)
        return Mean(tuple(scores), items, any(split.get("exempt", False) for split in found))

    @property
    def validity(self) -> dict[str, tuple[float, float | None]]:
        """By split, where answers are judged by simulation: the mean share of valid ones over seeds, and the mean of how much
        longer these are than the best, None if there are none. A failed trial has no valid answer."""
        return {name: found for name in self.splits if (found := self._valid(name)) is not None}

    def _valid(self, name: str) -> tuple[float, float | None] | None:
        found = [row["splits"].get(name, {}) for row in self.rows]
        if not any("valid" in split for split in found):
            return None
        excess = [float(split["excess"]) for split in found if split.get("excess") is not None]
        return fmean(float(split.get("valid", 0.0)) for split in found), fmean(excess) if excess else None

    @property
    def same(self) -> Mean:
        """The score on fresh draws of the training distribution."""
        return self.splits["same"]

    @property
    def axes(self) -> dict[str, Mean]:
        """The splits that depart from training."""
        return {name: mean for name, mean in self.splits.items() if name != "same"}

    @property
    def worst(self) -> tuple[str, Mean] | None:
        """The axis with the lowest mean score; None where the task has none, or no trial got so far."""
        return min(self.axes.items(), key=lambda axis: axis[1].value, default=None)

    @property
    def validation(self) -> tuple[float, float] | None:
        """Mean exact match, and mean loss with its sign turned, on in-distribution validation; None where a seed has none."""
        found = [row.get("details", {}).get("validation") for row in self.rows]
        if not all(found):
            return None
        count, worst = len(found), float("inf")
        return sum(one["exact_match"] for one in found) / count, -sum(one.get("loss", worst) for one in found) / count

    def middle(self, column: str) -> float | None:
        """The median of a column over the trials that have it."""
        values = [float(row[column]) for row in self.rows if row.get(column) is not None]
        return median(values) if values else None

    @property
    def programs(self) -> dict[str, int]:
        """Program text → how many seeds found it, the commonest first."""
        return dict(Counter(str(row["program"]) for row in self.rows if row.get("program")).most_common())

    @property
    def applications(self) -> int | None:
        """How many primitives the smallest found program applies, lambda bodies included; None where no trial says."""
        known = (row["applications"] for row in self.rows if row.get("program") and row.get("applications") is not None)
        return min(known, default=None)

    @property
    def shallow(self) -> bool | None:
        """Whether a seed found a program of at most `SHALLOW` applications; None where no trial says."""
        return None if self.applications is None else self.applications <= SHALLOW

    def labels_text(self, with_budget: bool) -> str:
        """`labels`, with the budget where lines differ by it."""
        return f"{self.labels} · {self.budget}" if with_budget else self.labels

    @property
    def labels(self) -> str:
        """The number of labels as the tables print it: N, what a smaller data set could give of it, or the regime."""
        if self.regime == "unlimited":
            return "all rows" if any(row.get("measured") for row in self.rows) else "unlimited"
        used = self.middle("examples_used")
        return f"{used:.0f} of {self.examples}" if used is not None and used != self.examples else str(self.examples)

    @property
    def origin(self) -> str:
        """`labels` as a sentence names them: `32 examples`, `6 of 32 examples`, `unlimited data`, `all training rows`."""
        if self.examples is None:
            return "all training rows" if self.labels == "all rows" else "unlimited data"
        some = self.labels.removesuffix(str(self.examples))
        return f"{some}{counted(self.examples, 'example')}"

    @property
    def size(self) -> str:
        """How large what was found is: nodes and bits of the program, parameters of the net, as medians over seeds; shallow."""
        nodes, bits, parameters = (self.middle(name) for name in ("nodes", "bits", "parameters"))
        sizes = [f"{counted(nodes, 'node')}, {counted(round(bits), 'bit')}"] if nodes is not None and bits is not None else []
        sizes += [f"{count_text(parameters)} parameters"] if parameters is not None else []
        return ", ".join(sizes + (["shallow"] if self.shallow else []))

    def share(self, times: int) -> str:
        """` (4 of 5 seeds)`, empty for a single seed."""
        return f" ({times} of {self.trials} seeds)" if self.trials > 1 else ""

    def about(self, column: str) -> Any:
        """A fact of the task, from the first trial that knows it."""
        return next((row[column] for row in self.rows if row.get(column) is not None), None)


def by_task(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """Task reference → its lines."""
    tasks: dict[str, list[Line]] = {}
    for line in lines:
        tasks.setdefault(line.task, []).append(line)
    return tasks


def chance_of(lines: Sequence[Line]) -> float | None:
    """The chance level of a task: the median over its trials from the same N, or over all where there are none.

    None where outputs have no uniform guess (lists, floats, graphs).
    """
    fixed = [row["chance"] for line in lines if line.regime == "fixed" for row in line.rows if row.get("chance") is not None]
    every = fixed or [row["chance"] for line in lines for row in line.rows if row.get("chance") is not None]
    return median(every) if every else None


def budgets_differ(lines: Sequence[Line]) -> bool:
    """Whether the lines need their budgets printed."""
    return len({line.budget for line in lines}) > 1

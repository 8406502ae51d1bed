"""All tasks together: one line for each kind of solver, regime, N and budget. Counts and intervals have the task as unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from contrast.report.formats.notation import NOTHING, score_text, with_interval
from contrast.report.lines.intervals import Interval, suite_interval, suite_method, wilson
from contrast.report.lines.line import Line, Mean, by_task


@dataclass(frozen=True)
class Overall:
    """A mean over tasks of means over seeds; there is one `Mean` a task."""

    means: tuple[Mean, ...]

    @property
    def value(self) -> float:
        return sum(mean.value for mean in self.means) / len(self.means)

    @property
    def method(self) -> str:
        """The name of the interval's method."""
        return suite_method([mean.scores for mean in self.means])

    @cached_property
    def interval(self) -> Interval:
        return suite_interval([mean.scores for mean in self.means], sum(mean.items for mean in self.means))


@dataclass(frozen=True)
class Summary:
    """How one kind of solver did on all its tasks. `solved` of `judged` tasks hold with every seed; perception is not judged."""

    label: str
    side: str
    labels: str
    budget: str
    tasks: int
    judged: int
    solved: int
    solved_interval: Interval | None
    same: Overall
    worst: Overall | None
    failed: int

    def texts(self, with_budget: bool, intervals: bool = True) -> tuple[str, ...]:
        """What the tables print: label, N, tasks solved, mean same, mean worst axis, failed trials."""
        interval = self.solved_interval if intervals else None
        return (
            self.label,
            f"{self.labels} · {self.budget}" if with_budget else self.labels,
            with_interval(f"{self.solved} of {self.judged}", interval) if self.judged else NOTHING,
            *(_text(mean, intervals) for mean in (self.same, self.worst)),
            f"{self.failed} failed" if self.failed else "",
        )


def _text(mean: Overall | None, intervals: bool) -> str:
    return NOTHING if mean is None else with_interval(score_text(mean.value), mean.interval if intervals else None)


CENSUS = "census/"
"""What the families begin with whose tasks were drawn, not picked."""

PICKED = "tasks picked by hand"


def parts(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """What is summed up apart, by its title: all tasks; where some were drawn, each source, and the picked ones.

    Drawing from the search's own grammar favours the search and drawing from networks favours nets, so no sum mixes them.
    """
    found: dict[str, list[Line]] = {}
    for line in lines:
        family = str(line.about("family") or "")
        found.setdefault(family if family.startswith(CENSUS) else PICKED, []).append(line)
    return found if any(title != PICKED for title in found) else {"all tasks": list(lines)}


def summarise(lines: Sequence[Line]) -> list[Summary]:
    """The suite's lines; networks of different kinds share one as long as each task has a single one."""
    groups: dict[tuple[str, str, str], list[Line]] = {}
    for line in lines:
        groups.setdefault((line.side, _labels(line), line.budget), []).append(line)
    found = []
    for (side, labels, budget), members in groups.items():
        for label, named in _named(side, members).items():
            found.append(_summary(label, side, labels, budget, named))
    return found


def _labels(line: Line) -> str:
    return "unlimited" if line.regime == "unlimited" else str(line.examples)


def _named(side: str, lines: Sequence[Line]) -> dict[str, list[Line]]:
    """The lines by what they are called: each solver by itself, and for networks the one that a task's validation chooses,
    with, as an upper bound that nobody could know, the one that does best outside the range."""
    if side == "network" and all(len(ones) == 1 for ones in by_task(lines).values()):
        return {"network": list(lines)}
    named: dict[str, list[Line]] = {}
    for line in lines:
        named.setdefault(line.label, []).append(line)
    if side == "network":
        tasks = by_task(lines).values()
        named["network chosen by validation"] = [chosen(ones) for ones in tasks]
        named["network oracle (best outside)"] = [max(ones, key=_outside) for ones in tasks]
    return named


def chosen(lines: Sequence[Line]) -> Line:
    """Of a task's nets the one that does best on in-distribution validation. Where one of them keeps no validation items, as
    with few examples, the net that fits the task's kinds."""
    validations = [line.validation for line in lines]
    if all(validation is not None for validation in validations):
        return max(lines, key=lambda line: line.validation or (0.0, 0.0))
    return next((line for line in lines if line.about("by_default")), lines[0])


def _outside(line: Line) -> tuple[float, float]:
    worst = line.worst[1].value if line.worst else 0.0
    return worst, line.same.value if line.splits else 0.0


def _summary(label: str, side: str, labels: str, budget: str, lines: Sequence[Line]) -> Summary:
    judged = [line for line in lines if not line.scores_only]
    solved = sum(line.holds for line in judged)
    worst = [line.worst[1] if line.worst else line.same for line in lines if line.worst or line.status == "failed"]
    return Summary(
        label=label,
        side=side,
        labels=labels,
        budget=budget,
        tasks=len(lines),
        judged=len(judged),
        solved=solved,
        solved_interval=wilson(solved, len(judged)) if judged else None,
        same=Overall(tuple(line.same for line in lines)),
        worst=Overall(tuple(worst)) if worst else None,
        failed=sum(line.count("failed") for line in lines),
    )

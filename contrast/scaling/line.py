"""A line of the study: what grows, on one task or on all of them, and how the errors go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from contrast.scaling.ladder import Ladder, trials_of
from contrast.scaling.law import Law, fit, verdict
from contrast.scaling.points import WHERE, Points, Row, points
from contrast.study.trial import Trial


@dataclass(frozen=True)
class Line:
    """grows, equal: those of its ladders.  measured: the points of each task by the places in WHERE; tasks without such a split
    have none there.  failed: the trials that failed."""

    grows: str
    equal: str
    tasks: tuple[str, ...]
    measured: Mapping[str, Sequence[Points]]
    failed: int = 0

    @cached_property
    def laws(self) -> dict[str, Law]:
        """The law of each place that has points."""
        return {where: fit(found) for where, found in self.measured.items() if found}

    def verdict(self, where: str) -> str | None:
        """What the errors outside say about "scaling only palliates", beside those inside on the same tasks; None where there
        are none."""
        if where not in self.laws:
            return None
        tasks = {one.task for one in self.measured[where]}
        inside = [one for one in self.measured["inside"] if one.task in tasks]
        same = len(inside) == len(self.measured["inside"])
        return verdict(self.laws["inside"] if same else fit(inside), self.laws[where])

    def zeros(self, where: str) -> int:
        """The trials without a wrong answer there."""
        return sum(one.zeros for one in self.measured[where])


def lines(ladders: Sequence[Ladder], results: Mapping[Trial, Row]) -> list[Line]:
    """For each thing that grows a line for each task, and one for all tasks together if there are several."""
    groups: dict[tuple[str, str], list[Ladder]] = {}
    for ladder in ladders:
        groups.setdefault((ladder.grows, ladder.equal), []).append(ladder)
    return [
        _line(chosen, results)
        for group in groups.values()
        for chosen in [*([one] for one in group), *([group] if len(group) > 1 else [])]
    ]


def _line(ladders: Sequence[Ladder], results: Mapping[Trial, Row]) -> Line:
    measured = {where: [one for ladder in ladders if (one := points(ladder, results, where))] for where in WHERE}
    failed = sum(results[trial]["status"] == "failed" for trial in trials_of(ladders))
    return Line(ladders[0].grows, ladders[0].equal, tuple(ladder.task for ladder in ladders), measured, failed)

"""One task on which both sides ran, and who came out ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from contrast.report.lines.line import Line, by_task

OUTCOMES = ("program", "net", "both", "neither", "program by score", "net by score", "open")
"""Who holds on every split; for perception, whose score on `same` is higher with intervals apart, else `open`."""


@dataclass(frozen=True, eq=False)
class Contest:
    """The lines of the search, the networks and the trivial solvers on one task.

    Each side counts with its best regime, N, budget and network.
    """

    name: str
    search: tuple[Line, ...]
    nets: tuple[Line, ...]
    trivial: tuple[Line, ...]

    @property
    def scores_only(self) -> bool:
        """Perception: compared by score."""
        return any(line.scores_only for line in (*self.search, *self.nets))

    @property
    def best_program(self) -> Line:
        """The search's line with the highest score on `same`."""
        return max(self.search, key=lambda line: line.same.value)

    @property
    def best_net(self) -> Line:
        """The networks' line with the highest score on `same`."""
        return max(self.nets, key=lambda line: line.same.value)

    @cached_property
    def equal(self) -> tuple[Line, Line] | None:
        """The best program and the best net from one N that both had: the best program's N, else the largest; None if none."""
        common = {line.examples for line in self.search} & {line.examples for line in self.nets} - {None}
        if not common:
            return None
        own = self.best_program.examples
        count = own if own in common else max(filter(None, common))
        sides = ([line for line in side if line.examples == count] for side in (self.search, self.nets))
        program, net = (max(side, key=lambda line: line.same.value) for side in sides)
        return program, net

    @property
    def outcome(self) -> str:
        """One of `OUTCOMES`. A line holds if every seed is solved, so a failed trial never helps its side."""
        if self.scores_only:
            return by_score(self.best_program, self.best_net)
        program, net = any(line.holds for line in self.search), any(line.holds for line in self.nets)
        return "both" if program and net else "program" if program else "net" if net else "neither"

    @property
    def only_with_more_data(self) -> bool:
        """Whether the net wins, but from no number of labels that the program had."""
        most = max((line.examples or 0 for line in self.search), default=0)
        if self.outcome == "net by score" and self.equal is not None:
            return by_score(*self.equal) != "net by score"
        winners = [line for line in self.nets if line.holds] if self.outcome == "net" else [self.best_net]
        return self.outcome.startswith("net") and all(line.examples is None or line.examples > most for line in winners)


def by_score(program: Line, net: Line) -> str:
    """Whose score on `same` is higher with intervals apart: `program by score`, `net by score`, else `open`."""
    left, right = program.same.interval, net.same.interval
    if right.low > left.high:
        return "net by score"
    return "program by score" if left.low > right.high else "open"


def contests(lines: Sequence[Line]) -> list[Contest]:
    """Every task on which both a search and a network ran. A solver that was not made for a task did not run on it."""
    found = []
    for ones in by_task([line for line in lines if not line.unsupported]).values():
        search, nets, trivial = (tuple(line for line in ones if line.side == side) for side in ("search", "network", "baseline"))
        if search and nets:
            found.append(Contest(ones[0].name, search, nets, trivial))
    return found

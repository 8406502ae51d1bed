"""One task on which both sides ran, and who came out ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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

    @property
    def outcome(self) -> str:
        """One of `OUTCOMES`. A line holds if every seed is solved, so a failed trial never helps its side."""
        if self.scores_only:
            return self._by_score()
        program, net = any(line.holds for line in self.search), any(line.holds for line in self.nets)
        return "both" if program and net else "program" if program else "net" if net else "neither"

    def _by_score(self) -> str:
        program, net = self.best_program.same.interval, self.best_net.same.interval
        if net.low > program.high:
            return "net by score"
        return "program by score" if program.low > net.high else "open"


def contests(lines: Sequence[Line]) -> list[Contest]:
    """Every task on which both a search and a network ran."""
    found = []
    for ones in by_task(lines).values():
        search, nets, trivial = (tuple(line for line in ones if line.side == side) for side in ("search", "network", "baseline"))
        if search and nets:
            found.append(Contest(ones[0].name, search, nets, trivial))
    return found

"""The verdict on a net and a task, from stored rows alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from contrast.scoring import SOLVED_AT
from contrast.solver import Budget
from contrast.study.result import UNSUPPORTED

Row = Mapping[str, Any]

UNIFORM = 25
"""A witness that is exact up to so many times the largest training size counts as one for every length."""


@dataclass(frozen=True)
class Gate:
    """passed: None if it was not tried, or cannot be known.  outcome: in words.  numbers: all that were measured."""

    name: str
    passed: bool | None
    outcome: str
    numbers: dict[str, Any]


@dataclass(frozen=True)
class Verdict:
    """The four gates in order: representable, learnable, data, extrapolation."""

    task: str
    net: str
    gates: tuple[Gate, ...]

    def gate(self, name: str) -> Gate:
        return next(gate for gate in self.gates if gate.name == name)

    @property
    def slow(self) -> bool:
        """Whether the net was tried and did not learn within the budget."""
        gate = self.gate("learnable")
        return not gate.passed and bool(gate.numbers)

    def first_failure(self, data: bool = True) -> Gate | None:
        """The first gate that is not passed; `data` False leaves the data gate out, for nets that have unlimited data."""
        return next((gate for gate in self.gates if gate.passed is False and (data or gate.name != "data")), None)

    def sentence(self, data: bool = True) -> str:
        """The verdict in words."""
        failure = self.first_failure(data)
        if failure is not None:
            return f"{failure.name}: {failure.outcome}"
        missing = [gate.name for gate in self.gates if gate.passed is None and gate.name != "representable"]
        return f"not known yet: {', '.join(missing)}" if missing else "none: it passes all gates"

    def to_dict(self) -> dict[str, Any]:
        return {**asdict(self), "verdict": self.sentence()}


def verdict(rows: Iterable[Row], task: str, net: str, budget: Budget, more: int = 4) -> Verdict:
    """What the rows of a task say of a net at a budget, and at `more` times the budget."""
    rows = [row for row in rows if row["task"] == task]
    own = [row for row in rows if row["solver"] == net and not row.get("continues")]
    at = [row for row in own if Budget(**row["budget"]) == budget]
    again = [row for row in own if Budget(**row["budget"]) == budget.times(more) and row["regime"] == "unlimited"]
    fresh = [row for row in at if row["regime"] == "unlimited"]
    gates = (
        _representable([row for row in rows if row["solver"] == "witness"]),
        _learnable(fresh, again, more),
        _data([row for row in at if row["regime"] == "fixed"], rows),
        _extrapolation(again or fresh),
    )
    return Verdict(task, net, gates)


def _representable(witnesses: Sequence[Row]) -> Gate:
    name = "representable"
    found = next((row for row in witnesses if row["status"] != "failed"), None)
    if found is None:
        tried = any(str(row["reason"]).startswith(UNSUPPORTED) for row in witnesses)
        return Gate(name, None, "unknown: no witness" if tried else "not tried", {})
    shares = {split: one["exact_match"] for split, one in found["splits"].items()}
    reached = found["details"].get("exact_to")
    numbers = {"net": found["details"]["net"], "parameters": found["parameters"], "splits": shares, "exact_to": reached}
    wrong = [split for split, share in shares.items() if share < 1]
    if shares["same"] < 1:
        return Gate(name, None, f"unknown: the witness is wrong on {', '.join(wrong)}", numbers)
    length = "" if reached is None else "uniform, " if reached >= UNIFORM else f"up to {reached} times the size, "
    but = f" but for {', '.join(wrong)}" if wrong else ""
    return Gate(name, True, f"{length}by {found['details']['net']} with {found['parameters']:,} parameters{but}", numbers)


def _learnable(fresh: Sequence[Row], again: Sequence[Row], more: int) -> Gate:
    name = "learnable"
    if not fresh:
        return Gate(name, None, "not tried", {})
    if all(str(row["reason"]).startswith(UNSUPPORTED) for row in fresh):
        return Gate(name, None, str(fresh[0]["reason"]), {})
    first, second = _same(fresh), _same(again)
    numbers = {"at_budget": _spread(first), f"at_{more}_times": _spread(second) if second else None}
    if _learned(first):
        return Gate(name, True, f"yes, {_told(first)}", numbers)
    if not second:
        return Gate(name, None, f"not within the budget, {_told(first)}; {more} times was not tried", numbers)
    if _learned(second):
        return Gate(name, True, f"slowly, {_told(second)} at {more} times the budget", numbers)
    improving = any(row["unfinished"] == "still_improving" for row in again)
    still = ", and the loss still falls" if improving else ""
    return Gate(name, False, f"not within {more} times the budget, {_told(second)}{still}", numbers)


def _data(fixed: Sequence[Row], rows: Sequence[Row]) -> Gate:
    name = "data"
    counts = sorted({row["examples"] for row in fixed})
    if not counts:
        return Gate(name, None, "not tried", {})
    curve = {count: median(_same([row for row in fixed if row["examples"] == count])) for count in counts}
    enough = next((count for count in counts if curve[count] >= SOLVED_AT), None)
    programs = [row["examples"] for row in rows if row["status"] == "solved" and row.get("program") and row["examples"]]
    needed = min(programs, default=None)
    numbers = {"same": curve, "n_at_99": enough, "n_of_program": needed}
    program = "" if needed is None else f"; a program needs {needed:,}"
    if enough is None:
        return Gate(name, False, f"not with {counts[-1]:,} examples (.99 on fresh draws){program}", numbers)
    return Gate(name, needed is None or enough <= needed, f"needs {enough:,} examples{program}", numbers)


def _extrapolation(fresh: Sequence[Row]) -> Gate:
    name = "extrapolation"
    scored = [row for row in fresh if row["splits"]]
    axes = [axis for axis in (scored[0]["splits"] if scored else ()) if axis != "same"]
    if not axes:
        return Gate(name, None, "not tried", {})
    best = {axis: max(row["splits"][axis]["exact_match"] for row in scored) for axis in axes}
    failed = [axis for axis in axes if best[axis] < SOLVED_AT]
    told = ", ".join(f"{axis} {best[axis]:.3f}".replace(" 0.", " .") for axis in failed)
    return Gate(name, not failed, told or "holds on every axis", {"best": best})


def _same(rows: Sequence[Row]) -> list[float]:
    """The scores on fresh draws; a trial that failed has 0."""
    return [float(row["splits"].get("same", {}).get("exact_match", 0.0)) for row in rows]


def _learned(scores: Sequence[float]) -> bool:
    return bool(scores) and median(scores) >= SOLVED_AT


def _spread(scores: Sequence[float]) -> dict[str, Any]:
    return {"best": max(scores), "median": median(scores), "n": len(scores)}


def _told(scores: Sequence[float]) -> str:
    return f"best {max(scores):.3f}, median {median(scores):.3f}".replace(" 0.", " .")

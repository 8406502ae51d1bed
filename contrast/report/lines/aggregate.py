"""From stored rows to the lines of a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from contrast.catalog import BASELINES, SOLVERS
from contrast.report.formats.notation import budget_text
from contrast.report.lines.line import SIDES, Line, Row
from contrast.study.result import COMPARISON

Version = tuple[int, ...]
"""The versions of task, solver and, for a search, DSL; empty for a trial that died before it knew them."""

TASK_FACTS = ("task_name", "family", "dsl", "dsl_size", "scores_only", "measured")


def aggregate(rows: Iterable[Row]) -> list[Line]:
    """The lines of a table: tasks in the order in which they came in, then search, networks, baselines. What was not
    asked for by a comparison makes no line."""
    rows = _told([row for row in rows if row.get("purpose", COMPARISON) == COMPARISON])
    sides = side_of(rows)
    tested: dict[str, dict[str, None]] = {}
    for row in rows:
        tested.setdefault(row["task"], {"same": None}).update(dict.fromkeys(row["splits"]))
    tasks = list(tested)
    groups: dict[tuple[Any, ...], dict[Version, list[Row]]] = {}
    for row in rows:
        budget = json.dumps(row.get("budget") or {}, sort_keys=True)
        key = (row["task"], row["solver"], row["regime"], row["examples"], budget, bool(row.get("continues")))
        groups.setdefault(key, {}).setdefault(_version(row, sides), []).append(row)
    lines = [
        line
        for key, versions in groups.items()
        for line in _lines(key, _without_unknown(versions), sides[key[1]], tuple(tested[key[0]]))
    ]
    return sorted(lines, key=lambda line: (tasks.index(line.task), *_order(line)))


def _told(rows: list[Row]) -> list[Row]:
    """The rows with what a trial that died early could not know of its task, told by the task's other trials."""
    facts: dict[str, dict[str, Any]] = {}
    for row in rows:
        known = {name: row[name] for name in TASK_FACTS if row.get(name) is not None}
        facts[row["task"]] = known | facts.get(row["task"], {})
    return [{**row, **{name: fact for name, fact in facts[row["task"]].items() if row.get(name) is None}} for row in rows]


def _version(row: Row, sides: Mapping[str, str]) -> Version:
    """The versions that a result depends on; a network's outlives its task's DSL."""
    if row.get("task_version") is None:
        return ()
    names = ("task_version", "solver_version", *(("dsl_version",) if sides[row["solver"]] == "search" else ()))
    return tuple(int(row.get(name) or 0) for name in names)


def _version_text(version: Version) -> str:
    return ", ".join(f"{name} v{number}" for name, number in zip(("task", "solver", "DSL"), version, strict=False))


def _without_unknown(versions: dict[Version, list[Row]]) -> dict[Version, list[Row]]:
    """Trials that died too early to know their versions go to the newest line, so that no denominator drops them."""
    known = [version for version in versions if version]
    if not known or () not in versions:
        return versions
    newest = max(known)
    return {version: [*versions[version], *(versions[()] if version == newest else [])] for version in known}


def _lines(key: tuple[Any, ...], versions: dict[Version, list[Row]], side: str, tested: tuple[str, ...]) -> list[Line]:
    task, solver, regime, examples, budget, continued = key
    return [
        Line(
            task=task,
            name=next((row["task_name"] for row in rows if row.get("task_name")), task),
            solver=solver,
            side=side,
            regime=regime,
            examples=examples,
            budget=budget_text(json.loads(budget)) + (", continued" if continued else ""),
            version=_version_text(version) if len(versions) > 1 else "",
            tested=tested,
            rows=tuple(sorted(rows, key=lambda row: (row["seed"], row["key"]))),
        )
        for version, rows in sorted(versions.items())
    ]


def _order(line: Line) -> tuple[Any, ...]:
    """The order of a task's lines; versions of one line come in theirs already, and sorting keeps it."""
    baseline = BASELINES.index(line.solver) if line.solver in BASELINES else 0
    unlimited = line.regime == "unlimited"
    return SIDES.index(line.side), baseline, line.solver, unlimited, line.examples or 0, line.budget


def side_of(rows: Iterable[Row]) -> dict[str, str]:
    """Solver reference → side: by name for what ships, else by what its trials found (a program, or parameters)."""
    sides: dict[str, str] = {}
    for row in rows:
        known = _known_side(row["solver"])
        found = "search" if row.get("program") else "network" if row.get("parameters") else "other"
        if sides.get(row["solver"], "other") == "other":
            sides[row["solver"]] = known or found
    return sides


def _known_side(solver: str) -> str | None:
    name = solver.partition("?")[0]
    if name in BASELINES:
        return "baseline"
    package = SOLVERS.get(name, "").removeprefix("contrast.").partition(".")[0]
    return {"search": "search", "neural": "network"}.get(package)

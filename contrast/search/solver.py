"""Program search as a solver."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from contrast.dsl import description_bits
from contrast.errors import UnknownName
from contrast.search.search import WORKING_ROWS, search
from contrast.solver import Budget, Problem, Solution


class SearchSolver:
    """Bottom-up enumeration under the task's DSL. Option: `rows`, the examples worked on at first (default 8)."""

    version = 1
    learns_from_stream = False

    def __init__(self, name: str = "search", **options: str):
        self.name = name
        self.options: dict[str, Any] = dict(options)
        for option in options:
            if option != "rows":
                raise UnknownName(f"solver {name!r} has no option {option!r}; it has rows")
        if not str(options.get("rows", WORKING_ROWS)).isdecimal() or int(options.get("rows", WORKING_ROWS)) < 1:
            raise UnknownName(f"solver {name!r}: rows={options['rows']} is not a positive whole number")

    def solve(self, problem: Problem, budget: Budget, replay: dict[str, int] | None = None) -> Solution:
        """Search on the problem's examples; the best partial program if none fits them all."""
        if replay is not None:
            budget = replace(budget, seconds=None, candidates=replay["candidates"])
        task = problem.task
        rows = int(self.options.get("rows", len(problem.examples) if task.scores_only else WORKING_ROWS))
        outcome = search(task.inputs, problem.examples, task.dsl, task.output_kind, budget, task.tolerance, rows)
        program = outcome.program
        return Solution(
            predict=lambda inputs: [None] * len(inputs) if program is None else program.predict(inputs),
            unfinished=None if outcome.fits else outcome.reason,
            stopped_at={"candidates": outcome.candidates},
            core_seconds=outcome.core_seconds,
            program=program,
            details={
                "fits": outcome.fits,
                "bits": None if program is None else description_bits(program, task.dsl),
                "candidates_tried": outcome.candidates,
                "unique_programs": outcome.unique,
                "wrong_fits": outcome.wrong_fits,
                "exhausted_cost": outcome.exhausted_cost,
                "working_rows": outcome.working_rows,
                "stored_bytes": outcome.peak_bytes,
            },
        )

"""Program search as a solver."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from contrast.dsl import description_bits
from contrast.errors import UnknownName
from contrast.search.outcome import Outcome
from contrast.search.search import PATIENCE
from contrast.search.solve import solve
from contrast.solver import Budget, Problem, Solution


class SearchSolver:
    """Bottom-up enumeration under the task's DSL, with all that shortens it; laws where real numbers are sought, with fitted
    constants; rules over the DSL's predicates where labels are noisy; lexicons where phrases are given meanings.

    Options: `rows`, the examples worked on at first (default 8; 4 where they hold graphs); `patience`, how much longer than
    the last program took it looks for a cheaper one (default 1); `reweight`, 1 to make the symbols of partly right programs
    likelier (default 0).
    """

    version = 8
    learns_from_stream = False

    def __init__(self, name: str = "search", **options: str):
        self.name = name
        self.options: dict[str, Any] = dict(options)
        for option in options:
            if option not in ("rows", "patience", "reweight"):
                raise UnknownName(f"solver {name!r} has no option {option!r}; it has rows, patience and reweight")
        if not options.get("rows", "1").isdecimal() or int(options.get("rows", "1")) < 1:
            raise UnknownName(f"solver {name!r}: rows={options['rows']} is not a positive whole number")
        if options.get("reweight", "0") not in ("0", "1"):
            raise UnknownName(f"solver {name!r}: reweight={options['reweight']} is neither 0 nor 1")
        self.reweight = options.get("reweight") == "1"
        self.patience = _number(name, options.get("patience", str(PATIENCE)))

    def solve(self, problem: Problem, budget: Budget, replay: dict[str, int] | None = None) -> Solution:
        """Search on the problem's examples; the best partial program if none fits them all."""
        if replay is not None:
            budget = replace(budget, seconds=None, candidates=replay["candidates"])
        task, outcome = problem.task, self._outcome(problem, budget)
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
                "cheapest": outcome.cheapest,
                "found_seconds": outcome.found_seconds,
                "working_rows": outcome.working_rows,
                "stored_bytes": outcome.peak_bytes,
                "pareto": [{"program": str(s.program), "bits": s.bits, "error": s.error} for s in outcome.pareto],
                "levels": [asdict(level) for level in outcome.levels if level.candidates],
            },
        )

    def _outcome(self, problem: Problem, budget: Budget) -> Outcome:
        """What the search that suits the task comes to."""
        task = problem.task
        usual = len(problem.examples) if task.scores_only else None
        return solve(
            task.inputs,
            problem.examples,
            task.dsl,
            task.output_kind,
            budget,
            task.tolerance,
            noisy=task.scores_only,
            working_rows=int(self.options["rows"]) if "rows" in self.options else usual,
            patience=self.patience,
            reweight=self.reweight,
        )


def _number(name: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not value >= 0:
        raise UnknownName(f"solver {name!r}: patience={text} is no number from 0 up")
    return value

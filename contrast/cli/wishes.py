"""What may be said about given examples: their vocabulary and tolerance, units, noise, and a plot of the law."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from contrast.errors import BadValue

if TYPE_CHECKING:
    from contrast.datafile import DataProblem
    from contrast.search.laws.units import Units
    from contrast.search.outcome import Outcome


@dataclass(frozen=True)
class Wish:
    """The options of `contrast search` that go with --examples-file."""

    dsl: str | None = None
    only: str | None = None
    tolerance: float | None = None
    units: str | None = None
    noise: bool = False
    plot: str | None = None

    def refuse(self) -> None:
        """Raise `BadValue` for what is said where no file of examples is given."""
        for option in ("dsl", "only", "tolerance", "units", "noise", "plot"):
            if getattr(self, option) not in (None, False):
                raise BadValue(f"--{option} goes with --examples-file; a task and a .sl file say it themselves")

    def check(self, problems: Sequence[DataProblem]) -> None:
        """Raise `BadValue` for what cannot be done with these problems, before any search."""
        if self.units is not None or self.plot is not None:
            option = "--units" if self.units is not None else "--plot"
            for problem in problems:
                self._check_law(problem, option)
        if self.plot is not None:
            if len(problems) > 1:
                raise BadValue(
                    f"--plot {self.plot}: the file has {len(problems)} problems, a plot shows one; choose it with --only"
                )
            from contrast.report.plots.file import check

            check(Path(self.plot))

    def _check_law(self, problem: DataProblem, option: str) -> None:
        from contrast.catalog import vocabulary
        from contrast.search.laws import is_law

        dsl = vocabulary(str(problem.dsl))
        typed = problem.under(dsl)
        if not is_law(dsl, typed.inputs, typed.kind):
            raise BadValue(
                f"{option} is for laws: numbers in and out, under a vocabulary with free constants such as --dsl reals"
            )
        self.units_of(typed)

    def units_of(self, problem: DataProblem) -> Units | None:
        """The units of a problem's columns, None where no file of units is given."""
        if self.units is None:
            return None
        from contrast.datafile.units_file import read_units, units_for
        from contrast.search.laws.units import Units

        *inputs, output = units_for(self.units, read_units(self.units), [*[var.name for var in problem.inputs], problem.output])
        import numpy as np

        return Units(np.array(inputs), output)

    def draw(self, problem: DataProblem, outcome: Outcome) -> None:
        """Write the plot of a law."""
        from contrast.report.plots.law import draw

        assert self.plot is not None
        draw(problem.inputs, problem.output, problem.examples, problem.check or (), outcome.program, Path(self.plot))

"""Physical formulas as problems: rows drawn from a table of equations, and how far a program is from the formula."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from contrast.datafile.problem import DataProblem
from contrast.dsl import Apply, Const, Node, Program, Var
from contrast.errors import BadValue
from contrast.sampling import seeded
from contrast.search.laws.fitting.data import Data
from contrast.task import Example

FRESH = 200
"""Rows that a program is judged on, inside the range of its data and beyond it."""

EXACT = 1e-9
"""Largest error of an exact law, in standard deviations of the outputs."""

BEYOND = 2.0
"""Rows beyond the data are drawn from each variable's smallest value to so many times its largest."""


@dataclass(frozen=True)
class Equation:
    """A formula with the range of each variable.  outputs: from columns, (variables, rows), to (rows,); not finite where the
    formula has no value."""

    name: str
    formula: str
    result: str
    variables: tuple[str, ...]
    low: np.ndarray
    high: np.ndarray
    outputs: Callable[[np.ndarray], np.ndarray]

    @property
    def inputs(self) -> tuple[Var, ...]:
        return tuple(Var(name, float) for name in self.variables)

    def rows(self, count: int, seed: int, beyond: bool = False) -> list[Example]:
        """Rows where the formula has a value, uniform in its ranges, fixed by the equation and the seed."""
        rng = seeded("feynman", self.name, "beyond" if beyond else "inside", seed)
        high = BEYOND * self.high if beyond else self.high
        found: list[Example] = []
        while len(found) < count:
            columns = rng.uniform(self.low[:, None], high[:, None], (len(self.low), 4 * count))
            with np.errstate(all="ignore"):
                outputs = np.broadcast_to(self.outputs(columns), columns.shape[1:])
            good = np.flatnonzero(np.isfinite(outputs))
            found += [Example(tuple(columns[:, k].tolist()), float(outputs[k])) for k in good]
        return found[:count]

    def problem(self, points: int, noise: float, seed: int) -> DataProblem:
        """Rows to learn from, their outputs with normal noise of so many standard deviations, and rows inside to score on."""
        rows = self.rows(points, seed)
        spread = noise * float(np.std([row.output for row in rows]))
        errors = seeded("feynman", self.name, "noise", seed).normal(0, spread, len(rows)) if noise else np.zeros(len(rows))
        train = tuple(Example(row.inputs, row.output + float(error)) for row, error in zip(rows, errors, strict=True))
        check = tuple(self.rows(FRESH, seed + 1000))
        return DataProblem(
            "feynman.csv", self.name.replace(".", "_"), self.inputs, float, train, check, "reals", 0.0, self.result
        )


def equations(path: Path) -> list[Equation]:
    """The equations of a table with the columns Filename, Output, Formula, and v1_name, v1_low, v1_high and so on."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("Formula")]
    if not rows:
        raise BadValue(f"{path} holds no equations; it needs the columns Filename, Output, Formula, v1_name, v1_low, v1_high …")
    return [_equation(row) for row in rows]


def _equation(row: dict[str, str]) -> Equation:
    import sympy

    variables = list(_variables(row))
    symbols = {name: sympy.Symbol(name, real=True) for name, _, _ in variables}
    known = {"arcsin": sympy.asin, "arccos": sympy.acos, "ln": sympy.log, **symbols}
    function = sympy.lambdify(list(symbols.values()), sympy.sympify(row["Formula"], locals=known), "numpy")
    low, high = (np.array([entry[k] for entry in variables], float) for k in (1, 2))
    return Equation(row["Filename"], row["Formula"], row["Output"], tuple(symbols), low, high, lambda columns: function(*columns))


def _variables(row: dict[str, str]) -> Iterator[tuple[str, float, float]]:
    """The variables that have a name and a range; the table's own count is sometimes wrong."""
    place = 1
    while row.get(f"v{place}_name"):
        yield row[f"v{place}_name"], float(row[f"v{place}_low"]), float(row[f"v{place}_high"])
        place += 1


def largest_error(given: Sequence[float | None], rows: Sequence[Example]) -> float:
    """The largest error in standard deviations of the outputs; infinite where there is no answer."""
    if any(value is None for value in given):
        return math.inf
    wanted = np.array([row.output for row in rows])
    return float(np.abs(np.array(given, float) - wanted).max() / wanted.std())


def refitted(program: Program, rows: Sequence[Example]) -> Program:
    """The program with all its constants but exponents fitted to exact rows: if it is exact then, its structure is right."""
    which = [not exponent for exponent in _exponents(program.body)]
    node, _ = Data.of(program.inputs, rows).fitted(program.body, which=which)
    return Program(program.inputs, node)


def _exponents(node: Node, exponent: bool = False) -> Iterator[bool]:
    """For each constant in order whether it is an exponent."""
    if isinstance(node, Const):
        yield exponent
    elif isinstance(node, Apply):
        for place, arg in enumerate(node.args):
            yield from _exponents(arg, node.primitive.name == "power" and place == 1)  # type: ignore[arg-type]

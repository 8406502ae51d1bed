"""Searching from plain values: names and kinds are inferred."""

from __future__ import annotations

import keyword
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from contrast.catalog import vocabulary
from contrast.dsl import DSL, Var
from contrast.errors import BadValue
from contrast.search.laws import is_law
from contrast.search.laws.units import Units
from contrast.search.outcome import Outcome
from contrast.search.solve import solve
from contrast.solver import Budget
from contrast.task import Example
from contrast.values import as_kind, infer_kind, is_list

NAMES = "xyzuvw"

OUTPUT = "output"
"""What units call the outputs."""


def search_values(
    inputs: Sequence[Any] | Mapping[str, Sequence[Any]],
    outputs: Sequence[Any],
    dsl: DSL | str,
    seconds: float | None,
    candidates: int | None,
    tolerance: float,
    noise: bool = False,
    units: Mapping[str, Sequence[float]] | None = None,
) -> Outcome:
    """See `contrast.search`."""
    if not isinstance(inputs, Sequence | Mapping) or not isinstance(outputs, Sequence):
        raise BadValue("inputs and outputs are lists with one value an example (or inputs a mapping of such lists)")
    columns = {name: list(column) for name, column in inputs.items()} if isinstance(inputs, Mapping) else _named(inputs)
    for name in columns:
        if not (isinstance(name, str) and name.isidentifier() and not keyword.iskeyword(name)):
            raise BadValue(f"{name!r} cannot name an input; use letters, digits and underscores")
    if not columns:
        raise BadValue("there are no inputs; give at least one")
    for name, column in columns.items():
        if len(column) != len(outputs):
            raise BadValue(f"input {name!r} has {len(column)} values for {len(outputs)} outputs; give one for each")
    chosen = vocabulary(dsl) if isinstance(dsl, str) else dsl
    if not isinstance(chosen, DSL):
        raise BadValue(f"dsl={dsl!r} is no DSL; give one, or the name of a vocabulary such as 'lists'")
    if not tolerance >= 0:
        raise BadValue(f"tolerance={tolerance}: give a number from 0 up")
    variables = [Var(name, _kind(column, chosen, f"input {name!r}")) for name, column in columns.items()]
    kind = _kind(outputs, chosen, "outputs")
    rows = zip(*[[as_kind(value, var.kind) for value in columns[var.name]] for var in variables], strict=True)
    examples = [Example(tuple(row), as_kind(output, kind)) for row, output in zip(rows, outputs, strict=True)]
    budget = Budget(seconds=seconds, candidates=candidates)
    return solve(variables, examples, chosen, kind, budget, tolerance, noisy=noise, units=_units(units, variables, chosen, kind))


def _kind(column: Sequence[Any], dsl: DSL, where: str) -> Any:
    """The kind of a column; whole numbers are real ones where the DSL has laws."""
    kind = infer_kind(column, where)
    return float if kind is int and dsl.free_constants and int not in dsl.kinds else kind


def _units(given: Mapping[str, Sequence[float]] | None, inputs: Sequence[Var], dsl: DSL, kind: Any) -> Units | None:
    """The units of a law, from exponents by name, the outputs' under "output"."""
    if given is None:
        return None
    if not is_law(dsl, inputs, kind):
        raise BadValue("units are for laws: numbers in and out, under a vocabulary with free constants such as 'reals'")
    names = [*[var.name for var in inputs], OUTPUT]
    missing = [name for name in names if name not in given]
    if missing or len({len(given[name]) for name in names}) > 1:
        raise BadValue(f"units: give the exponents of the same base units for each of {', '.join(map(repr, names))}")
    *variables, output = [[float(exponent) for exponent in given[name]] for name in names]
    return Units(np.array(variables), np.array(output))


def _named(inputs: Sequence[Any]) -> dict[str, list[Any]]:
    """Columns named x, y, …; a lone list is `xs`."""
    if not inputs:
        raise BadValue("there are no examples; give at least one input with its output")
    rows = [row if isinstance(row, tuple) else (row,) for row in inputs]
    if len({len(row) for row in rows}) > 1:
        raise BadValue("the examples have different numbers of inputs; give each the same number")
    columns = [list(column) for column in zip(*rows, strict=True)]
    plural = ["s" if is_list(infer_kind(column, "inputs")) else "" for column in columns]
    return {NAMES[k] + plural[k]: column for k, column in enumerate(columns)}

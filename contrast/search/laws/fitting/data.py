"""Rows of measurements, and how far a formula is from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from contrast.dsl import Node, Var
from contrast.errors import BadValue
from contrast.search.laws.fitting.formula import STEPS, constants_in, evaluator, fitted
from contrast.task import Example

ROUNDING = 1e-14
"""A spread of so little of the largest output is none."""


@dataclass(frozen=True)
class Data:
    """columns: (variables, rows).  outputs: (rows,).  unit: for each row the error that counts as 1."""

    inputs: tuple[Var, ...]
    columns: np.ndarray
    outputs: np.ndarray
    unit: np.ndarray

    @classmethod
    def of(cls, inputs: Sequence[Var], examples: Sequence[Example], relative: bool = False) -> Data:
        """Errors count by the outputs' standard deviation; if `relative`, by each output's size times the standard deviation of
        the outputs' logarithms, unless one is 0. Either way the outputs' own spread is an error of about 1."""
        columns = np.array([example.inputs for example in examples], float).reshape(len(examples), len(inputs)).T
        outputs = np.array([example.output for example in examples], float)
        with np.errstate(all="ignore"):
            spread, largest = float(outputs.std()), float(np.abs(outputs).max(initial=0.0))
            spread = spread if spread > ROUNDING * largest else largest or 1.0
        if not np.isfinite(spread):
            raise BadValue("the outputs are infinite, or too large to be squared; leave such rows out, or scale the outputs")
        unit = np.full(len(outputs), spread)
        if relative and (outputs != 0).all():
            unit = np.abs(outputs) * (float(np.log(np.abs(outputs)).std()) or 1.0)
        return cls(tuple(inputs), columns, outputs, unit)

    def __len__(self) -> int:
        return len(self.outputs)

    def pick(self, rows: np.ndarray) -> Data:
        """Some of the rows."""
        return Data(self.inputs, self.columns[:, rows], self.outputs[rows], self.unit[rows])

    @cached_property
    def by_name(self) -> dict[str, np.ndarray]:
        return {var.name: column for var, column in zip(self.inputs, self.columns, strict=True)}

    def error(self, node: Node) -> float:
        """The root mean square error in units; infinite where the formula has no value."""
        values = evaluator(node, self.by_name)(list(constants_in(node)))
        with np.errstate(all="ignore"):
            error = float(np.sqrt(np.mean(np.square((values - self.outputs) / self.unit))))
        return error if np.isfinite(error) else np.inf

    def fitted(self, node: Node, steps: int = STEPS, which: Sequence[bool] | None = None) -> tuple[Node, np.ndarray]:
        """The formula with its free constants fitted, or those named by `which`, and the standard errors of all its constants."""
        return fitted(node, self.by_name, self.outputs, self.unit, steps, which)

    def fitted_throughout(self, node: Node, steps: int = STEPS) -> Node:
        """The formula with all its constants fitted, named ones too."""
        return self.fitted(node, steps, [True] * len(list(constants_in(node))))[0]

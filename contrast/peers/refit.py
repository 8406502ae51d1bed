"""The constants of a real-valued program: fitted in double precision by least squares, and named where they have short names."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from scipy.optimize import least_squares

from contrast.dsl import Apply, Const, Node, Var
from contrast.dsl.constants import name_of
from contrast.dsl.program import walk

EXACT = 1e-20
"""A mean square error, in units of the outputs' spread, that only rounding leaves: 1e-10 in each output."""

NEAR = 1e-8
"""How far a fitted constant may be from the named one that takes its place, relative."""

HUGE = 1e6
"""The residual where a program has no value."""


@dataclass(frozen=True)
class Table:
    """Examples as columns. unit: for each row, the error that counts as 1."""

    columns: Mapping[str, np.ndarray]
    wanted: np.ndarray
    unit: np.ndarray

    @classmethod
    def of(cls, inputs: Sequence[Var], rows: np.ndarray, wanted: np.ndarray, relative: bool = False) -> Table:
        """rows: (rows, inputs).  Errors count by the outputs' spread; if `relative`, by each output, unless some output is 0."""
        columns = {var.name: column for var, column in zip(inputs, rows.T, strict=True)}
        spread = float(wanted.std()) or float(np.abs(wanted).max()) or 1.0
        return cls(columns, wanted, np.abs(wanted) if relative and wanted.all() else np.full(len(wanted), spread))

    def __len__(self) -> int:
        return len(self.wanted)

    def residuals(self, node: Node, constants: Iterable[float]) -> np.ndarray:
        """The errors in units, with these constants in the places of the program's own; not finite where it has no value."""
        with np.errstate(all="ignore"):
            values = _values(node, self.columns, iter(constants))
            residuals: np.ndarray = (np.broadcast_to(values, self.wanted.shape) - self.wanted) / self.unit
        return residuals

    def error(self, node: Node) -> float:
        """The mean square error in units; infinite if the program has no value on some row."""
        with np.errstate(all="ignore"):
            error = float(np.mean(np.square(self.residuals(node, constants_of(node)))))
        return error if math.isfinite(error) else math.inf


def constants_of(node: Node) -> list[float]:
    """The constants of a program in the order in which it is written."""
    return [float(leaf.value) for leaf in walk(node) if isinstance(leaf, Const)]


def with_constants(node: Node, constants: Iterator[float]) -> Node:
    """The program with other constants, in the same order."""
    if isinstance(node, Const):
        return Const.of(float(next(constants)), float)
    if isinstance(node, Apply):
        return Apply(node.primitive, tuple(with_constants(_node(arg), constants) for arg in node.args))
    return node


def refit(node: Node, table: Table, end: float) -> Node:
    """The program with the constants that fit the table best, near its own; not before the core-second `end`, the best so far."""
    best, least = np.array(constants_of(node)), table.error(node)
    if not 0 < len(best) <= len(table):
        return node
    sizes = np.where(best == 0, 1.0, np.abs(best))

    def residuals(scaled: np.ndarray) -> np.ndarray:
        nonlocal best, least
        if time.process_time() > end:
            raise _Late
        found = table.residuals(node, scaled * sizes)
        with np.errstate(all="ignore"):
            error = float(np.mean(np.square(found)))
        if error < least:
            best, least = scaled * sizes, error
        return np.where(np.isfinite(found), np.clip(found, -HUGE, HUGE), HUGE)

    with suppress(_Late):
        least_squares(residuals, best / sizes, method="lm", x_scale="jac", ftol=1e-15, xtol=1e-15, gtol=1e-15)
    return with_constants(node, iter(best.tolist()))


class _Late(Exception):
    """There is no time for another step."""


def named(node: Node, table: Table) -> Node:
    """The program with 0 or a short name for each constant, where its error does not grow for it."""
    most = max(EXACT, 1.000001 * table.error(node))
    constants = constants_of(node)
    for place, constant in enumerate(constants):
        name = name_of(constant, NEAR)
        for simple in (0.0, constant if name is None else name.value):
            trial = [*constants[:place], simple, *constants[place + 1 :]]
            if table.error(with_constants(node, iter(trial))) <= most:
                constants = trial
                break
    return with_constants(node, iter(constants))


def _values(node: Node, columns: Mapping[str, np.ndarray], constants: Iterator[float]) -> np.ndarray:
    """The values on all rows, nan where there is none."""
    if isinstance(node, Var):
        return columns[node.name]
    if isinstance(node, Const):
        return np.asarray(next(constants))
    act: Callable[..., object] = node.primitive.kernel or np.vectorize(node.primitive)
    found = act(*[_values(_node(arg), columns, constants) for arg in node.args])
    values, fine = found if isinstance(found, tuple) else (found, True)
    return np.where(fine, values, np.nan)


def _node(arg: object) -> Node:
    """An argument that is no lambda: real-valued programs have none."""
    assert isinstance(arg, Var | Const | Apply)
    return arg

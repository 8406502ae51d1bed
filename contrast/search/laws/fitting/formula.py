"""A formula with free constants: its values on all rows at once, and the constants that fit best."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from contrast.dsl import Apply, Const, Node, Primitive, Var
from contrast.dsl.batched.application import apply
from contrast.dsl.constants import FREE_CONSTANT_BITS, constant_bits

FARTHEST = 1e6
"""A residue of so many units stands for a value that is undefined or beyond all bounds."""

STEPS, SHORT = 60, 8
"""Steps of a fit, and of one that only shows whether more of them are worth while; each evaluates all derivatives."""


def constants_in(node: Node) -> Iterator[float]:
    """The constants of a formula, in order of appearance."""
    if isinstance(node, Const):
        yield float(node.value)
    elif isinstance(node, Apply):
        for arg in node.args:
            yield from constants_in(arg)  # type: ignore[arg-type]


def is_free(value: float) -> bool:
    """Whether a constant has no name, so that it is there to be fitted."""
    return constant_bits(value) >= FREE_CONSTANT_BITS


def with_constants(node: Node, values: Sequence[float]) -> Node:
    """The formula with other constants, in order of appearance."""
    left = iter(values)

    def again(node: Node) -> Node:
        if isinstance(node, Const):
            return Const.of(float(next(left)), float)
        return Apply(node.primitive, tuple(map(again, node.args))) if isinstance(node, Apply) else node  # type: ignore[arg-type]

    return again(node)


Evaluator = Callable[[Sequence[float]], np.ndarray]


def evaluator(node: Node, columns: Mapping[str, np.ndarray]) -> Evaluator:
    """The function from a formula's constants to its values on all rows, nan where it has none."""
    rows = len(next(iter(columns.values())))

    def build(node: Node, place: list[int]) -> Callable[[Sequence[float]], Any]:
        if isinstance(node, Var):
            column = columns[node.name]
            return lambda constants: column
        if isinstance(node, Const):
            here = place[0]
            place[0] += 1
            return lambda constants: np.float64(constants[here])
        act, parts = _kernel(node.primitive, rows), [build(arg, place) for arg in node.args]  # type: ignore[arg-type]
        if len(parts) == 1:
            (one,) = parts
            return lambda constants: act(one(constants))
        return lambda constants: act(*[part(constants) for part in parts])

    whole = build(node, [0])

    def values(constants: Sequence[float]) -> np.ndarray:
        with np.errstate(all="ignore"):
            return np.broadcast_to(np.asarray(whole(constants)), (rows,))

    return values


def _kernel(primitive: Primitive, rows: int) -> Callable[..., np.ndarray]:
    """A primitive on columns, nan where it has no value."""

    def act(*args: np.ndarray) -> np.ndarray:
        if primitive.kernel is None:
            column, mask = apply(primitive, [np.broadcast_to(arg, (rows,)) for arg in args], (rows,))
        else:
            found = primitive.kernel(*args)
            column, mask = found if isinstance(found, tuple) else (found, None)
        return np.asarray(column if mask is None else np.where(mask, column, np.nan))  # type: ignore[arg-type]

    return act


def fitted(
    node: Node,
    columns: Mapping[str, np.ndarray],
    wanted: np.ndarray,
    unit: np.ndarray,
    steps: int = STEPS,
    which: Sequence[bool] | None = None,
) -> tuple[Node, np.ndarray]:
    """The formula with its free constants where the squared error is least, from where they are now.

    wanted: (rows,).  unit: the error that counts as 1, (rows,).  which: the constants that are fitted, in order of appearance;
    if not given, those without a name.  Returns the formula, and the standard errors of all its constants: 0 for those that are
    not fitted, infinite where the rows do not determine them all. Levenberg and Marquardt's method in float64 (scipy,
    MINPACK's lmdif).
    """
    from scipy.optimize import leastsq

    start = np.array(list(constants_in(node)))
    free = np.array([is_free(value) for value in start] if which is None else which, bool)
    errors = np.zeros(len(start))
    if not free.any() or free.sum() >= len(wanted):
        return node, errors
    evaluate = evaluator(node, columns)

    sizes = np.where(start == 0, 1.0, start)[free]

    def residues(scales: np.ndarray) -> np.ndarray:
        constants = start.copy()
        constants[free] = sizes * scales
        rest = (evaluate(constants.tolist()) - wanted) / unit
        return np.where(np.isfinite(rest), rest.clip(-FARTHEST, FARTHEST), FARTHEST)

    most = steps * (int(free.sum()) + 1)
    with np.errstate(all="ignore"):
        found, cov, info, _, _ = leastsq(
            residues, start[free] / sizes, full_output=True, ftol=1e-15, xtol=1e-15, gtol=0.0, maxfev=most
        )
        errors[free] = np.inf
        if cov is not None:
            variance = float(np.square(info["fvec"]).sum()) / max(1, len(wanted) - int(free.sum()))
            errors[free] = np.sqrt(np.maximum(0, np.diag(cov) * variance)) * np.abs(sizes)
    best = start.copy()
    best[free] = sizes * found
    return with_constants(node, best.tolist()), errors

"""The vocabulary of laws and of figures in the plane: real numbers with no protected operators.

What has no real value (a division by zero, a root or logarithm of a negative number) is undefined and rejects a program.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from contrast.dsl import DSL, primitive
from contrast.errors import Undefined
from contrast.vocab.primitives.numbers.booleans import both, choose, either, negate


def finite(value: float) -> float:
    """`value`, or `Undefined` if it is infinite or nan."""
    if not math.isfinite(value):
        raise Undefined("no finite value")
    return value


def _finite(act: Callable[..., np.ndarray]) -> Callable[..., Any]:
    def kernel(*args: np.ndarray) -> Any:
        values = act(*args)
        fine = np.isfinite(values)
        return values if fine.all() else (values, fine)

    return kernel


SLACK = 1e-12
"""Relative error up to which an inverse's value counts as one: the search tells floats apart no finer."""


def _solved(undo: Callable[..., np.ndarray], act: Callable[..., np.ndarray]) -> Callable[..., Any]:
    """The inverse that `undo` computes, where `act` leads from its value back to what was wanted."""

    def kernel(wanted: np.ndarray, *others: np.ndarray) -> Any:
        with np.errstate(all="ignore"):
            values = undo(wanted, *others) + 0.0  # the sum makes -0.0 the one zero
            back = act(values, *others)
            return values, np.isfinite(values) & (np.abs(back - wanted) <= SLACK * np.abs(wanted))

    return kernel


def _swapped(act: Callable[..., np.ndarray]) -> Callable[..., np.ndarray]:
    return lambda x, y: act(y, x)


_LESS, _OVER = _solved(np.subtract, np.add), _solved(np.divide, np.multiply)


@primitive(kernel=_finite(np.add), commutes=True, inverses={0: _LESS, 1: _LESS})
def add(x: float, y: float) -> float:
    """`x` plus `y`."""
    return finite(x + y)


@primitive(
    kernel=_finite(np.subtract),
    inverses={0: _solved(np.add, np.subtract), 1: _solved(_swapped(np.subtract), _swapped(np.subtract))},
)
def sub(x: float, y: float) -> float:
    """`x` minus `y`."""
    return finite(x - y)


@primitive(kernel=_finite(np.multiply), commutes=True, inverses={0: _OVER, 1: _OVER})
def mul(x: float, y: float) -> float:
    """`x` times `y`."""
    return finite(x * y)


@primitive(
    kernel=_finite(np.divide),
    inverses={0: _solved(np.multiply, np.divide), 1: _solved(_swapped(np.divide), _swapped(np.divide))},
)
def div(x: float, y: float) -> float:
    """`x` divided by `y`."""
    if y == 0:
        raise Undefined("division by zero")
    return finite(x / y)


@primitive(kernel=_finite(np.square))
def square(x: float) -> float:
    """`x` times itself."""
    return finite(x * x)


@primitive(kernel=_finite(np.sqrt), inverses={0: _solved(np.square, np.sqrt)})
def sqrt(x: float) -> float:
    """The root of `x`, which is not negative."""
    if x < 0:
        raise Undefined("root of a negative number")
    return finite(math.sqrt(x))


@primitive(kernel=_finite(np.exp), inverses={0: _solved(np.log, np.exp)})
def exp(x: float) -> float:
    """e to the power `x`."""
    try:
        return finite(math.exp(x))
    except OverflowError:
        raise Undefined("the exponential outgrew the numbers") from None


@primitive(kernel=_finite(np.log), inverses={0: _solved(np.exp, np.log)})
def log(x: float) -> float:
    """The natural logarithm of `x`, which is positive."""
    if x <= 0:
        raise Undefined("logarithm of a number that is not positive")
    return finite(math.log(x))


@primitive(kernel=_finite(np.sin))
def sin(x: float) -> float:
    """The sine of `x` radians."""
    return math.sin(finite(x))


@primitive(kernel=_finite(np.cos))
def cos(x: float) -> float:
    """The cosine of `x` radians."""
    return math.cos(finite(x))


@primitive(kernel=_finite(np.tanh), inverses={0: _solved(np.arctanh, np.tanh)})
def tanh(x: float) -> float:
    """The hyperbolic tangent of `x`."""
    return finite(math.tanh(x))


@primitive(kernel=_finite(np.arcsin), inverses={0: _solved(np.sin, np.arcsin)})
def arcsin(x: float) -> float:
    """The angle from -pi/2 to pi/2 radians whose sine is `x`, which lies from -1 to 1."""
    if not -1 <= x <= 1:
        raise Undefined("no angle has a sine beyond 1")
    return math.asin(x)


@primitive(kernel=_finite(np.arccos), inverses={0: _solved(np.cos, np.arccos)})
def arccos(x: float) -> float:
    """The angle from 0 to pi radians whose cosine is `x`, which lies from -1 to 1."""
    if not -1 <= x <= 1:
        raise Undefined("no angle has a cosine beyond 1")
    return math.acos(x)


def _power(x: np.ndarray, p: np.ndarray) -> np.ndarray:
    values = np.power(x, p)
    return np.where((x == 0) & (p == 0), np.nan, values)


@primitive(kernel=_finite(_power))
def power(x: float, p: float) -> float:
    """`x` to the power `p`; negative numbers have whole powers only, and 0 has positive ones only."""
    if (x == 0 and p <= 0) or (x < 0 and p != int(finite(p))):
        raise Undefined("no such power")
    try:
        return finite(float(x) ** finite(p))
    except OverflowError:
        raise Undefined("the power outgrew the numbers") from None


@primitive(kernel=_finite(np.arctan2))
def arctan2(y: float, x: float) -> float:
    """The angle of the point (x, y), from -pi to pi radians."""
    return math.atan2(y, x)


@primitive(kernel=np.less)
def less(x: float, y: float) -> bool:
    """Whether `x` is less than `y`."""
    return x < y


VOCABULARY = DSL.of(
    add, sub, mul, div, square, sqrt, power, exp, log, sin, cos, tanh, arcsin, arccos,
    constants=(1.0, 2.0),
    name="reals",
    weights={
        "add": 4, "sub": 4, "mul": 6, "div": 6, "square": 2, "variable": 4,
        "arcsin": 0.5, "arccos": 0.5, "tanh": 0.5, "power": 0.25,
    },
    free_constants=True,
)  # fmt: skip
"""The wide vocabulary of laws. A law may hold constants that are fitted to its examples. The weights say that laws are products
and quotients of variables more often than sums, and sums more often than functions. They were set by hand."""

PLANE = DSL.of(
    add, sub, mul, div, square, sqrt, sin, cos, arctan2, less, both, either, negate, choose,
    constants=(0.0, 1.0, 2.0),
    name="plane",
)  # fmt: skip

"""Forms: functions of one expression that hold a constant within, such as exp(k u), with the constants that are tried."""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import Enum

import numpy as np

from contrast.dsl import Node
from contrast.dsl.constants import constant_bits
from contrast.search.laws.parts.form import Form
from contrast.search.laws.parts.language import Language
from contrast.search.laws.parts.shapes import DAMPINGS, PHASES, SHIFTS, bell, damped, resonance, step, wave

NAMED = (1.0, 2.0, 0.5, 3.0, 1 / 3, 4.0, 0.25, math.pi, 2 * math.pi, 1 / math.pi, 0.5 / math.pi, 2 / 3, 1.5)
"""Inner constants that laws often hold; they are tried as they stand."""

SCALES = tuple(0.05 * 1.3**k for k in range(24))
"""Inner constants besides, as multiples of what makes the argument's largest value 1: 0.05 to 21. Close enough together that
a fit from the nearest one finds the true one."""

WAVES = tuple(0.35 + 0.7 * k for k in range(42))
"""The same of functions that oscillate: steps of 0.7 radians at the largest argument, up to nearly five full turns."""

EXPONENTS = (0.2, 0.4, 0.6, 0.8, 1.2, 1.4, 1.7, 2.3, 2.7, 3.5)
"""Powers to begin with."""


SOME = 200
"""Of the cheapest expressions, those on which powers are tried."""


def _plus_one(language: Language, node: Node, k: float) -> Node:
    return language.sum([(k, node)], 1.0)


def _of(name: str) -> Callable[[Language, Node, float], Node]:
    return lambda language, node, k: language.apply(name, language.times(k, node))


def _exp_and(one: float) -> Callable[[Language, Node, float], Node]:
    return lambda language, node, k: language.sum([(1.0, _of("exp")(language, node, k))], one)


def _both_ways(name: str) -> Callable[[Language, Node, float], Node]:
    return lambda language, node, k: language.apply(name, *[_of("exp")(language, node, sign * k) for sign in (1.0, -1.0)])


def _hyperbola(language: Language, node: Node, k: float) -> Node:
    return language.apply("div", language.constant(1.0), _plus_one(language, node, k))


def _to_the(language: Language, node: Node, k: float) -> Node:
    return language.apply("power", node, language.constant(k))


FORMS: tuple[Form, ...] = (
    Form("1 + k u", ("add",), lambda u, k: 1 + k * u, _plus_one, term=False),
    Form("exp(k u)", ("exp",), lambda u, k: np.exp(k * u), _of("exp"), factor=False),
    Form("exp(k u) - 1", ("exp", "sub"), lambda u, k: np.expm1(k * u), _exp_and(-1.0), term=False),
    Form("exp(k u) + 1", ("exp", "add"), lambda u, k: np.exp(k * u) + 1, _exp_and(1.0), term=False),
    Form("exp(k u) + exp(-k u)", ("exp", "div", "add"), lambda u, k: 2 * np.cosh(k * u), _both_ways("add"), even=True),
    Form("exp(k u) - exp(-k u)", ("exp", "div", "sub"), lambda u, k: 2 * np.sinh(k * u), _both_ways("sub"), even=True),
    Form("sin(k u)", ("sin",), lambda u, k: np.sin(k * u), _of("sin"), even=True, oscillates=True),
    Form("cos(k u)", ("cos",), lambda u, k: np.cos(k * u), _of("cos"), even=True, oscillates=True),
    Form("tanh(k u)", ("tanh",), lambda u, k: np.tanh(k * u), _of("tanh"), even=True),
    Form("1/(1 + k u)", ("div", "add"), lambda u, k: 1 / (1 + k * u), _hyperbola, factor=False),
    Form(
        "sqrt(1 + k u)", ("sqrt", "add"), lambda u, k: np.sqrt(1 + k * u),
        lambda language, node, k: language.apply("sqrt", _plus_one(language, node, k)),
        factor=False,
    ),
    Form(
        "log(1 + k u)", ("log", "add"), lambda u, k: np.log(1 + k * u),
        lambda language, node, k: language.apply("log", _plus_one(language, node, k)),
    ),
    Form("u^k", ("power",), lambda u, k: np.power(u, k), _to_the, factor=False, most=SOME, constants=EXPONENTS),
    *map(wave, PHASES),
    *(damped(damping, phase) for damping in DAMPINGS for phase in (0.0, math.pi / 3, 2 * math.pi / 3)),
    *(make(shift) for make in (step, bell, resonance) for shift in SHIFTS),
)  # fmt: skip


class Inner(Enum):
    """Which inner constants are tried: 1 alone, 2 and a half too, all with names, or scales from where a form is nearly linear
    to where it is nearly a step as well."""

    ONE = "one"
    FEW = "few"
    NAMED = "named"
    FREE = "free"


def inner_constants(u: np.ndarray, form: Form, inner: Inner, language: Language, price: float) -> tuple[np.ndarray, np.ndarray]:
    """The inner constants to try for each expression, and their bits.  u: (count, rows).  price: bits of a constant that is
    fitted.  Returns (count, tried) and (tried,)."""
    named = () if form.more else NAMED[: {Inner.ONE: 1, Inner.FEW: 3}.get(inner)]
    bits = [0.0 if k == 1 else language.bits("mul") + constant_bits(k) for k in named]
    tried = np.broadcast_to(np.array(named, float), (len(u), len(named)))
    if inner is Inner.FREE:
        scales = np.array(WAVES if form.oscillates else SCALES)
        largest = np.abs(u).max(axis=1, keepdims=True)
        free = np.tile(form.constants, (len(u), 1)) if form.constants else scales / largest
        tried = np.concatenate([tried, free], axis=1)
        bits += [language.bits("mul") + (1 + form.more) * price] * free.shape[1]
    return (tried, np.array(bits)) if form.even else (np.concatenate([tried, -tried], axis=1), np.array(bits + bits))

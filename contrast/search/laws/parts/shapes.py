"""Forms of several inner constants: waves, damped waves, steps and peaks away from 0."""

from __future__ import annotations

import math

import numpy as np

from contrast.dsl import Node
from contrast.search.laws.parts.form import FEW, Form
from contrast.search.laws.parts.language import Language

UNNAMED = 1.0000123456789
"""What takes a phase's name away, so that it is fitted."""

PHASES = tuple(math.pi * k / 6 for k in (1, 2, 4, 5))
"""The phases of a sine to begin with, beside those that make it a sine or a cosine."""

DAMPINGS = (0.03, 0.1, 0.3)
"""By what share of an angle's growth a damped wave decays, to begin with."""

SHIFTS = (1.5, 3.0, 6.0)
"""Where a step or a peak lies to begin with, in its own widths from 0."""


def _phased(language: Language, node: Node, k: float, phase: float) -> Node:
    """k u + phase, with a phase that is fitted."""
    return language.sum([(k, node)], phase * UNNAMED)


def wave(phase: float) -> Form:
    """A sine that begins with this phase."""

    def write(language: Language, node: Node, k: float) -> Node:
        return language.apply("sin", _phased(language, node, k, phase))

    return Form("sin(k u + phase)", ("sin", "add"), lambda u, k: np.sin(k * u + phase), write, oscillates=True, more=1)


def damped(damping: float, phase: float) -> Form:
    """A sine that begins with this phase and decays."""

    def write(language: Language, node: Node, k: float) -> Node:
        decay = language.apply("exp", language.times(-damping * k * UNNAMED, node))
        return language.apply("mul", decay, language.apply("sin", _phased(language, node, k, phase)))

    def values(u: np.ndarray, k: np.ndarray) -> np.ndarray:
        return np.asarray(np.exp(-damping * k * u) * np.sin(k * u + phase))

    symbols = ("mul", "exp", "mul", "sin", "add")
    return Form("exp(-j u) sin(k u + phase)", symbols, values, write, oscillates=True, more=2, factor=False, most=FEW)


def step(shift: float) -> Form:
    """A smooth step away from 0."""

    def write(language: Language, node: Node, k: float) -> Node:
        return language.apply("tanh", _phased(language, node, k, -shift))

    symbols = ("tanh", "sub")
    return Form("tanh(k u - shift)", symbols, lambda u, k: np.tanh(k * u - shift), write, more=1, factor=False, most=FEW)


def bell(shift: float) -> Form:
    """A normal curve away from 0."""

    def write(language: Language, node: Node, k: float) -> Node:
        square = language.product([(_phased(language, node, k, -shift), 2.0)])
        return language.apply("exp", language.times(-1.0, square))

    def values(u: np.ndarray, k: np.ndarray) -> np.ndarray:
        return np.asarray(np.exp(-np.square(k * u - shift)))

    return Form("exp(-(k u - shift)^2)", ("exp", "mul", "square", "sub"), values, write, more=1, factor=False, most=FEW)


def resonance(shift: float) -> Form:
    """Lorentz's curve away from 0."""

    def write(language: Language, node: Node, k: float) -> Node:
        square = language.product([(_phased(language, node, k, -shift), 2.0)])
        return language.apply("div", language.constant(1.0), language.sum([(1.0, square)], 1.0))

    def values(u: np.ndarray, k: np.ndarray) -> np.ndarray:
        return np.asarray(1 / (1 + np.square(k * u - shift)))

    return Form("1/(1 + (k u - shift)^2)", ("div", "add", "square", "sub"), values, write, more=1, factor=False, most=FEW)

"""A form: a function of one expression that holds constants within, such as exp(k u)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from contrast.dsl import Node
from contrast.search.laws.parts.language import Language

FEW = 12
"""Of the cheapest expressions, those on which shapes are tried."""


@dataclass(frozen=True)
class Form:
    """g(u, k): what it computes, the primitives that it needs, how it is written.

    even: g(u, -k) is g(u, k) or differs from it by a sign only.  oscillates: so that inner constants must be tried closer
    together.  phase: it holds one more free constant, and is tried with free inner constants only.  term, factor: whether
    it is tried as one.
    """

    name: str
    symbols: tuple[str, ...]
    values: Callable[[np.ndarray, np.ndarray], np.ndarray]
    write: Callable[[Language, Node, float], Node]
    even: bool = False
    oscillates: bool = False
    more: int = 0
    term: bool = True
    factor: bool = True
    most: int | None = None
    constants: tuple[float, ...] = ()

    @property
    def is_shape(self) -> bool:
        """Whether it has so many constants that it is tried on few expressions, each time with a fit."""
        return self.more > 0 and self.most == FEW

    def bits(self, language: Language) -> float:
        """What it costs beside its argument and its constant."""
        return language.bits(*self.symbols)

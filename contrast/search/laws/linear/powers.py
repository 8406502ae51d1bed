"""Sums of power products: the exponents by least squares from many beginnings, the coefficients solved for all along.

Method: variable projection (G. Golub and V. Pereyra, The differentiation of pseudo-inverses and nonlinear least squares
problems whose variables separate, 1973), with the derivative without its second term (L. Kaufman, 1975).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from contrast.dsl import Node
from contrast.search.laws.fitting.formula import is_free
from contrast.search.laws.linear.build import EXACTLY, MOST_FREE, ROUGHLY, named
from contrast.search.laws.linear.space import Aim, Space, rounded
from contrast.search.laws.parts.language import Language, Power

TERMS, TERMS_OF_ONE_FUNCTION = (2, 3, 4), (2, 3)
"""Products in a sum, and in one of which a product holds a function."""

STEPS = 60
"""Evaluations from one beginning."""

SPARE = 2
"""Rows that must be left beside one for each constant."""

KEPT = 2
"""Sums that are written out, of those from all beginnings."""

PERFECT = 1e-9
"""A share of the spread at which no other beginning is tried."""

POOR = 0.3
"""A larger share of the spread is not worth writing a sum for."""

ROUNDED = 2.0
"""By what exponents that are rounded may raise the error: that of the others, which follow the noise, is too small."""

LARGEST = 60.0
"""Of a logarithm."""

Tick = Callable[[int], None]


@dataclass(frozen=True)
class Sum:
    """exponents: (terms, variables).  left: the root mean square error as a share of the spread."""

    exponents: np.ndarray
    left: float


class PowerSums:
    """Sums of products of the variables' powers in one space of sums.  products: the space of products, which knows the
    variables and their units.  tick: is told of every evaluation, and may end it all."""

    def __init__(self, space: Space, products: Space, rng: np.random.Generator, tick: Tick):
        self.rng, self.tick, self.screen = rng, tick, space.screen
        self.variables = [var for var, _ in products.variables]
        columns = np.array([column for _, column in products.variables]).reshape(-1, products.nuisances.shape[1])
        self.columns = columns
        one_sign = (columns > 0).all(axis=1) | (columns < 0).all(axis=1)
        groups = products.units.groups
        self.groups = groups[~np.abs(groups[:, ~one_sign]).any(axis=1)] if len(groups) else groups
        self.start = -products.powers(space.unit[None])[0] if products.units.strict else np.zeros(len(self.variables))
        self.logs = np.log(np.abs(columns[:, self.screen]))
        self.typed = not self.start[~one_sign].any() and (products.units.strict or not products.units.variables.size)

    def formulas(self, language: Language, aim: Aim, beginnings: int, atom: tuple[Node, np.ndarray] | None) -> Iterator[Node]:
        """The sums that explain an aim best, their exponents as they come and rounded as noise may require.  atom: an expression,
        and its values, that the last product is multiplied by."""
        for terms in TERMS if atom is None else TERMS_OF_ONE_FUNCTION:
            if not (self.typed and len(self.groups)) or terms * (len(self.groups) + 1) + SPARE > len(self.screen):
                return
            factors = np.ones((terms, len(self.screen)))
            if atom is not None:
                factors[-1] = atom[1][self.screen]
            for found in self._best(aim.values[self.screen], factors, beginnings):
                for within in (EXACTLY, ROUGHLY) if found.left < POOR else ():
                    node = self._written(language, aim, found, within, atom)
                    if node is not None:
                        yield node

    def _best(self, wanted: np.ndarray, factors: np.ndarray, beginnings: int) -> list[Sum]:
        found: list[Sum] = []
        for _ in range(beginnings):
            found = sorted([*found, self._from(wanted, factors)], key=lambda one: one.left)[:KEPT]
            if found[0].left < PERFECT:
                return found[:1]
        return found

    def _from(self, wanted: np.ndarray, factors: np.ndarray) -> Sum:
        """The sum that one random beginning leads to."""
        from scipy.optimize import leastsq

        terms, spread = len(factors), float(wanted.std()) or 1.0
        slopes, fixed = self.groups @ self.logs, self.start @ self.logs

        def basis(free: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
            rows = factors * np.exp(np.clip(fixed + free.reshape(terms, -1) @ slopes, -LARGEST, LARGEST))
            rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-300)
            return rows, np.linalg.lstsq(rows.T, wanted, rcond=1e-12)[0]

        def residues(free: np.ndarray) -> np.ndarray:
            rows, coefficients = basis(free)
            self.tick(1)
            return np.asarray((coefficients @ rows - wanted) / spread)

        def derivatives(free: np.ndarray) -> np.ndarray:
            rows, coefficients = basis(free)
            moved = ((coefficients[:, None] * rows)[:, None] * slopes[None]).reshape(-1, len(wanted)).T
            q = np.linalg.qr(rows.T)[0]
            return np.asarray((moved - q @ (q.T @ moved)) / spread)

        begin = self.rng.normal(size=terms * len(slopes))
        with np.errstate(all="ignore"):
            free, _, info, _, _ = leastsq(
                residues, begin, Dfun=derivatives, full_output=True, ftol=1e-14, xtol=1e-14, maxfev=STEPS
            )
            left = float(np.sqrt(np.mean(np.square(info["fvec"]))))
        return Sum(self.start + free.reshape(terms, -1) @ self.groups, left if np.isfinite(left) else np.inf)

    def _written(
        self, language: Language, aim: Aim, found: Sum, within: float, atom: tuple[Node, np.ndarray] | None
    ) -> Node | None:
        """The sum with its exponents rounded; None if it cannot be written, or that makes it worse."""
        powers = [[rounded(value, within) for value in row] for row in found.exponents.tolist()]
        each = [value for row in powers for value in row]
        if sum(map(is_free, each)) > MOST_FREE or not all(map(language.can_raise, each)):
            return None
        coefficients, error = self._coefficients(np.array(powers), aim, atom)
        if not error <= max(PERFECT, ROUNDED * found.left):
            return None
        products: list[list[Power]] = [list(zip(self.variables, row, strict=True)) for row in powers]
        if atom is not None:
            products[-1].append((atom[0], 1.0))
        terms = [(named(c), language.product(product)) for c, product in zip(coefficients, products, strict=True)]
        return aim.outer.write(language, language.sum(terms))

    def _coefficients(self, powers: np.ndarray, aim: Aim, atom: tuple[Node, np.ndarray] | None) -> tuple[np.ndarray, float]:
        """The coefficients of products with these powers, (terms, variables), and the error on all rows as a share of the spread;
        it is infinite where a product has no value."""
        with np.errstate(all="ignore"):
            values = np.array([np.prod(self.columns.T**row, axis=1) for row in powers])
            if atom is not None:
                values[-1] = values[-1] * atom[1]
            sizes = np.linalg.norm(values, axis=1)
            if not (np.isfinite(sizes).all() and sizes.all()):
                return sizes, np.inf
            coefficients = np.linalg.lstsq((values / sizes[:, None]).T, aim.values, rcond=1e-14)[0] / sizes
            error = float(np.std(coefficients @ values - aim.values) / (aim.values.std() or 1.0))
        return coefficients, error

"""Sums of exponentials of unknown exponents, fitted from one beginning, the coefficients solved for all along.

Method: variable projection (G. Golub and V. Pereyra, The differentiation of pseudo-inverses and nonlinear least squares problems
whose variables separate, 1973), with the derivative without its second term (L. Kaufman, A variable projection method for
solving separable nonlinear least squares problems, 1975), by Levenberg and Marquardt's steps (scipy, MINPACK's lmder).
"""

from __future__ import annotations

import numpy as np

from contrast.search.laws.linear.subsets import Tick

STEPS = 60
"""Evaluations."""

LARGEST = 60.0
"""Of an exponent."""


def projected(
    wanted: np.ndarray, factors: np.ndarray, fixed: np.ndarray, slopes: np.ndarray, begin: np.ndarray, tick: Tick
) -> tuple[np.ndarray, float]:
    """The exponents with which a sum of terms, each a factor times e to `fixed` and multiples of the `slopes`, is nearest to what
    is wanted, the terms' coefficients being the best ones; and the root mean square error as a share of the spread.

    wanted, fixed: (rows,).  factors: (terms, rows).  slopes: (exponents, rows).  begin, and the result: (terms * exponents,).
    """
    from scipy.optimize import leastsq

    terms, spread = len(factors), float(wanted.std()) or 1.0

    def solved(free: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        rows = factors * np.exp(np.clip(fixed + free.reshape(terms, -1) @ slopes, -LARGEST, LARGEST))
        rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-300)
        return rows, np.linalg.lstsq(rows.T, wanted, rcond=1e-12)[0]

    def residues(free: np.ndarray) -> np.ndarray:
        rows, coefficients = solved(free)
        tick(1)
        return np.asarray((coefficients @ rows - wanted) / spread)

    def derivatives(free: np.ndarray) -> np.ndarray:
        rows, coefficients = solved(free)
        moved = ((coefficients[:, None] * rows)[:, None] * slopes[None]).reshape(-1, len(wanted)).T
        q = np.linalg.qr(rows.T)[0]
        return np.asarray((moved - q @ (q.T @ moved)) / spread)

    with np.errstate(all="ignore"):
        free, _, info, _, _ = leastsq(residues, begin, Dfun=derivatives, full_output=True, ftol=1e-14, xtol=1e-14, maxfev=STEPS)
        left = float(np.sqrt(np.mean(np.square(info["fvec"]))))
    return free, left if np.isfinite(left) else np.inf

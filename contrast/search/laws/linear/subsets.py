"""Which few features explain a direction best: all singles, pairs and triples by the algebra of inner products."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

FLOOR = 1e-24
"""The least share of a direction's square that counts as left unexplained: float64's rounding, squared."""

ALIKE = 1e-7
"""Two features are too alike for a pair if their angle's squared sine is less."""

ALIKE_SINGLE = np.float32(1e-4)
"""The same where they are scored in single precision."""

KEPT = 32
"""Rows of a block that are kept as scored in single precision, which tells shares below 1e-6 apart no more."""

BLOCK = 1 << 20
"""Pairs that are scored at once."""

Choice = tuple[tuple[int, ...], float]
"""Features, and the share of the direction's square that they leave unexplained."""

Tick = Callable[[int], None]
"""Is told after each block how many choices were scored, and may end it all."""


def unmetered(tried: int) -> None:
    """Let everything be tried."""


class Scale:
    """Description lengths: bits, and `weight` times log2 of the share that is left."""

    def __init__(self, bits: np.ndarray, weight: float):
        self.bits, self.weight = bits, weight

    def lengths(self, left: np.ndarray, which: np.ndarray) -> np.ndarray:
        """which: (choices, features)."""
        return np.asarray(self.bits[which].sum(axis=1) + self.weight * np.log2(np.maximum(left, FLOOR)))

    def best(self, which: np.ndarray, left: np.ndarray, keep: int) -> tuple[np.ndarray, np.ndarray]:
        """The choices with the shortest descriptions."""
        order = np.argsort(self.lengths(left, which), kind="stable")[:keep]
        return which[order], left[order]


def exactly(which: np.ndarray, rows: Rows, direction: np.ndarray, scale: Scale, keep: int) -> list[Choice]:
    """The best choices by what they leave to full precision."""
    left = np.array([unexplained(rows.at(choice), direction) for choice in which])
    if not len(which):
        return []
    chosen, shares = scale.best(which, left, keep)
    return [(tuple(map(int, choice)), float(share)) for choice, share in zip(chosen, shares, strict=True)]


class Rows:
    """Tables of features as one, the first ones counted first."""

    def __init__(self, *tables: np.ndarray):
        self._tables = tables

    def at(self, which: np.ndarray) -> np.ndarray:
        found = []
        for k in which:
            for table in self._tables:
                if k < len(table):
                    found.append(table[k])
                    break
                k = k - len(table)
        return np.array(found)


def singles(rows: np.ndarray, directions: np.ndarray, scale: Scale, keep: int) -> list[list[Choice]]:
    """For each direction the best features alone.  rows: (count, n), directions: (aims, n), all of length 1."""
    found = []
    for left, direction in zip(1 - np.square(directions @ rows.T), directions, strict=True):
        some = np.argpartition(left, 4 * keep)[: 4 * keep] if len(left) > 4 * keep else np.arange(len(left))
        found.append(exactly(some[:, None], Rows(rows), direction, scale, keep))
    return found


def pairs(rows: np.ndarray, directions: np.ndarray, scale: Scale, keep: int, tick: Tick = unmetered) -> list[list[Choice]]:
    """For each direction the best pairs."""
    found: list[list[tuple[np.ndarray, np.ndarray]]] = [[] for _ in directions]
    for start, cosines in _products(rows):
        sines = 1 - np.square(cosines)
        hopeless = (sines < ALIKE) | (np.arange(len(rows) - start)[None] <= np.arange(len(cosines))[:, None])
        factor = np.where(hopeless, 0.0, 1 / np.maximum(sines, ALIKE))
        for aim, direction in enumerate(directions):
            shares = rows[start:] @ direction
            one, other = shares[: len(cosines), None], shares[None]
            left = 1 - (np.square(one) + np.square(other) - 2 * one * other * cosines) * factor
            count = min(8 * keep, left.size)
            flat = np.argpartition(left, count - 1, axis=None)[:count]
            which = start + np.stack([flat // left.shape[1], flat % left.shape[1]], axis=1)
            real = which[:, 0] < which[:, 1]
            found[aim].append(scale.best(which[real], left.ravel()[flat[real]], keep))
        tick(int(np.count_nonzero(~hopeless)))
    return [
        exactly(*_together(choices, scale, 2 * keep), Rows(rows), direction, scale, keep)
        for choices, direction in zip(found, directions, strict=True)
    ]


def _together(found: list[tuple[np.ndarray, np.ndarray]], scale: Scale, keep: int) -> tuple[np.ndarray]:
    """The best of the choices of all blocks."""
    if not found:
        return (np.zeros((0, 2), np.int64),)
    which, left = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return (scale.best(which, left, keep)[0],)


def _products(rows: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """The inner products of features from a first one on with it and all after it, some first ones at a time."""
    start = 0
    while start < len(rows) - 1:
        stop = min(len(rows), start + max(1, BLOCK // (len(rows) - start)))
        yield start, rows[start:stop] @ rows[start:].T
        start = stop


def crossed(
    first: np.ndarray, rows: np.ndarray, directions: np.ndarray, scale: Scale, keep: int, tick: Tick = unmetered
) -> list[list[Choice]]:
    """For each direction the best pairs of one of the `first` features and one of `rows`; in a choice, rows are counted from
    the end of the first ones on, as `scale` has them. For each row only the best partner is kept."""
    one, many, aims = (array.astype(np.float32) for array in (first, rows, directions))
    found: list[list[tuple[np.ndarray, np.ndarray]]] = [[] for _ in directions]
    shares = one @ aims.T
    step = max(1, BLOCK // len(first))
    for start in range(0, len(rows), step):
        part = many[start : start + step]
        cosines = part @ one.T
        sines = _sines(cosines)
        for aim in range(len(aims)):
            own = (part @ aims[aim])[:, None]
            gain = np.square(own - cosines * shares[:, aim]) / sines + np.square(shares[:, aim])
            partner, row, left = _best_rows(gain)
            found[aim].append((np.stack([partner, len(first) + start + row], axis=1), left))
        tick(cosines.size)
    both = Rows(first, rows)
    return [exactly(*_together(f, scale, 6 * keep), both, d, scale, keep) for f, d in zip(found, directions, strict=True)]


def triples(
    first: np.ndarray, rows: np.ndarray, directions: np.ndarray, scale: Scale, keep: int, tick: Tick = unmetered
) -> list[list[Choice]]:
    """For each direction the best triples of two of the `first` features and one of `rows`, counted as in `crossed`."""
    one, many, aims = (array.astype(np.float32) for array in (first, rows, directions))
    found: list[list[tuple[np.ndarray, np.ndarray]]] = [[] for _ in directions]
    among, cosines, shares, own = one @ one.T, many @ one.T, one @ aims.T, many @ aims.T
    for i in range(len(first) - 1):
        sine = np.sqrt(_sines(among[i, i + 1 :]))
        second = (cosines[:, i + 1 :] - cosines[:, [i]] * among[i, i + 1 :]) / sine  # along what is new in the second
        rest = _sines(np.sqrt(np.square(cosines[:, [i]]) + np.square(second)))
        for aim in range(len(aims)):
            share = (shares[i + 1 :, aim] - among[i, i + 1 :] * shares[i, aim]) / sine
            inner = own[:, [aim]] - cosines[:, [i]] * shares[i, aim] - second * share
            gain = np.square(inner) / rest + np.square(share) + shares[i, aim] ** 2
            partner, row, left = _best_rows(gain)
            found[aim].append((np.stack([np.full(len(row), i), i + 1 + partner, len(first) + row], axis=1), left))
        tick(inner.size)
    both = Rows(first, rows)
    return [exactly(*_together(f, scale, 6 * keep), both, d, scale, keep) for f, d in zip(found, directions, strict=True)]


def _sines(cosines: np.ndarray) -> np.ndarray:
    """The squared sines; of features too alike a number so large that they gain nothing."""
    sines = 1 - np.square(cosines)
    return np.where(sines < ALIKE_SINGLE, np.float32(1e9), sines)


def _best_rows(gain: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The rows that gain most: each one's best partner, the row, and what both leave."""
    partner = gain.argmax(axis=1)
    most = gain[np.arange(len(gain)), partner]
    best = np.argpartition(-most, KEPT)[:KEPT] if len(most) > KEPT else np.arange(len(most))
    return partner[best], best, 1 - most[best].astype(float)


def unexplained(rows: np.ndarray, direction: np.ndarray) -> float:
    """The share of a direction's square that these features leave, to full precision."""
    basis = np.linalg.qr(rows.T)[0]
    rest = direction - basis @ (basis.T @ direction)
    return max(FLOOR, float(rest @ rest))

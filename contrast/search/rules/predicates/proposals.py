"""The predicates that tell most about the labels of some rows, for the bits that they cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from contrast.dsl import Apply, Const, Node
from contrast.search.limits import Meter
from contrast.search.rules.codelength import PROGRAM_WEIGHT
from contrast.search.rules.language import Language
from contrast.search.rules.predicates.batch import Batch
from contrast.search.rules.predicates.combinations import compared, computed, joined
from contrast.search.rules.predicates.cuts import Cuts, best_cuts
from contrast.search.rules.predicates.discriminants import Fitted
from contrast.search.rules.predicates.thresholds import threshold, threshold_bits
from contrast.search.rules.tree import Predicate

KEPT = 16
"""Predicates that are proposed for one set of rows."""

CROSSED = 24
"""Features, and predicates, that are combined with one another."""

ROUNDS = 2
"""How often combined features are combined again."""


class Proposer:
    """Proposes predicates for sets of rows.  labels: (rows,) numbers of labels.  combining: also what features and predicates
    make with one another."""

    def __init__(
        self,
        language: Language,
        batches: Sequence[Batch],
        labels: np.ndarray,
        meter: Meter,
        discriminants: Sequence[Fitted] = (),
        combining: bool = False,
    ):
        self.language = language
        self.batches = [batch for batch in batches if len(batch)]
        self.labels = labels
        self.meter = meter
        self.discriminants = discriminants
        self.combining = combining
        self._known: dict[bytes, list[Predicate]] = {}

    def propose(self, rows: np.ndarray) -> list[Predicate]:
        """Predicates that part these rows (a mask over all), the most useful first, no two with the same parts."""
        key = np.packbits(rows).tobytes()
        if key not in self._known:
            self._known[key] = self._proposed(np.flatnonzero(rows))
        return self._known[key]

    def _proposed(self, rows: np.ndarray) -> list[Predicate]:
        found: list[Predicate] = []
        if len(np.unique(self.labels[rows])) < 2:
            return found
        for batch in self.batches:
            found += self._from_features(batch, rows)
        for fitted in self.discriminants:
            for batch in fitted(rows):
                found += self._predicates(batch, rows)[0]
        best = _best(found, rows, CROSSED)
        for batch in joined(best, self.language, len(self.labels)) if self.combining else ():
            best += self._predicates(batch, rows)[0]
        return _best(best, rows, KEPT)

    def _from_features(self, batch: Batch, rows: np.ndarray) -> list[Predicate]:
        """Cuts of features, of pairs of the best of them, of those with a third, and comparisons of two."""
        found, first = self._predicates(batch, rows)
        if batch.kind is bool or not self.combining:
            return found
        found += self._predicates(compared(first, first, self.language), rows)[0]
        grown = first
        for _ in range(ROUNDS):
            tops = []
            for pairs in computed(grown, first, self.language):
                more, top = self._predicates(pairs, rows)
                found += more
                tops.append(top)
            if not tops:
                break
            grown = self._top(tops, rows)
        return found

    def _top(self, batches: Sequence[Batch], rows: np.ndarray) -> Batch:
        """The best of several batches of one kind."""
        values = np.concatenate([batch.values for batch in batches])
        bits = np.concatenate([batch.bits for batch in batches])
        nodes = [batch.node(k) for batch in batches for k in range(len(batch))]
        return self._predicates(Batch(batches[0].kind, values, bits, nodes.__getitem__), rows)[1]

    def _predicates(self, batch: Batch, rows: np.ndarray) -> tuple[list[Predicate], Batch]:
        """The best predicates that features give, and those features."""
        self.meter.count(len(batch), len(batch), 0)
        self.meter.check(0)
        cuts = best_cuts(batch.values[:, rows], self.labels[rows])
        saving = cuts.gains - PROGRAM_WEIGHT * batch.bits
        top = np.argsort(-saving, kind="stable")[:CROSSED]
        top = top[np.isfinite(saving[top])]
        return [self._predicate(batch, cuts, int(k)) for k in top], batch.pick(top)

    def _predicate(self, batch: Batch, cuts: Cuts, k: int) -> Predicate:
        node, values = batch.node(k), batch.values[k]
        if batch.kind is bool:
            return Predicate(node, self.language.negated(node), values.astype(bool), float(batch.bits[k]), float(cuts.gains[k]))
        less, bits = self.language.less[batch.kind], self.language.bits
        low, high = float(cuts.low[k]), float(cuts.high[k])
        known = self.language.dsl.constants
        limit = threshold(low, high, batch.kind, known)
        below = limit.value - 1 if batch.kind is int else limit.value if limit.value < high else low
        cost = self.language.cost(less) + float(batch.bits[k]) + threshold_bits(limit, known, bits)
        above: Node = Apply(less, (Const.of(below, batch.kind), node))
        return Predicate(Apply(less, (node, limit)), above, values < limit.value, cost, float(cuts.gains[k]))


def _best(predicates: Iterable[Predicate], rows: np.ndarray, count: int) -> list[Predicate]:
    """The most useful ones that part the rows differently."""
    kept: dict[bytes, Predicate] = {}
    for predicate in sorted(predicates, key=lambda predicate: -predicate.saved):
        holds = predicate.holds[rows]
        kept.setdefault(np.packbits(holds if holds[0] else ~holds).tobytes(), predicate)
        if len(kept) == count:
            break
    return list(kept.values())

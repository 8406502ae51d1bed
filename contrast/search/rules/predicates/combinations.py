"""Features made of two others: sums, differences, products, ratios, comparisons; and two predicates joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from contrast.dsl import Apply, Primitive
from contrast.dsl.batched.application import apply
from contrast.search.rules.language import Language
from contrast.search.rules.predicates.batch import Batch
from contrast.search.rules.tree import Predicate


def computed(left: Batch, right: Batch, language: Language) -> Iterator[Batch]:
    """Every arithmetic primitive on every pair of features of one kind, where it is defined on all rows."""
    for p in language.arithmetic(left.kind):
        yield _crossed(p, left, right, language)


def compared(left: Batch, right: Batch, language: Language) -> Batch:
    """Every comparison of a feature with another."""
    return _crossed(language.less[left.kind], left, right, language)


def joined(predicates: Sequence[Predicate], language: Language, rows: int) -> Iterator[Batch]:
    """Two predicates that hold both, or either, each of them as it stands or negated."""
    known = [(p.node, p.holds) for p in predicates]
    known += [(p.negated, ~p.holds) for p in predicates if p.negated is not None]
    nodes, holds = [node for node, _ in known if node is not None], [column for node, column in known if node is not None]
    batch = Batch.of(bool, holds, [language.bits(node) for node in nodes], nodes, rows)
    for name in ("both", "either"):
        if len(batch) and name in language.connectives:
            yield _crossed(language.connectives[name], batch, batch, language)


def _crossed(p: Primitive, left: Batch, right: Batch, language: Language) -> Batch:
    """One primitive on every pair, an unordered one if that is enough."""
    first, second = (index.ravel() for index in np.indices((len(left), len(right))))
    if left is right:
        apart = first < second if p.commutes else first != second
        first, second = first[apart], second[apart]
    pairs = (len(first), left.values.shape[1])
    values, mask = apply(p, [left.values[first], right.values[second]], pairs)
    assert isinstance(values, np.ndarray)
    if mask is not None:
        whole = np.flatnonzero(np.broadcast_to(mask, pairs).all(axis=1))
        values, first, second = values[whole], first[whole], second[whole]
    bits = language.cost(p) + left.bits[first] + right.bits[second]
    return Batch(p.result, values, bits, lambda k: Apply(p, (left.node(int(first[k])), right.node(int(second[k])))))

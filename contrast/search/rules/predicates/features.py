"""Features: what programs of a DSL are worth on every row, one program for each way to put the rows in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from contrast.dsl import Node, Var
from contrast.dsl.batched.columns import Column, expanded
from contrast.search.enumeration.bank import Block
from contrast.search.enumeration.engine import Engine
from contrast.search.enumeration.hashing import row_hashes
from contrast.search.limits import Meter
from contrast.search.rules.language import NUMBERS, Language
from contrast.search.rules.predicates.batch import Batch, ranks
from contrast.values import Kind

FIRST_TRIED = 256
"""Programs tried before rules are made for the first time, so that a small budget has an answer."""

MOST_TRIED = {True: 16_384, False: 2048}
"""Programs tried at most, by whether all inputs are plain numbers: on images a program takes about a microsecond a row."""

MOST_KEPT = 2048
"""Features kept at most, the cheapest ones."""

LARGEST_COST = 40
"""Dearer features are left to what combines them."""


class Pool:
    """Features of one kind, the cheapest of each order of the rows or its reverse: cuts tell no others apart."""

    def __init__(self, kind: Kind, engine: Engine, language: Language, rows: int):
        self.kind = kind
        self._engine = engine
        self._language = language
        self._rows = rows
        self._seen: set[int] = set()
        self._nodes: list[Node] = []
        self._values: list[np.ndarray] = []

    def __len__(self) -> int:
        return len(self._nodes)

    def add(self, block: Block) -> None:
        """Keep what is new of a block."""
        values = expanded(block.values)
        assert isinstance(values, np.ndarray)
        order = ranks(values)
        top = order.max(axis=1)
        hashes = np.minimum(row_hashes(order.astype(np.int64)), row_hashes((top[:, None] - order).astype(np.int64)))
        for k in np.flatnonzero(top > 0):
            if int(hashes[k]) not in self._seen and len(self) < MOST_KEPT:
                self._seen.add(int(hashes[k]))
                self._nodes.append(self._engine.forest.node(int(block.nodes[k])))
                self._values.append(values[k])

    def batch(self) -> Batch:
        """All of them."""
        nodes = list(self._nodes)
        return Batch.of(self.kind, list(self._values), [self._language.bits(node) for node in nodes], nodes, self._rows)


def features(
    language: Language, inputs: Sequence[Var], columns: Sequence[Column], outputs: Column, meter: Meter
) -> Iterator[list[Batch]]:
    """Features enumerated cheapest first, one batch for each kind: first a few, then as many as are worth it."""
    plain = all(var.kind in (*NUMBERS, bool) for var in inputs)
    pools: list[Pool] = []
    early = False
    for kind in (*language.less, bool):
        engine = Engine(language.atoms(plain), language.grammar, inputs, columns, outputs, kind, meter)
        pools.append(Pool(kind, engine, language, engine.top.rows))
        before = meter.candidates
        for block in _blocks(engine, kind):
            pools[-1].add(block)
            if not early and meter.candidates - before >= FIRST_TRIED and len(pools[-1]):
                early = True
                yield [pool.batch() for pool in pools]
            if meter.candidates - before >= MOST_TRIED[plain] or len(pools[-1]) >= MOST_KEPT:
                break
    yield [pool.batch() for pool in pools]


def _blocks(engine: Engine, kind: Kind) -> Iterator[Block]:
    for cost in range(1, LARGEST_COST + 1):
        for new in engine.level(cost):
            if new is not None and new.kind == kind:
                yield new.block

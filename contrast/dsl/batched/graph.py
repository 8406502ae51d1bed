"""Evaluating many programs that all see the same rows: as the graph that they share, every node once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import numpy as np

from contrast.dsl.batched.application import Mask, apply, argument_mask
from contrast.dsl.batched.columns import Column, Ragged, blank, broadcast, concatenate, each, pack, reshape, shape, take, widen
from contrast.dsl.batched.forest import Forest, Operator, Symbol
from contrast.dsl.batched.text import alike
from contrast.dsl.program import Const, Var
from contrast.values import Kind

AT_ONCE = 1 << 20
"""Values of nodes that are held at a time."""


class Graph:
    """The nodes that `roots` (of one kind) need, in an order in which each comes after its children."""

    def __init__(self, forest: Forest, roots: np.ndarray):
        self.forest = forest
        self.roots = np.asarray(roots)

    @cached_property
    def nodes(self) -> np.ndarray:
        """Every node needed, once, ascending. The bodies of function arguments are not among them."""
        found = frontier = np.unique(self.roots)
        while len(frontier):
            below = [children for symbol, at in self._operators(frontier) for children in self._values_of(symbol, frontier[at])]
            frontier = np.setdiff1d(np.concatenate(below), found) if below else found[:0]
            found = np.union1d(found, frontier)
        return found

    @cached_property
    def variables(self) -> list[Var]:
        """The variables that the roots use, function arguments included."""
        symbols = [self.forest.symbols[s] for s in np.unique(self.forest.symbols_of(self.nodes))]
        used = [symbol for symbol in symbols if isinstance(symbol, Var)]
        for symbol, at in self._operators(self.nodes):
            for place, params in enumerate(symbol.binders):
                if params:
                    inner = Graph(self.forest, self.forest.children_of(self.nodes[at])[:, place])
                    used += [var for var in inner.variables if var not in params]
        return list(dict.fromkeys(used))

    def _operators(self, nodes: np.ndarray) -> Iterator[tuple[Operator, np.ndarray]]:
        numbers = self.forest.symbols_of(nodes)
        for number in np.unique(numbers):
            symbol = self.forest.symbols[number]
            if isinstance(symbol, Operator):
                yield symbol, np.flatnonzero(numbers == number)

    def _values_of(self, symbol: Operator, nodes: np.ndarray) -> list[np.ndarray]:
        children = self.forest.children_of(nodes)
        return [children[:, place] for place, params in enumerate(symbol.binders) if not params]

    @cached_property
    def _steps(self) -> list[tuple[Symbol, np.ndarray, np.ndarray]]:
        """Nodes that can be computed in one call: their symbol, their numbers, and their places in the store of their kind."""
        depths, symbols = self.forest.depths_of(self.nodes), self.forest.symbols_of(self.nodes)
        steps = []
        for depth in range(int(depths.max()) + 1):
            for number in np.unique(symbols[depths == depth]):
                at = np.flatnonzero((depths == depth) & (symbols == number))
                steps.append((self.forest.symbols[number], self.nodes[at], self._places[at]))
        return steps

    @cached_property
    def _kinds(self) -> tuple[list[Kind], np.ndarray]:
        symbols = self.forest.symbols_of(self.nodes)
        kinds: list[Kind] = []
        number = np.zeros(len(self.nodes), np.int64)
        for s in np.unique(symbols):
            kind = self.forest.symbols[s].kind
            if kind not in kinds:
                kinds.append(kind)
            number[symbols == s] = kinds.index(kind)
        return kinds, number

    @cached_property
    def _places(self) -> np.ndarray:
        """For each node its row in the store of its kind."""
        kinds, number = self._kinds
        places = np.zeros(len(self.nodes), np.int64)
        for k in range(len(kinds)):
            at = number == k
            places[at] = np.arange(at.sum())
        return places

    def _place_of(self, nodes: np.ndarray) -> np.ndarray:
        return np.asarray(self._places[np.searchsorted(self.nodes, nodes)])

    def run(self, env: Mapping[str, Column], rows: int) -> tuple[Column, Mask]:
        """The roots' values, batch (roots, rows), and where they are defined.  env: columns of batch (1, rows)."""
        room = max(1, AT_ONCE // len(self.nodes))
        if rows <= room:
            return self._run(env, rows)
        parts = []
        for first in range(0, rows, room):
            chosen = slice(first, min(first + room, rows))
            part = {name: take(column, (slice(None), chosen)) for name, column in env.items()}
            parts.append(self._run(part, chosen.stop - first))
        return _beside(parts)

    def _run(self, env: Mapping[str, Column], rows: int) -> tuple[Column, Mask]:
        kinds, number = self._kinds
        stores = {kind: _Store(kind, int((number == k).sum()), rows) for k, kind in enumerate(kinds)}
        for symbol, nodes, places in self._steps:
            stores[symbol.kind].put(places, *self._compute(symbol, nodes, env, stores, rows))
        return stores[kinds[number[np.searchsorted(self.nodes, self.roots[0])]]].get(self._place_of(self.roots))

    def _compute(
        self, symbol: Symbol, nodes: np.ndarray, env: Mapping[str, Column], stores: Mapping[Kind, _Store], rows: int
    ) -> tuple[Column, Mask]:
        batch = (len(nodes), rows)
        if isinstance(symbol, Var):
            return broadcast(env[symbol.name], batch), None
        if isinstance(symbol, Const):
            return broadcast(reshape(pack(symbol.kind, [symbol.value]), (1, 1)), batch), None
        from contrast.dsl.batched.plan import Closure  # a closure's bodies may form a graph again

        args: list[Any] = []
        masks: list[Mask] = []
        scalars = {}
        children = self.forest.children_of(nodes)
        for place, (parameter, params) in enumerate(zip(symbol.primitive.parameters, symbol.binders, strict=True)):
            if params:
                args.append(Closure(self.forest, children[:, place], params, env, (rows,)))
                scalars[place] = args[-1].scalar_at
                continue
            column, mask = stores[parameter].get(self._place_of(children[:, place]))
            args.append(column)
            masks.append(mask)
        return apply(symbol.primitive, args, batch, argument_mask(symbol.primitive, args, masks), scalars, self.forest.width)


class _Store:
    """The values of the nodes of one kind, as they come."""

    def __init__(self, kind: Kind, count: int, rows: int):
        self.column = blank(kind, (count, rows))
        self.mask: Mask = None

    def put(self, places: np.ndarray, column: Column, mask: Mask) -> None:
        self.column = _assigned(self.column, places, column)
        if mask is not None:
            if self.mask is None:
                self.mask = np.ones(shape(self.column), bool)
            self.mask[places] = mask

    def get(self, places: np.ndarray) -> tuple[Column, Mask]:
        return take(self.column, places), None if self.mask is None else self.mask[places]


def _assigned(store: Column, places: np.ndarray, column: Column) -> Column:
    """The store with the column's values at these places; made wider if they are."""
    if isinstance(store, Ragged) and isinstance(column, Ragged):
        store = widen(store, max(store.width, column.width))
        inner: tuple[Any, ...] = (places, slice(None), *[slice(column.width)] * store.rank)
        store.length[places] = column.length
        return Ragged(_put(store.values, inner, column.values), store.length)
    assert isinstance(store, np.ndarray)
    assert isinstance(column, np.ndarray)
    return _put(store, places, column)


def _put(store: np.ndarray, places: Any, values: np.ndarray) -> np.ndarray:
    """The array with these values at these places, in a type that holds both."""
    store, values = alike(store, values)
    if values.dtype != store.dtype:
        store = store.astype(np.promote_types(store.dtype, values.dtype))
    store[places] = values
    return store


def _beside(parts: list[tuple[Column, Mask]]) -> tuple[Column, Mask]:
    """Parts of the rows side by side."""
    turned = concatenate([each(column, lambda array: array.swapaxes(0, 1)) for column, _ in parts])
    mask = None
    if any(part is not None for _, part in parts):
        mask = np.concatenate([np.broadcast_to(True if m is None else m, shape(c)) for c, m in parts], axis=1)
    return each(turned, lambda array: array.swapaxes(0, 1)), mask

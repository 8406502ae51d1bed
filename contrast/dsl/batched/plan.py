"""Evaluating many programs of a forest together, each on its own values.

To run a thousand bodies of a fold, each on its own state, the trees are unrolled by depth once, and then all nodes with
the same symbol at one depth are computed in one call, for every step of the fold. Bodies that all see the same values
(those of a map) are computed as the graph that they share instead, on each distinct value once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from contrast.dsl.batched.application import Mask, ScalarAt, apply, argument_mask
from contrast.dsl.batched.columns import Column, Ragged, broadcast, concatenate, each, pack, reshape, shape, take, trail, unpack
from contrast.dsl.batched.forest import Forest, Operator, Symbol
from contrast.dsl.batched.graph import Graph
from contrast.dsl.batched.text import is_text
from contrast.dsl.program import Const, Program, Var, evaluate
from contrast.values import Kind

Values = dict[Kind, tuple[Column, Mask]]
"""The values of one depth: for each kind a column with one row a node, and where it is defined."""


@dataclass
class Group:
    """The nodes with one symbol at one depth: the roots they belong to, the bodies of their function arguments by
    place, and the rows of their other arguments in the values of the depth below."""

    symbol: Symbol
    rows: np.ndarray
    bodies: dict[int, np.ndarray] = field(default_factory=dict)
    children: dict[int, np.ndarray | slice] = field(default_factory=dict)


class Plan:
    """How to compute `roots` (nodes of one kind): groups by depth, the deepest first."""

    def __init__(self, forest: Forest, roots: np.ndarray):
        self.forest = forest
        levels: list[list[Group]] = []
        nodes, rows = np.asarray(roots), np.arange(len(roots))
        waiting: list[tuple[Group, int, slice]] = []
        while len(nodes):
            groups, slots = self._group(nodes, rows)
            for group, place, part in waiting:
                group.children[place] = _as_slice(slots[part])
            if not levels:
                self.order = slots
            levels.append(groups)
            nodes, rows, waiting = self._descend(groups, nodes)
        self.levels = levels[::-1]

    def _group(self, nodes: np.ndarray, rows: np.ndarray) -> tuple[list[Group], np.ndarray]:
        """The groups of one depth, and for each node its row among the values of its kind."""
        symbols = self.forest.symbols_of(nodes)
        slots = np.zeros(len(nodes), np.int64)
        filled: dict[Kind, int] = {}
        groups = []
        self._members: list[np.ndarray] = []
        for s in np.unique(symbols):
            at = np.flatnonzero(symbols == s)
            symbol = self.forest.symbols[s]
            first = filled.get(symbol.kind, 0)
            slots[at] = np.arange(first, first + len(at))
            filled[symbol.kind] = first + len(at)
            groups.append(Group(symbol, rows[at]))
            self._members.append(at)
        return groups, slots

    def _descend(
        self, groups: Sequence[Group], nodes: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, list[tuple[Group, int, slice]]]:
        """The nodes of the next depth, their roots, and which part of them is which group's argument."""
        below: list[np.ndarray] = []
        rows: list[np.ndarray] = []
        waiting: list[tuple[Group, int, slice]] = []
        count = 0
        for group, at in zip(groups, self._members, strict=True):
            if not isinstance(group.symbol, Operator):
                continue
            children = self.forest.children_of(nodes[at])
            for place, params in enumerate(group.symbol.binders):
                if params:
                    group.bodies[place] = children[:, place]
                    continue
                below.append(children[:, place])
                rows.append(group.rows)
                waiting.append((group, place, slice(count, count + len(at))))
                count += len(at)
        empty = np.zeros(0, np.int64)
        return np.concatenate(below or [empty]), np.concatenate(rows or [empty]), waiting

    def run(self, env: Mapping[str, Column], rest: tuple[int, ...]) -> tuple[Column, Mask]:
        """The roots' values, batch (roots, *rest), and where they are defined.

        env: by variable name, columns of batch (1 or roots, *rest).
        """
        below: Values = {}
        for groups in self.levels:
            parts: dict[Kind, list[tuple[Column, Mask]]] = {}
            for group in groups:
                parts.setdefault(group.symbol.kind, []).append(self._compute(group, below, env, rest))
            below = {kind: _joined(columns) for kind, columns in parts.items()}
        ((column, mask),) = below.values()
        if len(self.levels[-1]) == 1:
            return column, mask
        return take(column, self.order), None if mask is None else mask[self.order]

    def _compute(self, group: Group, below: Values, env: Mapping[str, Column], rest: tuple[int, ...]) -> tuple[Column, Mask]:
        symbol, batch = group.symbol, (len(group.rows), *rest)
        if isinstance(symbol, Var):
            return broadcast(_rows(env[symbol.name], group.rows), batch), None
        if isinstance(symbol, Const):
            return broadcast(reshape(pack(symbol.kind, [symbol.value]), (1,) * len(batch)), batch), None
        args: list[Any] = [None] * len(symbol.binders)
        masks: list[Mask] = []
        scalars: dict[int, ScalarAt] = {}
        for place, bodies in group.bodies.items():
            inner = Changed(env, lambda column: _rows(column, group.rows))
            args[place] = Closure(self.forest, bodies, symbol.binders[place], inner, rest)
            scalars[place] = args[place].scalar_at
        for place, index in group.children.items():
            column, mask = below[symbol.primitive.parameters[place]]
            args[place] = take(column, index)
            masks.append(None if mask is None else mask[index])
        return apply(symbol.primitive, args, batch, argument_mask(symbol.primitive, args, masks), scalars, self.forest.width)


def _joined(parts: list[tuple[Column, Mask]]) -> tuple[Column, Mask]:
    mask = None
    if any(m is not None for _, m in parts):
        mask = np.concatenate([np.broadcast_to(True if m is None else m, shape(c)) for c, m in parts])
    return concatenate([column for column, _ in parts]), mask


def _as_slice(index: np.ndarray) -> np.ndarray | slice:
    """The index as a slice if it is a run, so that what it takes is not copied."""
    first, count = int(index[0]), len(index)
    return slice(first, first + count) if np.array_equal(index, np.arange(first, first + count)) else index


def _rows(column: Column, rows: np.ndarray) -> Column:
    """The rows of an environment column; one of a single row serves all."""
    return column if shape(column)[0] == 1 else take(column, rows)


class Changed(Mapping[str, Column]):
    """Columns by name, changed by `change` when they are first asked for; `bound` stand beside them as they are."""

    def __init__(self, base: Mapping[str, Column], change: Callable[[Column], Column], bound: Mapping[str, Column] | None = None):
        self._base = base
        self._change = change
        self._known = dict(bound or {})

    def __getitem__(self, name: str) -> Column:
        if name not in self._known:
            self._known[name] = self._change(self._base[name])
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys([*self._known, *self._base]))

    def __len__(self) -> int:
        return len(list(iter(self)))


@dataclass(frozen=True)
class Closure:
    """A function argument: for each row its own body, with the variables around it.

    Calling it with columns of batch (rows, *rest) or of more axes, (rows, *rest, extra…), returns the bodies' values
    and where they are defined, of that batch shape.
    """

    forest: Forest
    bodies: np.ndarray
    params: tuple[Var, ...]
    env: Mapping[str, Column]
    rest: tuple[int, ...]

    def at(self, positions: np.ndarray) -> Closure:
        """The function at flat positions of the batch, one row each."""
        batch = (len(self.bodies), *self.rest)
        index = np.unravel_index(positions, batch)
        around = Changed(self.env, lambda column: take(broadcast(column, batch), index))
        return Closure(self.forest, self.bodies[index[0]], self.params, around, ())

    @cached_property
    def plan(self) -> Plan:
        return Plan(self.forest, self.bodies)

    @cached_property
    def graph(self) -> Graph:
        return Graph(self.forest, self.bodies)

    def __call__(self, *columns: Column) -> tuple[Column, Mask]:
        batch = np.broadcast_shapes(*[shape(column) for column in columns])
        extra = len(batch) - len(self.rest) - 1
        bound = {var.name: column for var, column in zip(self.params, columns, strict=True)}
        inner = Changed(self.env, lambda column: trail(column, extra) if extra else column, bound)
        alike = len(self.bodies) > 1 and all(map(_same_for_all, columns))
        if alike and all(_same_for_all(inner[var.name]) for var in self.graph.variables):
            return self._shared({var.name: inner[var.name] for var in self.graph.variables}, batch[1:])
        return self.plan.run(inner, batch[1:])

    def _shared(self, env: Mapping[str, Column], rest: tuple[int, ...]) -> tuple[Column, Mask]:
        """The bodies' values where all of them see the same: computed on distinct rows, then spread."""
        flat = {name: each(column, lambda array: array[:1]) for name, column in env.items()}
        first, where = _distinct(list(flat.values()), rest)
        rows = {name: _rows_at(column, rest, first) for name, column in flat.items()}
        column, mask = self.graph.run(rows, len(first))
        batch = (len(self.bodies), *rest)
        spread = reshape(each(column, lambda array: array.take(where, axis=1)), batch)
        return spread, None if mask is None else mask.take(where, axis=1).reshape(batch)

    def scalar_at(self, position: int) -> Callable[..., Any]:
        """The function at a flat position of the batch, on plain values."""
        batch = (len(self.bodies), *self.rest)
        index = np.unravel_index(position, batch)
        body = self.forest.node(int(self.bodies[index[0]]))
        here = tuple(slice(int(k), int(k) + 1) for k in index)
        values = {name: unpack(reshape(take(broadcast(column, batch), here), (1,)))[0] for name, column in self.env.items()}
        names = [var.name for var in self.params]
        return lambda *arguments: evaluate(body, {**values, **dict(zip(names, arguments, strict=True))})


def _same_for_all(column: Column) -> bool:
    """Whether the column holds the same for every body."""
    array = column.values if isinstance(column, Ragged) else column
    return array.shape[0] == 1 or array.strides[0] == 0


def _distinct(columns: Sequence[Column], rest: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """The flat positions of distinct rows, and for each flat position which of them it equals.  columns: batch (1, *rest)."""
    marks = np.zeros((1, *rest), np.uint64)
    for column in columns:
        marks *= _ODD
        marks += _marks(column)
        marks ^= marks >> np.uint64(29)
    _, first, where = np.unique(marks.ravel(), return_index=True, return_inverse=True)
    return first, where


def _marks(column: Column) -> np.ndarray:
    """A number for each value: equal only for equal values. Numbers stand for themselves, strings for their place among all
    strings in order, other values for their place."""
    if isinstance(column, np.ndarray) and column.dtype.kind in "bif":
        numbers = column.astype(np.uint64) if column.dtype == bool else np.ascontiguousarray(column).view(np.uint64)
        return np.asarray((numbers + np.uint64(1)) * _ODD)
    if is_text(column):
        assert isinstance(column, np.ndarray)
        _, order = np.unique(column.ravel(), return_inverse=True)
        return np.asarray((order.reshape(column.shape).astype(np.uint64) + np.uint64(1)) * _ODD)
    batch = shape(column)
    return np.arange(int(np.prod(batch)), dtype=np.uint64).reshape(batch) * _ODD


_ODD = np.uint64(0x9E3779B97F4A7C15)


def _rows_at(column: Column, rest: tuple[int, ...], flat: np.ndarray) -> Column:
    """The values of a column of batch (1, *rest) at flat positions, batch (1, positions)."""
    places = np.unravel_index(flat, rest) if rest else ()
    axes = shape(column)[1:]
    index = tuple(place if size > 1 else np.zeros_like(place) for place, size in zip(places, axes, strict=True))
    return each(column, lambda array: array[(0, *index)][None])


def run_batch(program: Program, columns: Sequence[Column], count: int) -> tuple[Column, Mask]:
    """A program's values on columns of batch (count,), one column an input, and where it is defined."""
    forest = Forest()
    root = forest.insert(program.body)
    env = {var.name: each_row(column) for var, column in zip(program.inputs, columns, strict=True)}
    with np.errstate(all="ignore"):
        column, mask = Plan(forest, np.array([root])).run(env, (count,))
    return take(column, 0), None if mask is None else mask[0]


def each_row(column: Column) -> Column:
    """A column of batch (n,) as an environment column of batch (1, n)."""
    if isinstance(column, Ragged):
        return Ragged(column.values[None], column.length[None])
    return column[None]

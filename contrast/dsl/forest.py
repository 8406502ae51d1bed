"""Many programs at once: trees that share their nodes, evaluated one symbol at a time over all of them.

The search keeps every program it has found as a node of one forest. To run a thousand bodies of a fold, each on its
own state, the trees are unrolled by depth and all nodes with the same symbol at one depth are computed together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from contrast.dsl.batch import Mask, apply, both
from contrast.dsl.columns import Column, Ragged, broadcast, concatenate, pack, reshape, shape, take, trail, unpack
from contrast.dsl.primitive import Primitive
from contrast.dsl.program import Apply, Const, Lambda, Node, Program, Var, evaluate
from contrast.values import Kind

MAX_ARITY = 4


@dataclass(frozen=True)
class Operator:
    """A primitive with the variables that its function arguments bind: one tuple a place, empty for a plain value."""

    primitive: Primitive
    binders: tuple[tuple[Var, ...], ...]

    @property
    def kind(self) -> Kind:
        return self.primitive.result


Symbol = Var | Const | Operator


class Forest:
    """Nodes numbered from 0; node i has a symbol and up to four children, -1 where there is none."""

    def __init__(self) -> None:
        self.symbols: list[Symbol] = []
        self._index: dict[Symbol, int] = {}
        self._symbol = np.zeros(1024, np.int16)
        self._children = np.full((1024, MAX_ARITY), -1, np.int32)
        self.size = 0

    @property
    def nbytes(self) -> int:
        return self._symbol.nbytes + self._children.nbytes

    def symbol_id(self, symbol: Symbol) -> int:
        """The number of a symbol, given on first use."""
        if symbol not in self._index:
            self._index[symbol] = len(self.symbols)
            self.symbols.append(symbol)
        return self._index[symbol]

    def add(self, symbol: Symbol, children: Sequence[np.ndarray], count: int) -> np.ndarray:
        """`count` new nodes with one symbol; `children[k]` are their k-th children.  Returns their numbers."""
        first, last = self.size, self.size + count
        while last > len(self._symbol):
            self._symbol = np.concatenate([self._symbol, np.zeros_like(self._symbol)])
            self._children = np.concatenate([self._children, np.full_like(self._children, -1)])
        self._symbol[first:last] = self.symbol_id(symbol)
        for place, nodes in enumerate(children):
            self._children[first:last, place] = nodes
        self.size = last
        return np.arange(first, last)

    def insert(self, node: Node) -> int:
        """A syntax tree as nodes of the forest; its number."""
        if not isinstance(node, Apply):
            return int(self.add(node, [], 1)[0])
        binders = tuple(arg.params if isinstance(arg, Lambda) else () for arg in node.args)
        children = [self.insert(arg.body if isinstance(arg, Lambda) else arg) for arg in node.args]
        return int(self.add(Operator(node.primitive, binders), [np.array([c]) for c in children], 1)[0])

    def node(self, number: int) -> Node:
        """The syntax tree of a node."""
        symbol = self.symbols[self._symbol[number]]
        if not isinstance(symbol, Operator):
            return symbol
        children = [self.node(int(c)) for c in self._children[number, : len(symbol.binders)]]
        return Apply(
            symbol.primitive,
            tuple(Lambda(params, child) if params else child for params, child in zip(symbol.binders, children, strict=True)),
        )

    def run(self, roots: np.ndarray, env: Mapping[str, Column], rest: tuple[int, ...]) -> tuple[Column, Mask]:
        """The values of `roots` (all of one kind), one row a root.

        env: columns of batch shape (1 or len(roots), *rest), by variable name.  Returns batch (len(roots), *rest).
        """
        levels = self._unroll(np.asarray(roots))
        below: _Values | None = None
        for level in reversed(levels):
            below = self._compute(level, below, env, rest)
        assert below is not None
        ((column, mask),) = below.by_kind.values()
        order = below.slot
        return take(column, order), None if mask is None else mask[order]

    def _unroll(self, roots: np.ndarray) -> list[_Level]:
        nodes, rows = roots, np.arange(len(roots))
        levels = []
        while len(nodes):
            kids = self._children[nodes].copy()
            symbols = self._symbol[nodes]
            for s in np.unique(symbols):
                for place in self._function_places(int(s)):
                    kids[symbols == s, place] = -1
            present = kids >= 0
            position = np.cumsum(present.ravel()).reshape(kids.shape) - 1
            levels.append(_Level(nodes, rows, symbols, position))
            nodes, rows = kids[present], np.repeat(rows, present.sum(axis=1))
        return levels

    def _function_places(self, symbol: int) -> list[int]:
        found = self.symbols[symbol]
        return list(found.primitive.function_places) if isinstance(found, Operator) else []

    def _compute(self, level: _Level, below: _Values | None, env: Mapping[str, Column], rest: tuple[int, ...]) -> _Values:
        groups: dict[Kind, list[tuple[np.ndarray, Column, Mask]]] = {}
        for s in np.unique(level.symbols):
            at = np.flatnonzero(level.symbols == s)
            symbol = self.symbols[s]
            column, mask = self._symbol_values(symbol, level, at, below, env, rest)
            groups.setdefault(symbol.kind, []).append((at, column, mask))
        return _Values.gather(groups, len(level.nodes))

    def _symbol_values(
        self, symbol: Symbol, level: _Level, at: np.ndarray, below: _Values | None, env: Mapping[str, Column], rest: tuple[int, ...]
    ) -> tuple[Column, Mask]:
        batch = (len(at), *rest)
        if isinstance(symbol, Var):
            return broadcast(_rows(env[symbol.name], level.rows[at]), batch), None
        if isinstance(symbol, Const):
            return broadcast(reshape(pack(symbol.kind, [symbol.value]), (1,) * len(batch)), batch), None
        args: list[Any] = []
        scalars: dict[int, Callable[[int], Callable[..., Any]]] = {}
        masks: list[Mask] = []
        for place, params in enumerate(symbol.binders):
            if params:
                bodies = self._children[level.nodes[at], place]
                closure = Closure(self, bodies, params, {n: _rows(c, level.rows[at]) for n, c in env.items()}, rest)
                args.append(closure)
                scalars[place] = closure.scalar_at
                continue
            assert below is not None
            column, mask = below.at(symbol.primitive.parameters[place], level.position[at, place])
            args.append(column)
            masks.append(mask)
        return apply(symbol.primitive, args, batch, both(*masks), scalars)


@dataclass(frozen=True)
class _Level:
    """The nodes at one depth: their numbers, the root they belong to, symbols, and where their children are below."""

    nodes: np.ndarray
    rows: np.ndarray
    symbols: np.ndarray
    position: np.ndarray


@dataclass(frozen=True)
class _Values:
    """The values of one level: a column for each kind, and for each node its slot there."""

    by_kind: dict[Kind, tuple[Column, Mask]]
    slot: np.ndarray

    @classmethod
    def gather(cls, groups: dict[Kind, list[tuple[np.ndarray, Column, Mask]]], count: int) -> _Values:
        by_kind: dict[Kind, tuple[Column, Mask]] = {}
        slot = np.zeros(count, np.int64)
        for kind, parts in groups.items():
            slot[np.concatenate([at for at, _, _ in parts])] = np.arange(sum(len(at) for at, _, _ in parts))
            column = concatenate([column for _, column, _ in parts])
            mask = None
            if any(m is not None for _, _, m in parts):
                mask = np.concatenate([np.broadcast_to(True if m is None else m, shape(c)) for _, c, m in parts])
            by_kind[kind] = (column, mask)
        return cls(by_kind, slot)

    def at(self, kind: Kind, positions: np.ndarray) -> tuple[Column, Mask]:
        column, mask = self.by_kind[kind]
        index = self.slot[positions]
        return take(column, index), None if mask is None else mask[index]


def _rows(column: Column, rows: np.ndarray) -> Column:
    """The rows of an environment column; one of a single row serves all."""
    return column if shape(column)[0] == 1 else take(column, rows)


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

    def __call__(self, *columns: Column) -> tuple[Column, Mask]:
        batch = np.broadcast_shapes(*[shape(column) for column in columns])
        extra = len(batch) - len(self.rest) - 1
        inner = {name: trail(column, extra) for name, column in self.env.items()}
        inner |= {var.name: column for var, column in zip(self.params, columns, strict=True)}
        return self.forest.run(self.bodies, inner, batch[1:])

    def scalar_at(self, position: int) -> Callable[..., Any]:
        """The function at a flat position of the batch, on plain values."""
        batch = (len(self.bodies), *self.rest)
        index = np.unravel_index(position, batch)
        body = self.forest.node(int(self.bodies[index[0]]))
        here = tuple(slice(int(k), int(k) + 1) for k in index)
        values = {
            name: unpack(reshape(take(broadcast(column, batch), here), (1,)))[0] for name, column in self.env.items()
        }
        names = [var.name for var in self.params]
        return lambda *arguments: evaluate(body, {**values, **dict(zip(names, arguments, strict=True))})


def run_batch(program: Program, columns: Sequence[Column], count: int) -> tuple[Column, Mask]:
    """A program's values on columns of batch (count,), one column an input, and where it is defined."""
    forest = Forest()
    root = forest.insert(program.body)
    env = {var.name: each_row(column) for var, column in zip(program.inputs, columns, strict=True)}
    with np.errstate(all="ignore"):
        column, mask = forest.run(np.array([root]), env, (count,))
    return take(column, 0), None if mask is None else mask[0]


def each_row(column: Column) -> Column:
    """A column of batch (n,) as an environment column of batch (1, n)."""
    if isinstance(column, Ragged):
        return Ragged(column.values[None], column.length[None])
    return column[None]

"""Many programs at once, as trees that share their nodes. The search keeps every program it has found in one forest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from contrast.dsl.batched.width import LONGEST
from contrast.dsl.primitive import Primitive
from contrast.dsl.program import Apply, Const, Lambda, Node, Var
from contrast.values import Kind


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
    """Nodes numbered from 0, children before parents; node i has a symbol, a depth, and children, -1 where there is none.

    A list or text longer than `width` is undefined. `arity`: the most children that a node is expected to have.
    """

    def __init__(self, width: int = LONGEST, arity: int = 2) -> None:
        self.width = width
        self.symbols: list[Symbol] = []
        self._index: dict[Symbol, int] = {}
        self._symbol = np.zeros(1024, np.int16)
        self._depth = np.zeros(1024, np.int16)
        self._children = np.zeros((1024, arity), np.int32)
        self.size = 0

    @property
    def nbytes(self) -> int:
        """Bytes in use."""
        return self.size * (4 + 4 * self._children.shape[1])

    def symbol_id(self, symbol: Symbol) -> int:
        """The number of a symbol, given on first use."""
        if symbol not in self._index:
            self._index[symbol] = len(self.symbols)
            self.symbols.append(symbol)
        return self._index[symbol]

    def add(self, symbol: Symbol, children: Sequence[np.ndarray], count: int) -> np.ndarray:
        """`count` new nodes with one symbol; `children[k]` are their k-th children.  Returns their numbers, int32."""
        first, last = self.size, self.size + count
        self._make_room(last, len(children))
        self._symbol[first:last] = self.symbol_id(symbol)
        depth = np.zeros(count, np.int16)
        self._children[first:last, len(children) :] = -1
        for place, nodes in enumerate(children):
            self._children[first:last, place] = nodes
            depth = np.maximum(depth, self._depth[nodes] + np.int16(1))
        self._depth[first:last] = depth
        self.size = last
        return np.arange(first, last, dtype=np.int32)

    def forget(self, size: int) -> None:
        """Take the last nodes out again, down to this many; nothing may refer to them."""
        self.size = size

    def _make_room(self, size: int, arity: int) -> None:
        if size > len(self._symbol):
            capacity = max(size, len(self._symbol) + (len(self._symbol) >> 1))
            for array in (self._symbol, self._depth, self._children):  # in place: nothing is held twice
                array.resize((capacity, *array.shape[1:]), refcheck=False)
        if arity > self._children.shape[1]:
            more = ((0, 0), (0, arity - self._children.shape[1]))
            self._children = np.pad(self._children, more, constant_values=-1)

    def insert(self, node: Node) -> int:
        """A syntax tree as nodes of the forest; its number."""
        if not isinstance(node, Apply):
            return int(self.add(node, [], 1)[0])
        binders = tuple(arg.params if isinstance(arg, Lambda) else () for arg in node.args)
        children = [self.insert(arg.body if isinstance(arg, Lambda) else arg) for arg in node.args]
        return int(self.add(Operator(node.primitive, binders), [np.array([c]) for c in children], 1)[0])

    def node(self, number: int) -> Node:
        """The syntax tree of a node."""
        symbol: Symbol = self.symbols[int(self._symbol[number])]
        if not isinstance(symbol, Operator):
            return symbol
        children = [self.node(int(c)) for c in self._children[number, : len(symbol.binders)]]
        return Apply(
            symbol.primitive,
            tuple(Lambda(params, child) if params else child for params, child in zip(symbol.binders, children, strict=True)),
        )

    def symbols_of(self, nodes: np.ndarray) -> np.ndarray:
        """The symbol numbers of these nodes."""
        return np.asarray(self._symbol[nodes])

    def depths_of(self, nodes: np.ndarray) -> np.ndarray:
        """The depths of these nodes: 0 for leaves."""
        return np.asarray(self._depth[nodes])

    def children_of(self, nodes: np.ndarray) -> np.ndarray:
        """(nodes, places): the numbers of their children, -1 where there is none."""
        return np.asarray(self._children[nodes])

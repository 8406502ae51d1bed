"""Many programs at once, as trees that share their nodes. The search keeps every program it has found in one forest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from contrast.dsl.batch import WIDEST
from contrast.dsl.primitive import Primitive
from contrast.dsl.program import Apply, Const, Lambda, Node, Var
from contrast.values import Kind

USUAL_ARITY = 4
"""Children that a node has room for, until a primitive with more arguments comes."""


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
    """Nodes numbered from 0; node i has a symbol and children, -1 where there is none.

    A list longer than `width` is undefined.
    """

    def __init__(self, width: int = WIDEST) -> None:
        self.width = width
        self.symbols: list[Symbol] = []
        self._index: dict[Symbol, int] = {}
        self._symbol = np.zeros(1024, np.int16)
        self._children = np.full((1024, USUAL_ARITY), -1, np.int32)
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
        more = len(children) - self._children.shape[1]
        if more > 0:
            self._children = np.pad(self._children, ((0, 0), (0, more)), constant_values=-1)
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

    def children_of(self, nodes: np.ndarray) -> np.ndarray:
        """(nodes, places): the numbers of their children, -1 where there is none."""
        return np.asarray(self._children[nodes])

"""Decision trees: predicates at the branches, labels at the leaves. A decision list is one whose branches form a chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from contrast.dsl import Node
from contrast.search.rules.codelength import saved


@dataclass(frozen=True, eq=False)
class Predicate:
    """A truth value to branch on.

    negated: what holds where it does not, None if that cannot be said.  holds: (rows,) bool.  bits: what it costs.
    gain: what it tells about the labels of the rows that it was proposed for.
    """

    node: Node
    negated: Node | None
    holds: np.ndarray
    bits: float
    gain: float

    @property
    def saved(self) -> float:
        """Bits of description that it saves."""
        return saved(self.gain, self.bits)


@dataclass(frozen=True, eq=False)
class Leaf:
    """The number of a label."""

    label: int


@dataclass(frozen=True, eq=False)
class Branch:
    """`yes` where the predicate holds, else `no`."""

    predicate: Predicate
    yes: Tree
    no: Tree


Tree = Leaf | Branch

Path = tuple[bool, ...]
"""From the root to a node: True for `yes`."""


def leaves(tree: Tree) -> int:
    """How many leaves there are."""
    return leaves(tree.yes) + leaves(tree.no) if isinstance(tree, Branch) else 1


def answers(tree: Tree, rows: int) -> np.ndarray:
    """(rows,) the label that each row gets."""
    if isinstance(tree, Leaf):
        return np.full(rows, tree.label)
    return np.where(tree.predicate.holds, answers(tree.yes, rows), answers(tree.no, rows))


def walk(tree: Tree, rows: np.ndarray, path: Path = ()) -> Iterator[tuple[Path, Tree, np.ndarray]]:
    """Every node from the top, its path, and which of `rows` (a mask) come to it."""
    yield path, tree, rows
    if isinstance(tree, Branch):
        yield from walk(tree.yes, rows & tree.predicate.holds, (*path, True))
        yield from walk(tree.no, rows & ~tree.predicate.holds, (*path, False))


def grafted(tree: Tree, path: Path, part: Tree) -> Tree:
    """The tree with another part at a path."""
    if not path:
        return part
    assert isinstance(tree, Branch)
    if path[0]:
        return replace(tree, yes=grafted(tree.yes, path[1:], part))
    return replace(tree, no=grafted(tree.no, path[1:], part))

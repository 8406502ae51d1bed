"""Growing trees and lists: the leaf whose best predicate saves most is parted next."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from contrast.search.rules.predicates.proposals import Proposer
from contrast.search.rules.tree import Branch, Leaf, Path, Predicate, Tree, grafted


def majority(labels: np.ndarray) -> int:
    """The most frequent label, the first of several; 0 of none."""
    return int(np.bincount(labels, minlength=1).argmax())


def parted(predicate: Predicate, labels: np.ndarray, rows: np.ndarray) -> Branch:
    """One branch with the most frequent labels on both sides."""
    yes, no = (Leaf(majority(labels[rows & side])) for side in (predicate.holds, ~predicate.holds))
    return Branch(predicate, yes, no)


def grown(proposer: Proposer, begun: Branch, rows: np.ndarray, most_leaves: int, chain: bool) -> Iterator[Tree]:
    """Larger and larger trees, each with one leaf parted more than the one before, the first being what is begun.

    chain: make a decision list, whose branches have a leaf on one side each: the side that is left alone stays a leaf.
    """
    tree: Tree = begun
    count, holds = 2, begun.predicate.holds
    waiting: list[tuple[Path, np.ndarray]] = [((True,), rows & holds), ((False,), rows & ~holds)]
    yield tree
    while count < most_leaves:
        proposed = [(proposer.propose(here), path, here) for path, here in waiting]
        found = [(options[0], path, here) for options, path, here in proposed if options]
        if not found:
            return
        predicate, path, here = max(found, key=lambda option: option[0].saved)
        tree, count = grafted(tree, path, parted(predicate, proposer.labels, here)), count + 1
        rest = [] if chain else [(other, mask) for other, mask in waiting if other != path]
        waiting = [*rest, ((*path, True), here & predicate.holds), ((*path, False), here & ~predicate.holds)]
        yield tree

"""Balanced parentheses: no regular language, since a counter without bound has to be kept, and never below zero."""

from itertools import accumulate

import numpy as np

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.bits import VOCABULARY


def balanced_parentheses(brackets: list[bool]) -> bool:
    """Whether every bracket has its partner; a set bit opens, an unset one closes.

    >>> balanced_parentheses([True, False, True, True, False, False]), balanced_parentheses([False, True])
    (True, False)
    """
    depths = list(accumulate((1 if opens else -1 for opens in brackets), initial=0))
    return min(depths) == 0 and depths[-1] == 0


def balanced(rng: Rng, pairs: int) -> list[bool]:
    """A random walk that ends where it began, told from its lowest point on."""
    walk = rng.permutation([True, False] * pairs).tolist()
    depths = list(accumulate((1 if opens else -1 for opens in walk), initial=0))
    lowest = depths.index(min(depths))
    return [*walk[lowest:], *walk[:lowest]]


def broken(rng: Rng, word: list[bool]) -> list[bool]:
    """The word with one bracket turned, or with two exchanged: then the totals are right and only the order is wrong."""
    exchanges = rng.random() < 0.5
    while balanced_parentheses(word):
        opening, closing = (int(rng.choice(np.flatnonzero(np.array(word) == kind))) for kind in (True, False))
        turned = {opening, closing} if exchanges else {int(rng.choice([opening, closing]))}
        word = [opens != (place in turned) for place, opens in enumerate(word)]
    return word


def half_broken(enclosing: float = 0.0) -> Sampler:
    """Words of `size` brackets, an odd size gives one less: half are balanced, half are one edit away from it.

    enclosing: the share of the pairs that enclose all the others.
    """

    def draw(rng: Rng, size: int) -> tuple[list[bool]]:
        outer = int(enclosing * (size // 2))
        word = [True] * outer + balanced(rng, size // 2 - outer) + [False] * outer
        return (word if rng.random() < 0.5 else broken(rng, word),)

    return draw


task = Task(
    balanced_parentheses,
    VOCABULARY,
    splits={
        "train": Split((2, 20)),
        "longer_2x": Split((40, 40), why="twice the length"),
        "longer_10x": Split((200, 200), why="ten times the length"),
        "structured": Split((30, 40), half_broken(0.5), why="half of the pairs enclose all the others: deeper"),
    },
    sampler=half_broken(),
    source="N. Chomsky and M. P. Schützenberger, The algebraic theory of context-free languages, 1963 (Dyck language)",
)

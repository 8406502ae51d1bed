"""Finite automata that nobody picked: what a fixed memory can tell of a row of bits."""

import math
from functools import partial

import numpy as np
from contrast.tasks.census._bits import ROWS

from contrast.census.machines import census
from contrast.census.sieve import Drawn
from contrast.sampling import Rng
from contrast.task import Task
from contrast.vocab.bits import VOCABULARY

SOURCE = "finite automata with transitions and accepting states drawn at random"

STATES = (2, 4, 6, 9)
"""States of an automaton, a band each."""


def automaton(states: int, rng: Rng) -> Drawn:
    """A complete automaton of so many states that begins in state 0, and whether it accepts a row of bits.

    bits: those of the table, each transition and each accepting state written down.
    """
    moves = rng.integers(0, states, (states, 2)).tolist()
    accepting = (rng.random(states) < 0.5).tolist()

    def accepts(bits: list[bool]) -> bool:
        state = 0
        for bit in bits:
            state = moves[state][bit]
        return bool(accepting[state])

    text = (
        f"Whether an automaton accepts: states {moves} on an unset and a set bit, accepting {np.flatnonzero(accepting).tolist()}."
    )
    return Drawn(accepts, states * (2 * math.log2(states) + 1), text)


def tasks(n: int = 30, seed: int = 0) -> dict[str, Task]:
    """`n` automata of two to nine states."""
    return census(lambda _: ROWS, [partial(automaton, states) for states in STATES], bool, VOCABULARY, n, seed, SOURCE)

"""Boolean circuits that nobody picked: gates of two inputs over twelve bits."""

import math
from functools import partial

from contrast.tasks.census._bits import WIDTH, twelve

from contrast.census.machines import census
from contrast.census.sieve import Drawn
from contrast.sampling import Rng
from contrast.task import Task
from contrast.vocab.bits import VOCABULARY

SOURCE = "Boolean circuits whose gates and wires are drawn at random"

GATES = (4, 8, 16, 32)
"""Gates of a circuit, a band each."""

KINDS = 10
"""Functions of two bits that depend on both: and, or, exclusive or, with any of the bits and the result negated."""


def circuit(gates: int, rng: Rng) -> Drawn:
    """So many gates, each on the gate before it and a wire drawn from the twelve inputs and the other gates before it.

    A gate is a truth table of two bits that depends on both. bits: those of all tables and wires, written down.
    """
    tables = [rng.choice(_dependent()) for _ in range(gates)]
    wires = [(int(rng.integers(WIDTH + k - 1)), WIDTH + k - 1) for k in range(gates)]

    def output(*bits: bool) -> bool:
        values = list(bits)
        for table, (first, second) in zip(tables, wires, strict=True):
            values.append(bool(table >> (2 * values[first] + values[second]) & 1))
        return values[-1]

    cost = sum(math.log2(KINDS) + math.log2(WIDTH + k) for k in range(gates))
    shown = ", ".join(f"{table:04b}({first}, {second})" for table, (first, second) in zip(tables, wires, strict=True))
    return Drawn(output, cost, f"The last gate of a circuit over bits 0 to {WIDTH - 1}, truth tables of two wires: {shown}.")


def _dependent() -> list[int]:
    """The truth tables, as numbers, that depend on both bits."""
    return [
        t for t in range(16) if any((t >> k ^ t >> k + 2) & 1 for k in (0, 1)) and any((t >> k ^ t >> k + 1) & 1 for k in (0, 2))
    ]


def tasks(n: int = 20, seed: int = 0) -> dict[str, Task]:
    """`n` circuits of four to thirty-two gates."""
    makers = [partial(circuit, gates) for gates in GATES]
    return census(lambda one: twelve(one.function), makers, bool, VOCABULARY, n, seed, SOURCE)

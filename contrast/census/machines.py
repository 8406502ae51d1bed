"""A census of machines: drawn in bands of their size, sifted by behaviour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import repeat

from contrast.census.domain import Domain
from contrast.census.sieve import Drawn
from contrast.dsl import DSL
from contrast.dsl.reach import single_applications
from contrast.sampling import Rng, seeded
from contrast.task import Task
from contrast.values import Kind

Maker = Callable[[Rng], Drawn]
"""Draws one machine."""


def census(
    domain: Callable[[Drawn], Domain], makers: Sequence[Maker], kind: Kind, dsl: DSL, n: int, seed: int, source: str
) -> dict[str, Task]:
    """`n` tasks by number: machines of each maker in turn, as many of one as of another.

    domain: where a machine is defined; that of the first one tells machines apart.
    """
    rngs = [seeded(source, number, seed) for number in range(len(makers))]
    first = domain(makers[0](seeded(source, "first")))
    sieve = first.sieve(known=list(single_applications(dsl.narrowed([*first.kinds, kind]), first.inputs, kind)))
    bands = [map(maker, repeat(rng)) for maker, rng in zip(makers, rngs, strict=True)]
    found = sieve.fill(bands, n)
    return {str(number): domain(one).task(one, kind, dsl, source) for number, one in enumerate(found)}

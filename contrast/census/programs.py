"""A census of programs: drawn from a weighted grammar in bands of description bits, cut short, sifted by behaviour."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from contrast.census.domain import Domain
from contrast.census.grammar import RandomPrograms
from contrast.census.shrink import shrunk
from contrast.census.sieve import Drawn, Sieve
from contrast.dsl import DSL, Program
from contrast.dsl.program import Apply, walk
from contrast.dsl.reach import single_applications
from contrast.sampling import Rng, seeded
from contrast.task import Task
from contrast.values import Kind

BANDS = ((12, 20), (20, 28), (28, 36), (36, 44))
"""From how many description bits to below how many; a program's bits count after it was cut short."""

BEYOND = 12
"""How many bits more than its band a program is drawn with at most: most get shorter."""


def census(
    domain: Domain,
    kinds: Sequence[Kind],
    dsl: DSL,
    n: int,
    seed: int,
    source: str,
    searched: DSL | None = None,
    wanted: Callable[[Program], bool] = lambda program: True,
) -> dict[str, Task]:
    """`n` tasks by number: programs of `dsl`, their output kinds one after the other, of each as many of one band as of another,
    those of few bits first.

    searched: the DSL of the tasks, if the search is to have another than they were drawn from.  wanted: which programs
    count at all.
    """
    tasks: list[Task] = []
    for number, kind in enumerate(kinds):
        share = n // len(kinds) + (number < n % len(kinds))
        sought = (searched or dsl).narrowed([*domain.kinds, kind])
        sieve = domain.sieve(known=list(single_applications(sought, domain.inputs, kind)))
        programs = RandomPrograms(dsl, domain.inputs, kind, max(high for _, high in BANDS) + BEYOND)
        bands = [_candidates(programs, sieve, band, seeded(source, str(kind), band, seed), wanted) for band in BANDS]
        tasks += [domain.task(one, kind, searched or dsl, source) for one in sieve.fill(bands, share)]
    return {str(number): task for number, task in enumerate(tasks)}


def _candidates(
    programs: RandomPrograms, sieve: Sieve, band: tuple[int, int], rng: Rng, wanted: Callable[[Program], bool]
) -> Iterator[Drawn | None]:
    """Programs that are of this band once they are cut short."""
    while True:
        program = programs.draw(rng, band[0], band[1] + BEYOND)
        behaviour = sieve.behaviour(program)
        if not sieve.is_new(behaviour):
            yield None
            continue
        short = shrunk(program, programs.dsl, programs.grammar, partial(_behaves, sieve, behaviour))
        bits = programs.grammar.bits(short.body)
        yield Drawn(short, bits, f"What the program {short} gives.") if band[0] <= bits < band[1] and wanted(short) else None


def _behaves(sieve: Sieve, behaviour: tuple[str, ...] | None, program: Program) -> bool:
    return bool(sieve.behaviour(program) == behaviour)


def names(program: Program) -> set[str]:
    """The names of the primitives that a program applies."""
    return {node.primitive.name for node in walk(program.body) if isinstance(node, Apply)}

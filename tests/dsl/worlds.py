"""Vocabularies with inputs and random rows, for properties that hold in every one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from contrast.catalog import vocabulary
from contrast.dsl import DSL, Program, Var
from contrast.dsl.batched.columns import Column, pack, reshape, shape, take, unpack
from contrast.dsl.batched.forest import Forest
from contrast.values import Kind
from tests.dsl.strategies import programs

VALUES: Mapping[Kind, st.SearchStrategy[Any]] = {
    int: st.integers(-4, 9),
    bool: st.booleans(),
    str: st.text("ab 1-", max_size=5),
    list[int]: st.lists(st.integers(-3, 6), max_size=5),
    list[bool]: st.lists(st.booleans(), max_size=5),
}


@dataclass(frozen=True)
class World:
    """A vocabulary, the inputs of its programs, and the kinds that these may give."""

    dsl: DSL
    inputs: tuple[Var, ...]
    kinds: tuple[Kind, ...]

    def rows(self, count: int) -> st.SearchStrategy[list[tuple[Any, ...]]]:
        """This many random inputs."""
        return st.lists(st.tuples(*[VALUES[var.kind] for var in self.inputs]), min_size=count, max_size=count)

    def several(self, count: int) -> st.SearchStrategy[list[Program]]:
        """This many random programs of one kind."""
        return st.sampled_from(self.kinds).flatmap(
            lambda kind: st.lists(programs(self.dsl, self.inputs, kind, depth=3), min_size=count, max_size=count)
        )

    def columns(self, rows: Sequence[tuple[Any, ...]], batch: tuple[int, ...]) -> dict[str, Column]:
        """The inputs by name, of this batch shape."""
        return {var.name: reshape(pack(var.kind, [row[k] for row in rows]), batch) for k, var in enumerate(self.inputs)}


XS, N = Var("xs", list[int]), Var("n", int)
WORLDS = {
    "lists": World(vocabulary("lists"), (XS, N), (list[int], int, bool)),
    "lists_full": World(vocabulary("lists_full"), (XS, N), (list[int], int, bool)),
    "strings": World(vocabulary("strings"), (Var("s", str), N), (str, int, bool)),
    "bits": World(vocabulary("bits"), (Var("bits", list[bool]), N), (int, bool)),
}


def inserted(forest: Forest, programs: Sequence[Program]) -> list[int]:
    """The numbers of the programs' nodes in a forest."""
    return [forest.insert(program.body) for program in programs]


def answers(column: Column, mask: Any) -> list[list[Any]]:
    """The values of a column of batch (programs, rows), None where undefined."""
    found = []
    for k in range(shape(column)[0]):
        values = unpack(take(column, k))
        defined = [True] * len(values) if mask is None else mask[k]
        found.append([value if ok else None for value, ok in zip(values, defined, strict=True)])
    return found

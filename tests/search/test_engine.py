"""The enumeration against brute force in plain Python: everything, nothing twice, each value at its least cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from contrast.dsl import DSL, Grammar, Primitive, Var, primitive
from contrast.dsl.batched.columns import pack, take, unpack
from contrast.errors import Undefined
from contrast.search.enumeration.engine import Engine
from contrast.search.limits import Meter
from contrast.solver import Budget
from contrast.vocab.primitives.lists import sequences
from contrast.vocab.primitives.numbers import booleans, divisors, integers
from tests.search.brute_force import BruteForce, Row

INTS = [Var("x", int), Var("y", int)]
INT_ROWS: list[Row] = [(1, 2), (5, 3), (4, 7)]
XS = [Var("xs", list[int])]
XS_ROWS: list[Row] = [([3, 9, 1],), ([2, 2],), ([7, 0, 7, 5],)]
WITH_EMPTY: list[Row] = [([3, 9, 1, 4],), ([],), ([7, 5],)]


@primitive
def half(x: int) -> int:
    """Half of an even number."""
    if x % 2:
        raise Undefined("half of an odd number")
    return x // 2


@dataclass(frozen=True)
class Space:
    """Programs of a DSL up to a cost, and the rows on which they are told apart."""

    dsl: DSL
    inputs: list[Var]
    rows: list[Row]
    kind: Any
    most: int


def ints(*primitives: Primitive, constants: tuple[Any, ...] = (), most: int) -> Space:
    return Space(DSL.of(*primitives, constants=constants, kinds=(int, bool)), INTS, INT_ROWS, int, most)


def lists(*primitives: Primitive, constants: tuple[Any, ...] = (), most: int, rows: list[Row] = XS_ROWS) -> Space:
    dsl = DSL.of(*primitives, constants=constants, kinds=(bool, int, list[int]))
    return Space(dsl, XS, rows, list[int], most)


SPACES = {
    "arithmetic, commuting": ints(integers.add, integers.mul, constants=(1,), most=12),
    "arithmetic, not commuting": ints(integers.sub, integers.max_, constants=(1,), most=12),
    "a partial primitive": ints(integers.mod, integers.sub, most=10),
    "lists": lists(sequences.cons, sequences.tail, sequences.head, integers.add, constants=([],), most=9),
    "lists, one of them empty": lists(sequences.cons, sequences.tail, sequences.head, constants=([], 1), most=9, rows=WITH_EMPTY),
    "partial programs under a choice": lists(
        sequences.tail, sequences.head, integers.less, booleans.choose, constants=(2,), most=10, rows=WITH_EMPTY
    ),
    "bodies": lists(sequences.map_, sequences.filter_, divisors.is_even, integers.add, constants=(1,), most=13),
    "bodies of two parameters": lists(sequences.fold, sequences.scan, integers.add, sequences.cons, constants=([],), most=16),
    "partial bodies": lists(sequences.map_, half, integers.add, constants=(1,), most=14, rows=WITH_EMPTY),
    "partial bodies under a choice": lists(sequences.map_, half, divisors.is_even, booleans.choose, most=13, rows=WITH_EMPTY),
    "bodies in bodies": lists(sequences.map_, sequences.reduce, integers.min_, integers.add, most=14),
}


def enumerated(space: Space) -> Engine:
    """The engine after all levels."""
    columns = [pack(var.kind, [row[k] for row in space.rows]) for k, var in enumerate(space.inputs)]
    wanted = pack(space.kind, [[0]] * len(space.rows) if space.kind == list[int] else [0] * len(space.rows))
    grammar = Grammar(space.dsl, [var.kind for var in space.inputs])
    engine = Engine(space.dsl, grammar, space.inputs, columns, wanted, space.kind, Meter(Budget()))
    for cost in range(1, space.most + 1):
        list(engine.level(cost))
    return engine


def value_rows(engine: Engine, kind: Any, cost: int) -> list[str]:
    """What the bank holds at one cost, as text; None where a program is undefined."""
    block = engine.top.bank(kind).level(cost)
    rows = []
    for k in range(0 if block is None else len(block)):
        values = unpack(take(block.column, k))
        defined = [True] * len(values) if block.mask is None else block.mask[k]
        rows.append(repr([value if ok else None for value, ok in zip(values, defined, strict=True)]))
    return rows


@pytest.mark.parametrize("name", SPACES)
def test_each_value_is_in_the_bank_once_at_the_least_cost_of_a_program_that_has_it(name: str):
    space = SPACES[name]
    engine = enumerated(space)
    expected = BruteForce(space.dsl, space.inputs).new_values(space.kind, space.rows, space.most, engine.keeper.partial)
    held = {cost: value_rows(engine, space.kind, cost) for cost in expected}
    assert {cost: sorted(rows) for cost, rows in held.items()} == {cost: sorted(rows) for cost, rows in expected.items()}

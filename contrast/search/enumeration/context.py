"""A context: the variables in scope, and rows of values for them on which programs are told apart.

The top context's rows are the examples. A lambda's body lives in a child context: the same variables and the bound
ones, whose values are sampled from what programs of their kind are seen to be on the same example.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from contrast.dsl import Var
from contrast.dsl.batched.columns import Column, element_type, pack, ragged_rank, take, unpack
from contrast.sampling import default_sampler, seeded
from contrast.search.enumeration.bank import Bank, Block
from contrast.values import ARRAYS, Kind, digest, element_kind, is_list

BODY_ROWS = 64
"""Rows on which the bodies of lambdas are told apart."""

WIDE_BODY_ROWS = 24
"""The same where a bound variable is a list, a text or a graph, of which fewer tell as much and each takes more room."""

POOL_PROGRAMS = 16
"""How many of the cheapest programs of a kind lend their values to a bound variable of that kind."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Context:
    """Variables, their columns of batch (rows,), and a bank for each kind.

    `done` is, by kind, the last complete cost. `closed` counts, by kind and cost, the programs taken over from the parent.
    """

    def __init__(self, variables: Sequence[Var], env: Mapping[str, Column], rows: int, parent: Context | None = None):
        self.variables = tuple(variables)
        self.env = dict(env)
        self.rows = rows
        self.parent = parent
        self.depth: int = 0 if parent is None else parent.depth + 1
        self.parent_rows = np.zeros(0, np.int64)
        self.banks: dict[Kind, Bank] = {}
        self.children: dict[tuple[Kind, ...], Context] = {}
        self.closed: dict[tuple[Kind, int], int] = {}
        self.done: dict[Kind, int] = {}

    def bank(self, kind: Kind) -> Bank:
        return self.banks.setdefault(kind, Bank())

    def open_costs(self, kind: Kind) -> list[int]:
        """The costs at which there are such programs."""
        bank = self.bank(kind)
        return [cost for cost, count in bank.places.items() if count > self.closed.get((kind, cost), 0)]

    def open_level(self, kind: Kind, cost: int) -> Block | None:
        """The programs of a level that use a variable which the parent lacks; those that do not stand first."""
        block = self.bank(kind).level(cost)
        first = self.closed.get((kind, cost), 0)
        if block is None or first == len(block):
            return None
        return block.pick(slice(first, None))

    @property
    def nbytes(self) -> int:
        return sum(bank.nbytes for bank in self.banks.values()) + sum(child.nbytes for child in self.children.values())

    def family(self) -> Iterator[Context]:
        """This context and all below it."""
        yield self
        for child in self.children.values():
            yield from child.family()

    def child(self, kinds: tuple[Kind, ...]) -> Context:
        """The context of a lambda that binds variables of these kinds; made on first use."""
        if kinds not in self.children:
            self.children[kinds] = self._make_child(kinds)
        return self.children[kinds]

    def bound(self, kinds: tuple[Kind, ...]) -> tuple[Var, ...]:
        """The variables that such a lambda binds."""
        taken = {var.name for var in self.variables}
        free = [letter for letter in LETTERS if letter not in taken]
        return tuple(Var(name, kind) for name, kind in zip(free, kinds, strict=False))

    def _make_child(self, kinds: tuple[Kind, ...]) -> Context:
        rng = seeded("bodies", self.depth, *map(str, kinds))
        count = BODY_ROWS if all(element_type(kind) is not object and not ragged_rank(kind) for kind in kinds) else WIDE_BODY_ROWS
        rows = np.arange(max(count, self.rows)) % self.rows
        params = self.bound(kinds)
        env = {name: take(column, rows) for name, column in self.env.items()}
        for var in params:
            pools = self._pools(var.kind)
            env[var.name] = pack(var.kind, _picked(pools, rows, var.kind, rng))
        child = Context((*self.variables, *params), env, len(rows), self)
        child.parent_rows = rows
        return child

    def _pools(self, kind: Kind) -> list[list[Any]]:
        """For each row the values that a variable of this kind may take there."""
        pools: list[list[Any]] = [[] for _ in range(self.rows)]
        for known, bank in self.banks.items():
            elements = is_list(known) and element_kind(known) == kind
            if known != kind and not elements:
                continue
            for values in _first_values(bank):
                for row, value in enumerate(values):
                    if value is not None:
                        pools[row] += value if elements else [value]
        return pools


def _first_values(bank: Bank) -> list[list[Any]]:
    """The values, by row, of the cheapest programs; None where undefined."""
    found: list[list[Any]] = []
    for cost in bank.costs:
        if len(found) >= POOL_PROGRAMS:
            break
        block = bank.level(cost)
        assert block is not None
        for k in range(min(len(block), POOL_PROGRAMS - len(found))):
            values = unpack(take(block.values, k))
            fine = np.ones(len(values), bool) if block.mask is None else block.mask[k]
            found.append([value if ok else None for value, ok in zip(values, fine, strict=True)])
    return found


def _picked(pools: list[list[Any]], rows: np.ndarray, kind: Kind, rng: np.random.Generator) -> list[Any]:
    """A value for each of `rows`: those of the row's pool in random order, all of them before any comes again."""
    key = digest if kind in ARRAYS else repr
    distinct = [list({key(value): value for value in pool}.values()) for pool in pools]
    orders = [rng.permutation(len(values)) for values in distinct]
    used = [0] * len(pools)
    picked = []
    for row in rows:
        values, order = distinct[row], orders[row]
        picked.append(values[order[used[row] % len(order)]] if values else default_sampler([kind])(rng, 3)[0])
        used[row] += 1
    return picked

"""Features: what expressions contribute to a space, as they stand and within forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from contrast.dsl import Node
from contrast.sampling import seeded
from contrast.search.laws.linear.space import Space
from contrast.search.laws.parts.expressions import Expressions
from contrast.search.laws.parts.form import Form
from contrast.search.laws.parts.forms import FORMS, Inner, inner_constants
from contrast.search.laws.units import is_plain

PLAIN, EXPONENT = -1, -2
"""In place of a form: the expression itself, and in a product the expression as an exponent of e."""

ONES = 4
"""Forms with 1 and -1 as inner constants are tried on so many times more expressions than with others."""

TUNINGS = 4
"""How often the steps around an inner constant are made finer, each time four times."""

NARROW, WIDE = 0.35, 0.15
"""The first steps' reach: radians at the largest argument of a function that oscillates, else relative."""

BLOCK = 1 << 20
"""Values of a table that are computed at once."""


@dataclass(frozen=True)
class Part:
    """A feature written out.  values: on all rows.  powers: of the variables that make plain numbers of it, in a product.
    exponent: whether it stands as an exponent of e."""

    node: Node
    values: np.ndarray
    powers: np.ndarray
    exponent: bool = False


@dataclass(frozen=True)
class Table:
    """Features of one space.  rows: (count, screened rows), residues of length 1.  bits: (count,).  form, arg, k: what each
    is made of."""

    rows: np.ndarray
    bits: np.ndarray
    form: np.ndarray
    arg: np.ndarray
    k: np.ndarray

    def __len__(self) -> int:
        return len(self.bits)

    def pick(self, which: np.ndarray) -> Table:
        return Table(self.rows[which], self.bits[which], self.form[which], self.arg[which], self.k[which])

    def cheapest(self, count: int) -> Table:
        return self.pick(np.argsort(self.bits, kind="stable")[:count])

    def distinct(self) -> Table:
        """Of features that point the same way, or the opposite one, the cheapest; in order of bits."""
        order = np.argsort(self.bits, kind="stable")
        views = seeded("views", self.rows.shape[1]).normal(size=(self.rows.shape[1], 2))
        seen = np.rint(np.abs(self.rows[order] @ views) * 1e8).astype(np.int64)
        _, first = np.unique(seen[:, 0] * (1 << 32) + seen[:, 1], return_index=True)
        return self.pick(order[np.sort(first)])

    @classmethod
    def joined(cls, tables: list[Table]) -> Table:
        return cls(*[np.concatenate([getattr(t, name) for t in tables]) for name in ("rows", "bits", "form", "arg", "k")])


class Features:
    """The features of a store's expressions in a space.  price: bits of a constant that is fitted."""

    def __init__(self, space: Space, store: Expressions, price: float):
        self.space, self.store, self.language, self.price = space, store, store.language, price
        self.forms = [
            (index, form)
            for index, form in enumerate(FORMS)
            if self.language.has(*form.symbols, "mul") and (form.factor if space.log else form.term)
        ]

    def table(self, count: int) -> Table:
        """About so many of the cheapest features with named inner constants, distinct, in order of bits."""
        order = self.store.order()
        formed = [*self._formed(order[: count // 6], Inner.NAMED), *self._formed(order[count // 6 : count], Inner.ONE)]
        return Table.joined([*self._plain(order[:count]), *formed]).cheapest(3 * count).distinct().cheapest(count)

    def family(self, indices: np.ndarray) -> Table:
        """These expressions as they stand, and as factors with 1 added to them or taken from; distinct."""
        formed = [*self._formed(indices, Inner.ONE, self.forms[:1])] if self.space.log else []
        return Table.joined([*self._plain(indices), *formed]).distinct()

    def wide(self, count: int) -> Table:
        """So many of the cheapest expressions as a family, and within all forms the cheapest of them."""
        order = self.store.order()[:count]
        return Table.joined([self.family(order), *self._formed(order[: count // 6], Inner.FEW)]).distinct()

    def tables(self, named: int, free: int) -> Iterator[Table]:
        """All expressions, block by block; within forms the `free` cheapest ones with all inner constants, the `named` ones
        after them with those that have names, and those after them with 1 and -1."""
        order = self.store.order()
        yield from self._plain(order)
        yield from self._formed(order[:free], Inner.FREE)
        yield from self._formed(order[free : free + named], Inner.NAMED)
        yield from self._formed(order[free + named : ONES * (free + named)], Inner.ONE)

    def tuned(self, direction: np.ndarray, count: int, shapes: bool = False) -> Iterator[Table]:
        """So many of the cheapest expressions within each form, with the inner constant that explains most of a direction alone;
        steps around the best one so far grow finer.  shapes: within those forms that only a fit of more constants can judge,
        instead of within all others."""
        args = self._arguments(self.store.order()[:count])
        for index, form in self.forms if len(args) else []:
            if form.is_shape != shapes:
                continue
            some = args[: form.most]
            u = self._seen(some)
            k = self._best(form, u, inner_constants(u, form, Inner.FREE, self.language, self.price)[0], direction)
            span = NARROW / np.abs(u).max(axis=1) if form.oscillates else WIDE * np.abs(k)
            for _ in range(TUNINGS):
                k = self._best(form, u, k[:, None] + span[:, None] * np.linspace(-1, 1, 9), direction)
                span = span / 4
            with np.errstate(all="ignore"):
                rows = self.space.scale(form.values(u, k[:, None]), rows=self.space.screen)
            bits = self.store.bits[some] + form.bits(self.language) + self.language.bits("mul") + (1 + form.more) * self.price
            yield self._made(index, some, k, bits, rows)

    def coarse(self, count: int) -> Iterator[Table]:
        """So many of the cheapest expressions within each form, with all free inner constants, one form after the other."""
        order = self.store.order()[:count]
        for index, form in self.forms:
            tables = list(self._formed(order, Inner.FREE, [(index, form)]))
            if any(map(len, tables)):
                yield Table.joined(tables)

    def _best(self, form: Form, u: np.ndarray, k: np.ndarray, direction: np.ndarray) -> np.ndarray:
        """For each expression the inner constant of those tried, (count, tried), that leaves least of a direction."""
        with np.errstate(all="ignore"):
            values = form.values(u[:, None], k[:, :, None]).reshape(-1, u.shape[1])
        rows, good = self.space.features(self.space.scale(values, rows=self.space.screen))
        self.store.meter.count(len(rows), 0, 0)
        gain = np.where(good, np.square(np.nan_to_num(rows) @ direction), -1.0).reshape(k.shape)
        return np.asarray(k[np.arange(len(k)), gain.argmax(axis=1)])

    def part(self, table: Table, k: int) -> Part:
        """A feature written out."""
        index, arg, inner = int(table.form[k]), int(table.arg[k]), float(table.k[k])
        node, values = self.store.node(arg), self.store.values[arg]
        if index < 0:
            return Part(node, values, self.space.powers(self.store.units[[arg]])[0], exponent=index == EXPONENT)
        none = np.zeros(len(self.space.variables))
        return Part(FORMS[index].write(self.language, node, inner), FORMS[index].values(values, np.asarray(inner)), none)

    def _plain(self, args: np.ndarray) -> Iterator[Table]:
        step = max(1, BLOCK // len(self.space.screen))
        for start in range(0, len(args), step):
            part = args[start : start + step]
            typed = part[self.space.typed(self.store.units[part])]
            powers = self.space.powers(self.store.units[typed]) if self.space.log else None
            values = self.space.scale(self._seen(typed), powers, self.space.screen)
            yield self._made(PLAIN, typed, np.ones(len(typed)), self.store.bits[typed], values)
            if self.space.log and self.language.has("exp", "mul"):
                plain = part[is_plain(self.store.units[part])]
                bits = self.store.bits[plain] + self.price + self.language.bits("exp", "mul")
                yield self._made(
                    EXPONENT, plain, np.ones(len(plain)), bits, self.space.exponents(self._seen(plain), self.space.screen)
                )

    def _arguments(self, args: np.ndarray) -> np.ndarray:
        """Those of these expressions that forms may be tried on: plain numbers, where plain numbers may stand."""
        return args[is_plain(self.store.units[args])] if self.space.log or is_plain(self.space.unit) else args[:0]

    def _formed(self, args: np.ndarray, inner: Inner, forms: Sequence[tuple[int, Form]] | None = None) -> Iterator[Table]:
        args = self._arguments(args)
        for index, form in self.forms if forms is None else forms:
            width = inner_constants(np.ones((1, 1)), form, inner, self.language, self.price)[0].shape[1]
            if not width:
                continue
            some, step = args[: form.most], max(1, BLOCK // (len(self.space.screen) * width))
            for start in range(0, len(some), step):
                part = some[start : start + step]
                u = self._seen(part)
                k, extra = inner_constants(u, form, inner, self.language, self.price)
                with np.errstate(all="ignore"):
                    values = form.values(u[:, None], k[:, :, None]).reshape(-1, u.shape[1])
                bits = (self.store.bits[part][:, None] + extra + form.bits(self.language)).ravel()
                yield self._made(index, np.repeat(part, width), k.ravel(), bits, self.space.scale(values, rows=self.space.screen))

    def _made(self, index: int, args: np.ndarray, k: np.ndarray, bits: np.ndarray, rows: np.ndarray) -> Table:
        self.store.meter.count(len(args), 0, 0)
        self.store.meter.check(self.store.nbytes)
        rows, good = self.space.features(rows)
        form = np.full(len(args), index, np.int8)
        return Table(rows, bits, form, args, k).pick(np.flatnonzero(good))

    def _seen(self, args: np.ndarray) -> np.ndarray:
        return np.asarray(self.store.values[args[:, None], self.space.screen])

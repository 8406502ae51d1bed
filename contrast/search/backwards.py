"""The last step backwards: what the missing argument of the top node would have to be, looked up among what is known.

With `wanted` on top, `p(a, ?)` has one possible second argument for each known `a` if the primitive declares an inverse:
the search reaches twice as deep as it has enumerated. Where few arguments have a partner at all (prefixes of a wanted
text), the partners become targets themselves, so that a chain of such steps is found piece by piece.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from contrast.dsl import Apply, Node, Primitive
from contrast.dsl.columns import Column, broadcast, shape, take
from contrast.dsl.forest import Forest
from contrast.dsl.plan import each_row
from contrast.search.bank import Block
from contrast.search.engine import Engine
from contrast.search.goal import Goal
from contrast.search.hashing import row_hashes
from contrast.values import Kind

SELECTIVE = 1 / 16
"""Partners become targets themselves where at most this share of the arguments has one."""

MOST_TARGETS = 64
"""Targets that are held at a time; cheaper ones replace dearer ones."""

LONGEST_CHAIN = 6
"""Steps back that a target may be away from what is wanted."""

MOST_HITS = 16
"""Partners looked up at a time; they cost a pass over the bank."""

NO_BOUND = 10**9
"""The cost under which programs are wanted while none is known."""

SHARE = 0.5
"""Work on targets other than the goal itself, in programs, against the candidates of the enumeration."""

STEP_WORK = 500.0
"""What the calls of a step cost, in candidates."""

CHUNK = 1 << 18
"""Values whose partners are computed at once."""


@dataclass(frozen=True)
class Step:
    """An application with one argument missing: `place` of `primitive`, the other argument (if any) is a known node."""

    primitive: Primitive
    place: int
    known: int | None

    def node(self, forest: Forest, missing: Node) -> Node:
        if self.known is None:
            return Apply(self.primitive, (missing,))
        known = forest.node(self.known)
        return Apply(self.primitive, (missing, known) if self.place == 0 else (known, missing))


@dataclass(frozen=True)
class Target:
    """Values that, once found, give what is wanted by going back through the steps, the last of them first."""

    kind: Kind
    wanted: Column
    cost: int
    steps: tuple[Step, ...]
    hash: int

    def node(self, forest: Forest, found: Node) -> Node:
        """The whole program, given one for the target."""
        for step in reversed(self.steps):
            found = step.node(forest, found)
        return found


@dataclass(frozen=True)
class Reached:
    """A program of this cost that gives what is wanted on all rows."""

    node: Node
    cost: int


class Backwards:
    """Looks up partners of what is known, for one goal over one engine. Programs dearer than `bound` are left out."""

    def __init__(self, engine: Engine, goal: Goal):
        self.engine = engine
        self.rows = goal.rows
        self.bound = NO_BOUND
        self._inverses = [(p, place) for p in engine.instances for place in p.inverses if not p.function_places]
        self._told: set[tuple[Any, ...]] = set()
        self._known = 0
        self._places: dict[Kind, dict[int, int]] = {}
        self.work = 0.0
        self._targets: dict[tuple[Kind, int], Target] = {}
        if goal.tolerance == 0 and goal.care.all() and self._inverses:
            root = Target(goal.kind, each_row(goal.wanted), 0, (), int(row_hashes(each_row(goal.wanted))[0]))
            self._targets[root.kind, root.hash] = root
            self._waiting = [root]

    def look(self) -> Iterator[Reached]:
        """Look for all targets and for the partners of all that is known, among what has been found since."""
        if not self._targets:
            return
        yield from self._settle()
        root, *others = sorted(self._targets.values(), key=lambda target: target.cost)
        for target in others:
            yield from self._look_up(target, np.array([target.hash], np.uint64), None)
        known = sum(len(bank) for bank in self.engine.top.banks.values())
        anew = known >= 1.5 * self._known  # what is known may have a partner among what is new
        self._known = known if anew else self._known
        for kind, bank in list(self.engine.top.banks.items()):
            fresh = bank.since(self._places.get(kind, {}), self.bound)
            for cost, block in fresh:
                for target in (root, *others):
                    if target is root or self._affordable():
                        yield from self._steps(target, kind, cost, block)
            if anew:
                for cost, block in bank.blocks(self.bound):
                    yield from self._steps(root, kind, cost, block)
            self._places[kind] = bank.places
        yield from self._settle()

    def _affordable(self) -> bool:
        """Whether targets that are several steps away may have more work: as much as the enumeration has had."""
        return self.work <= SHARE * self.engine.meter.candidates

    def _settle(self) -> Iterator[Reached]:
        """Compare new targets with all that is known already."""
        while self._waiting:
            target = self._waiting.pop(0)
            yield from self._look_up(target, np.array([target.hash], np.uint64), None)
            for kind, bank in list(self.engine.top.banks.items()):
                for cost, block in bank.blocks(self.bound - target.cost):
                    if self._affordable():
                        yield from self._steps(target, kind, cost, block)
            for primitive, place in self._inverses:
                if len(primitive.parameters) == 1 and primitive.result == target.kind:
                    partners, mask = _inverse(primitive, place, target.wanted, [], self.rows)
                    if mask.all():
                        self._aim(target, primitive, place, np.array([-1]), partners, row_hashes(partners))

    def _steps(self, target: Target, kind: Kind, cost: int, block: Block) -> Iterator[Reached]:
        """The block's programs as known arguments of each step to the target."""
        for primitive, place in self._inverses:
            if len(primitive.parameters) != 2 or primitive.result != target.kind or primitive.parameters[1 - place] != kind:
                continue
            if primitive.commutes and place == 1:
                continue
            spent = target.cost + cost + self.engine.grammar.cost(primitive.name, primitive.result)
            if spent + 1 < self.bound:
                yield from self._step(target, primitive, place, block, spent)

    def _step(self, target: Target, primitive: Primitive, place: int, block: Block, spent: int) -> Iterator[Reached]:
        size = max(1, block.nbytes // max(1, len(block)) // 8)
        width = max(1, CHUNK // size)
        for first in range(0, len(block), width):
            part = block.pick(slice(first, first + width))
            self.work += STEP_WORK
            self.engine.meter.check(self.engine.nbytes)
            kept, partners = self._partners(target, primitive, place, part)
            if len(kept) == 0:
                continue
            nodes, hashes = part.nodes[kept], row_hashes(partners)
            step = Target(primitive.parameters[place], partners, spent, target.steps, 0)
            yield from self._look_up(step, hashes, (primitive, place, nodes))
            if len(kept) <= max(4, SELECTIVE * len(part)) and len(target.steps) < LONGEST_CHAIN:
                self._aim(target, primitive, place, nodes, partners, hashes, spent)

    def _partners(self, target: Target, primitive: Primitive, place: int, part: Block) -> tuple[np.ndarray, Column]:
        """The programs that have a partner on all rows, and the partners.  The first row sorts most of them out."""
        kept = np.arange(len(part)) if part.mask is None else np.flatnonzero(part.mask.all(axis=1))
        known = part.column if len(kept) == len(part) else take(part.column, kept)
        for rows in (slice(0, 1), slice(None)):
            here, wanted = take(known, (slice(None), rows)), take(target.wanted, (slice(None), rows))
            partners, mask = _inverse(primitive, place, wanted, [here], shape(here)[1])
            self.work += len(kept) * shape(here)[1] / self.rows
            held = mask.all(axis=1)
            if not held.all():
                kept, known, partners = kept[held], take(known, held), take(partners, held)
            if len(kept) == 0:
                break
        return kept, partners

    def _look_up(self, target: Target, hashes: np.ndarray, known: tuple[Primitive, int, np.ndarray] | None) -> Iterator[Reached]:
        """Programs that are the partners, cheapest first."""
        bank = self.engine.top.banks.get(target.kind)
        if bank is None:
            return
        at = np.flatnonzero(bank.seen.contains(hashes))[:MOST_HITS]
        if len(at) == 0:
            return
        for cost, block in bank.blocks(self.bound - target.cost):
            if len(at) == 0:
                return
            theirs = row_hashes(block.column, block.mask)
            common = np.flatnonzero(np.isin(theirs, hashes[at]))
            for k in common:
                mine = at[np.flatnonzero(hashes[at] == theirs[k])]
                step = None if known is None else Step(known[0], known[1], int(known[2][mine[0]]))
                yield from self._tell(target, step, int(block.nodes[k]), cost)
                at = np.setdiff1d(at, mine)

    def _tell(self, target: Target, step: Step | None, found: int, cost: int) -> Iterator[Reached]:
        key = (target.steps, step, found)
        if key in self._told or target.cost + cost >= self.bound:
            return
        self._told.add(key)
        forest = self.engine.forest
        node = forest.node(found)
        yield Reached(target.node(forest, node if step is None else step.node(forest, node)), target.cost + cost)

    def _aim(
        self,
        target: Target,
        primitive: Primitive,
        place: int,
        nodes: np.ndarray,
        partners: Column,
        hashes: np.ndarray,
        spent: int | None = None,
    ) -> None:
        """Make targets of partners, as long as there is room."""
        cost = target.cost + self.engine.grammar.cost(primitive.name, primitive.result) if spent is None else spent
        kind = primitive.parameters[place]
        for k in range(len(nodes)):
            key = (kind, int(hashes[k]))
            if len(self._targets) >= MOST_TARGETS or (key in self._targets and self._targets[key].cost <= cost):
                continue
            step = Step(primitive, place, int(nodes[k]) if nodes[k] >= 0 else None)
            made = Target(kind, take(partners, slice(k, k + 1)), cost, (*target.steps, step), key[1])
            self._targets[key] = made
            self._waiting.append(made)


def _inverse(primitive: Primitive, place: int, wanted: Column, known: Sequence[Column], rows: int) -> tuple[Column, np.ndarray]:
    """Partners of batch (programs, rows), blank where there is none, and where there is one."""
    column, mask = primitive.inverses[place](wanted, *known)
    batch = (shape(known[0])[0] if known else 1, rows)
    held = np.broadcast_to(True if mask is None else mask, batch)
    column = broadcast(column, batch)
    return column, held

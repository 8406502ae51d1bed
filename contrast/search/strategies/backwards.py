"""The last step backwards: what the missing argument of the top node would have to be, looked up among what is known.

With `wanted` on top, `p(a, ?)` has one possible second argument for each known `a` if the primitive declares an inverse:
the search reaches twice as deep as it has enumerated. Where few arguments have a partner at all (prefixes of a wanted
text), the partners become targets themselves, so that a chain of such steps is found piece by piece.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from contrast.dsl import Apply, Node, Primitive
from contrast.dsl.batched.columns import Column, broadcast, expanded, has_arrays, shape, take
from contrast.dsl.batched.forest import Forest
from contrast.dsl.batched.plan import each_row
from contrast.search.enumeration.bank import Block
from contrast.search.enumeration.combine import chunks
from contrast.search.enumeration.engine import Engine
from contrast.search.enumeration.hashing import row_hashes
from contrast.search.enumeration.hashset import HashSet
from contrast.search.goal import Goal
from contrast.values import Kind

SELECTIVE = 1 / 16
"""Partners become targets themselves where at most this share of the arguments has one."""

MOST_TARGETS = 64
"""Targets that are taken up; the first come stay."""

LONGEST_CHAIN = 6
"""Steps back that a target may be away from what is wanted."""

MOST_HITS = 16
"""Partners looked up at a time; they cost a pass over the bank."""

NO_BOUND = 10**9
"""The cost under which programs are wanted while none is known."""

SHARE = 0.5
"""Work on targets other than the goal itself, in programs, against the candidates of the enumeration."""

STEP_WORK = 64.0
"""What the calls of a step cost, in candidates."""

CHUNK = 1 << 18
"""Values whose partners are computed at once."""


@dataclass(frozen=True)
class Step:
    """An application with the argument at `place` missing; `known` are the nodes of the others, in order."""

    primitive: Primitive
    place: int
    known: tuple[int, ...]

    def node(self, forest: Forest, missing: Node) -> Node:
        args = [forest.node(number) for number in self.known]
        return Apply(self.primitive, (*args[: self.place], missing, *args[self.place :]))


@dataclass(frozen=True)
class Target:
    """Values that, once found, give what is wanted by going back through the steps, the last of them first."""

    kind: Kind
    wanted: Column
    cost: int
    steps: tuple[Step, ...]
    hash: int

    @classmethod
    def of(cls, goal: Goal) -> Target:
        """The goal itself, on the rows that count."""
        wanted = each_row(take(goal.wanted, np.flatnonzero(goal.care)))
        return cls(goal.kind, wanted, 0, (), int(row_hashes(wanted)[0]))

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
        self._care = None if goal.care.all() else np.flatnonzero(goal.care)
        self.rows = int(goal.care.sum())
        self._seen: dict[Kind, HashSet] = {}
        self.bound = NO_BOUND
        able = [p for p in engine.instances if not p.function_places and all(map(has_arrays, (*p.parameters, p.result)))]
        self._inverses = [(p, place) for p in able for place in p.inverses]
        self._told: set[tuple[Any, ...]] = set()
        self._known = 0
        self._places: dict[Kind, dict[int, int]] = {}
        self.work = 0.0
        self._targets: dict[tuple[Kind, int], Target] = {}
        if goal.tolerance == 0 and self._inverses:
            root = Target.of(goal)
            self._targets[root.kind, root.hash] = root
            self._waiting = [root]

    @property
    def targets(self) -> list[Target]:
        """What is looked for beside the goal itself, in the order in which it was found."""
        return [target for target in self._targets.values() if target.steps]

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
            for cost, block in self._noted(kind, bank.since(self._places.get(kind, {}), self.bound)):
                for target in (root, *others):
                    if target is root or self._affordable():
                        yield from self._steps(target, kind, cost, block)
            if anew:
                for cost, block in self._blocks(kind, self.bound):
                    yield from self._steps(root, kind, cost, block)
            self._places[kind] = bank.places
        yield from self._settle()

    def _affordable(self) -> bool:
        """Whether targets that are several steps away may have more work: their `SHARE` of what the enumeration has had."""
        return self.work <= SHARE * self.engine.meter.candidates

    def _settle(self) -> Iterator[Reached]:
        """Compare new targets with all that is known already."""
        while self._waiting:
            target = self._waiting.pop(0)
            yield from self._look_up(target, np.array([target.hash], np.uint64), None)
            for kind in list(self.engine.top.banks):
                for cost, block in self._blocks(kind, self.bound - target.cost):
                    if self._affordable():
                        yield from self._steps(target, kind, cost, block)
            for primitive, place in self._inverses:
                if len(primitive.parameters) == 1 and primitive.result == target.kind:
                    partners, mask = inverse(primitive, place, target.wanted, [])
                    if mask.all():
                        spent = target.cost + self.engine.grammar.cost(primitive.name, primitive.result)
                        self._aim(target, primitive, place, np.zeros((1, 0), int), partners, row_hashes(partners), spent)

    def _steps(self, target: Target, kind: Kind, cost: int, block: Block) -> Iterator[Reached]:
        """The block's programs as a known argument of each step to the target, the others being any that are known."""
        for primitive, place in self._inverses:
            kinds = [k for p, k in enumerate(primitive.parameters) if p != place]
            if primitive.result != target.kind or (primitive.commutes and place == 0 and 1 in primitive.inverses):
                continue
            spent = target.cost + cost + self.engine.grammar.cost(primitive.name, primitive.result)
            for at in [at for at, wanted in enumerate(kinds) if wanted == kind]:
                for more, blocks in self._beside(kinds, at, block, self.bound - spent):
                    yield from self._step(target, primitive, place, blocks, spent + more)

    def _beside(self, kinds: Sequence[Kind], at: int, block: Block, below: int) -> Iterator[tuple[int, list[Block]]]:
        """The block as one of the known arguments, with every choice of blocks for the others; what those cost."""
        others = [[(0, block)] if k == at else list(self._blocks(kind, below)) for k, kind in enumerate(kinds)]
        for chosen in itertools.product(*others):
            cost = sum(cost for cost, _ in chosen)
            if len(chosen) == 1 or (cost < below and self._affordable()):
                yield cost, [block for _, block in chosen]

    def _blocks(self, kind: Kind, below: int) -> Iterator[tuple[int, Block]]:
        bank = self.engine.top.banks.get(kind)
        return iter(()) if bank is None else map(self._counting, bank.blocks(below))

    def _counting(self, found: tuple[int, Block]) -> tuple[int, Block]:
        """A block on the rows that count."""
        cost, block = found
        if self._care is None:
            return cost, block
        values = take(block.values, (slice(None), self._care))
        return cost, Block(values, None if block.mask is None else block.mask[:, self._care], block.nodes)

    def _noted(self, kind: Kind, found: Iterator[tuple[int, Block]]) -> Iterator[tuple[int, Block]]:
        """Blocks on the rows that count, their hashes there remembered; on all rows the bank remembers them itself."""
        for cost, block in map(self._counting, found):
            if self._care is not None:
                self._seen.setdefault(kind, HashSet()).add(row_hashes(block.column, block.mask))
            yield cost, block

    def _step(self, target: Target, primitive: Primitive, place: int, blocks: Sequence[Block], spent: int) -> Iterator[Reached]:
        size = max(max(1, block.nbytes // max(1, len(block)) // 8) for block in blocks)
        for part in chunks(blocks, max(1, CHUNK // size)):
            self.work += STEP_WORK
            self.engine.check()
            known, partners = self._partners(target, primitive, place, part)
            if len(known) == 0:
                continue
            hashes = row_hashes(partners)
            step = Target(primitive.parameters[place], partners, spent, target.steps, 0)
            yield from self._look_up(step, hashes, (primitive, place, known))
            few = len(known) <= max(4, SELECTIVE * np.prod([len(block) for block in part]))
            if few and len(blocks) == 1 and len(target.steps) < LONGEST_CHAIN:
                self._aim(target, primitive, place, known, partners, hashes, spent)

    def _partners(self, target: Target, primitive: Primitive, place: int, part: Sequence[Block]) -> tuple[np.ndarray, Column]:
        """The known arguments, (applications, places), that have a partner on all rows; the partners.

        The first row sorts most of them out.
        """
        index = [at.ravel() for at in np.meshgrid(*[_whole(block) for block in part], indexing="ij")]
        for rows in (slice(0, 1), slice(None)):
            there = np.arange(self.rows)[rows]
            here = [expanded(take(block.values, (at[:, None], there))) for block, at in zip(part, index, strict=True)]
            wanted = take(target.wanted, (slice(None), rows))
            self.work += len(index[0]) * len(range(self.rows)[rows]) / self.rows
            partners, mask = inverse(primitive, place, wanted, here)
            held = np.flatnonzero(mask.all(axis=1))
            index = [at[held] for at in index]
            if len(held) == 0:
                break
        known = np.stack([block.nodes[at] for block, at in zip(part, index, strict=True)], axis=1)
        return known, take(partners, held)

    def _look_up(self, target: Target, hashes: np.ndarray, known: tuple[Primitive, int, np.ndarray] | None) -> Iterator[Reached]:
        """Programs that are the partners, cheapest first."""
        bank = self.engine.top.banks.get(target.kind)
        if bank is None:
            return
        seen = bank.seen if self._care is None else self._seen.setdefault(target.kind, HashSet())
        at = np.flatnonzero(seen.contains(hashes))[:MOST_HITS]
        if len(at) == 0:
            return
        for cost, block in self._blocks(target.kind, self.bound - target.cost):
            if len(at) == 0:
                return
            theirs = row_hashes(block.column, block.mask)
            common = np.flatnonzero(np.isin(theirs, hashes[at]))
            for k in common:
                mine = at[np.flatnonzero(hashes[at] == theirs[k])]
                if len(mine) == 0:  # another program that is the same on the rows that count
                    continue
                step = None if known is None else Step(known[0], known[1], tuple(known[2][mine[0]].tolist()))
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
        known: np.ndarray,
        partners: Column,
        hashes: np.ndarray,
        spent: int,
    ) -> None:
        """Make targets of partners, as long as there is room."""
        kind = primitive.parameters[place]
        for k in range(len(known)):
            key = (kind, int(hashes[k]))
            if len(self._targets) >= MOST_TARGETS or (key in self._targets and self._targets[key].cost <= spent):
                continue
            step = Step(primitive, place, tuple(known[k].tolist()))
            made = Target(kind, take(partners, slice(k, k + 1)), spent, (*target.steps, step), key[1])
            self._targets[key] = made
            self._waiting.append(made)


def _whole(block: Block) -> np.ndarray:
    """The programs of a block that are defined on all rows."""
    return np.arange(len(block)) if block.mask is None else np.flatnonzero(block.mask.all(axis=1))


def inverse(primitive: Primitive, place: int, wanted: Column, known: Sequence[Column]) -> tuple[Column, np.ndarray]:
    """Partners of batch (programs, rows), blank where there is none, and where there is one."""
    column, mask = primitive.inverses[place](wanted, *known)
    batch = np.broadcast_shapes(shape(wanted), *map(shape, known))
    return broadcast(column, batch), np.broadcast_to(True if mask is None else mask, batch)

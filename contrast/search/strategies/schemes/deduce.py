"""Deduction: what the wanted outputs tell of the body of a map, filter, scan or fold over a known list.

The idea is that of lambda squared (Feser, Chaudhuri & Dillig 2015, section 4): a scheme's examples become examples of its
body, and the body is then an ordinary search with wanted outputs of its own. Contradictions refute a scheme at once.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from contrast.dsl import Node, Primitive, Program, Var
from contrast.dsl.batched.application import Mask
from contrast.dsl.batched.columns import Column, pack, take, unpack
from contrast.dsl.batched.plan import each_row, run_batch
from contrast.dsl.primitive import BodyExample
from contrast.dsl.program import walk
from contrast.dsl.types import function_parts
from contrast.search.enumeration.bank import Block
from contrast.search.enumeration.combine import compositions
from contrast.search.enumeration.engine import LARGEST_COST, Engine
from contrast.search.strategies.backwards import Target, inverse
from contrast.search.strategies.schemes.doubt import doubt_about
from contrast.search.strategies.schemes.scheme import Scheme
from contrast.search.strategies.schemes.walking import start, steps, takes_one_step, value_kinds, walked
from contrast.values import Kind, same_value

MOST_CHOICES = 4096
"""Ways to fill the other arguments of one primitive that are looked at at one cost."""

MOST_LATER = 4096
"""Choices that are put off at a time."""

SHORT_ROWS = 160
"""Rows that are looked at, those with the fewest elements, where a body is repeated for each element."""

MOST_REMEMBERED = 256
"""Programs whose values are remembered."""

MOST_ROWS = 0.5
"""Most rows: so many of them at least."""

AWAY = 0.5
"""What the steps back to a target count of their cost: that they could be taken at all speaks for them."""

ROW_WORK = 1
"""The work that it takes to look at an argument or a scheme on a row, in candidates."""


@dataclass(frozen=True)
class Choice:
    """The other arguments for a primitive, a block of one program each.  cost: of the primitive and these."""

    primitive: Primitive
    cost: int
    arguments: tuple[Block, ...]


class Deduction:
    """Schemes that may give a target, cheapest first, each distinct body problem once.

    columns: by input, its values.  outputs: what programs are to give.  rows: those that tell something, which may be more than
    the engine works on.  care: the places of those among the engine's rows that count.  repeats: whether the schemes are those
    that repeat their bodies, or the others.  inputs: by row, what stands for its inputs. Of a target that no program can reach
    on the rows, since a step to it has no inverse on some row, there are no schemes.
    """

    def __init__(
        self,
        engine: Engine,
        columns: Sequence[Column],
        outputs: Sequence[Any],
        rows: np.ndarray,
        target: Target,
        care: np.ndarray,
        repeats: bool,
        inputs: Sequence[Any],
    ):
        self.engine = engine
        self.columns = [take(column, rows) for column in columns]
        self.rows = rows
        self.target = target
        self.inputs = inputs
        self.offset = math.ceil(AWAY * target.cost)
        self._seen: set[str] = set()
        self._done = 0
        self.later: deque[Choice] = deque()
        self._care = care
        self._starts: dict[tuple[Kind, int], Block] = {}
        self._values_of: dict[int, list[Any] | None] = {}
        self._here = unpack(take(target.wanted, 0))
        self.wanted = self._taken_back([outputs[row] for row in rows])
        able = [p for p in engine.instances if p.deduce is not None and len(p.function_places) == 1 and p.result == target.kind]
        known = engine.max_depth > 0 and self.wanted is not None
        self._primitives = [p for p in able if known and p.repeats == repeats]

    def _taken_back(self, outputs: Sequence[Any]) -> list[Any] | None:
        """What the target wants on the rows: the outputs taken back through the steps to it."""
        wanted = each_row(pack(self.engine.goal, outputs))
        for step in self.target.steps:
            known = []
            for number in step.known:
                column, mask = self._values(self.engine.forest.node(number))
                if mask is not None and not mask.all():
                    return None
                known.append(each_row(column))
            wanted, held = inverse(step.primitive, step.place, wanted, known)
            if not held.all():
                return None
        return unpack(take(wanted, 0))

    def _values(self, node: Node) -> tuple[Column, Mask]:
        self.engine.meter.toil += ROW_WORK * len(self.rows)
        return run_batch(Program(self.engine.top.variables, node), self.columns, len(self.rows))

    def _known(self, number: int) -> list[Any] | None:
        """A program's values on the rows, plain; None if it is undefined on any. Those of the last few are remembered."""
        if number not in self._values_of:
            column, mask = self._values(self.engine.forest.node(number))
            self._values_of[number] = unpack(column) if mask is None or mask.all() else None
            if len(self._values_of) > MOST_REMEMBERED:
                del self._values_of[next(iter(self._values_of))]
        return self._values_of[number]

    def needs(self, cost: int) -> Iterator[tuple[Kind, int]]:
        """The kinds of the other arguments, and the costs up to which `up_to(cost)` asks for them, the rest being cheapest. Of
        those to start from no dear ones are wanted."""
        for primitive in self._primitives:
            kinds = value_kinds(primitive)
            left = cost - self.offset - self.engine.grammar.cost(primitive.name, primitive.result)
            least = [min(self.engine.top.bank(kind).costs, default=self.engine.grammar.least_cost(kind)) for kind in kinds]
            for place, (kind, own) in enumerate(zip(kinds, least, strict=True)):
                if place != start(primitive):
                    yield kind, left - sum(least) + own

    @property
    def reach(self) -> int:
        """The cost up to which there may be schemes."""
        return LARGEST_COST if self._primitives else 0

    def up_to(self, cost: int) -> Iterator[Scheme | None]:
        """The schemes of this cost or less that have not been told yet, and None for each choice of arguments that makes none.
        Those that do not repeat their bodies and of which most of the engine's rows tell nothing are put off."""
        while self._done + self.offset < cost:
            self._done += 1
            for primitive in self._primitives:
                for chosen in itertools.islice(self._choices(primitive, self._done), MOST_CHOICES):
                    self.engine.check()
                    yield self._scheme(chosen) if self._promises(chosen) else None

    def put_off(self) -> Iterator[Scheme | None]:
        """The schemes that were put off so far, likewise."""
        while self.later:
            self.engine.check()
            yield self._scheme(self.later.popleft())

    def _choices(self, primitive: Primitive, cost: int) -> Iterator[Choice]:
        """Ways to fill the other arguments; a list beside itself is not gone through."""
        kinds = value_kinds(primitive)
        own = self.engine.grammar.cost(primitive.name, primitive.result)
        for costs in compositions(cost - own, [self.engine.top.bank(kind).costs for kind in kinds]):
            blocks = [_whole(self.engine.top.bank(kind).level(each)) for kind, each in zip(kinds, costs, strict=True)]
            if (first := start(primitive)) is not None:
                blocks[first] = self._plain(kinds[first], costs[first])
            gone = walked(primitive)
            for places in itertools.product(*[range(len(block)) for block in blocks]):
                chosen = tuple(block.pick(slice(k, k + 1)) for block, k in zip(blocks, places, strict=True))
                if len({int(chosen[place].nodes[0]) for place in gone}) == len(gone):
                    yield Choice(primitive, cost, chosen)

    def _plain(self, kind: Kind, cost: int) -> Block:
        """The programs that a repetition may start from: variables, and those that know nothing of the row."""
        if (kind, cost) not in self._starts:
            block = _whole(self.engine.top.bank(kind).level(cost))
            nodes = [self.engine.forest.node(int(number)) for number in block.nodes]
            plain = [isinstance(node, Var) or not any(isinstance(part, Var) for part in walk(node)) for node in nodes]
            self._starts[kind, cost] = block.pick(np.flatnonzero(plain))
        return self._starts[kind, cost]

    def _telling(self, primitive: Primitive, values: Sequence[list[Any]]) -> Sequence[int]:
        """The rows that are looked at. Of a body that is repeated for each element those with few elements tell nearly all."""
        counts = steps(primitive, values) if primitive.repeats else None
        return range(len(self.rows)) if counts is None else sorted(range(len(counts)), key=counts.__getitem__)[:SHORT_ROWS]

    def _promises(self, chosen: Choice) -> bool:
        """Whether the engine's rows that count allow for a body, and, if it is not repeated, most tell something of it."""
        self.engine.meter.toil += ROW_WORK * len(self._care)
        values = [unpack(take(take(block.values, 0), self._care)) for block in chosen.arguments]
        if takes_one_step(chosen.primitive, values):
            return False
        assert chosen.primitive.deduce is not None
        examples = chosen.primitive.deduce(self._here, *values)
        if examples is None or chosen.primitive.repeats:
            return examples is not None
        if examples and len({row for row, _, _ in examples}) >= MOST_ROWS * len(self._care):
            return not _tells_nothing(examples)
        if len(self.later) < MOST_LATER:
            self.later.append(chosen)
        return False

    def _scheme(self, chosen: Choice) -> Scheme | None:
        primitive = chosen.primitive
        assert primitive.deduce is not None
        known = [self._known(int(block.nodes[0])) for block in chosen.arguments]
        values = [column for column in known if column is not None]
        if len(values) < len(known):
            return None
        places = self._telling(primitive, values)
        self.engine.meter.toil += ROW_WORK * len(places)
        assert self.wanted is not None
        examples = primitive.deduce(*[[column[k] for k in places] for column in (self.wanted, *values)])
        if not examples or _tells_nothing(examples):
            return None
        key = repr((primitive.name, primitive.parameters, examples))
        if key in self._seen:
            return None
        self._seen.add(key)
        (place,) = primitive.function_places
        nodes: list[Node | None] = [self.engine.forest.node(int(block.nodes[0])) for block in chosen.arguments]
        nodes.insert(place, None)
        params = self.engine.top.bound(function_parts(primitive.parameters[place])[0])
        spent, reached = self.target.cost + chosen.cost, self.target.cost - self.offset
        told = tuple((int(self.rows[places[row]]), values, result) for row, values, result in examples)
        doubt = doubt_about(told, len(places), primitive.repeats, self.inputs) - reached
        around = functools.partial(self.target.node, self.engine.forest)
        return Scheme(primitive, tuple(nodes), params, spent, told, around, doubt)


def _whole(block: Block | None) -> Block:
    """The programs of a level that are defined on all rows."""
    assert block is not None
    return block if block.mask is None else block.pick(np.flatnonzero(block.mask.all(axis=1)))


def _tells_nothing(examples: Sequence[BodyExample]) -> bool:
    """Whether all examples have the same values of the parameters but not the same result: the scheme does not help its body."""
    (_, values, result), *others = examples
    return all(same_value(more, values) for _, more, _ in others) and not all(same_value(more, result) for *_, more in others)

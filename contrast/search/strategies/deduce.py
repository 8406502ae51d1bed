"""Deduction: what the wanted outputs tell of the body of a map, filter, scan or fold over a known list.

The idea is that of lambda squared (Feser, Chaudhuri & Dillig 2015, section 4): a scheme's examples become examples of its
body, and the body is then an ordinary search with wanted outputs of its own. Contradictions refute a scheme at once.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from contrast.dsl import Apply, Lambda, Node, Primitive, Program, Var
from contrast.dsl.batched.columns import Column, unpack
from contrast.dsl.batched.plan import run_batch
from contrast.dsl.primitive import BodyExample
from contrast.dsl.types import function_parts, is_function
from contrast.search.enumeration.combine import compositions
from contrast.search.enumeration.engine import Engine
from contrast.values import Kind, is_list, same_value

MOST_ARGUMENTS = 64
"""Ways to fill the other arguments of one scheme that are tried at one cost."""

AHEAD = 8
"""Schemes that are made before any is taken up."""


@dataclass(frozen=True)
class Scheme:
    """A primitive whose function argument is still missing, with examples of it.  cost: of all but the body."""

    primitive: Primitive
    arguments: tuple[Node | None, ...]
    params: tuple[Var, ...]
    cost: int
    examples: tuple[BodyExample, ...]

    def node(self, body: Node) -> Apply:
        """The application with this body."""
        args = tuple(Lambda(self.params, body) if arg is None else arg for arg in self.arguments)
        return Apply(self.primitive, args)


class Deduction:
    """Schemes that may give `outputs`, of one kind, cheapest first, each distinct body problem once.

    columns: by input, its values on the rows of the outputs, which may be more than the engine works on.
    """

    def __init__(self, engine: Engine, columns: Sequence[Column], kind: Kind, outputs: Sequence[Any]):
        self.engine = engine
        self.columns = columns
        self.outputs = list(outputs)
        self._seen: set[str] = set()
        able = [p for p in engine.instances if p.deduce is not None and len(p.function_places) == 1]
        self._primitives = [p for p in able if p.result == kind and engine.max_depth > 0]

    def needs(self, cost: int) -> Iterator[tuple[Kind, int]]:
        """The kinds of the other arguments, and the costs up to which `schemes(cost)` asks for them."""
        for primitive in self._primitives:
            own = self.engine.grammar.cost(primitive.name, primitive.result)
            yield from ((kind, cost - own) for kind in primitive.parameters if not is_function(kind))

    def schemes(self, cost: int) -> Iterator[Scheme]:
        """Schemes whose primitive and other arguments cost exactly this much, among what is known.

        Of a few at a time those come first of which the most rows tell something.
        """
        found = itertools.chain.from_iterable(self._schemes(primitive, cost) for primitive in self._primitives)
        while ahead := list(itertools.islice(found, AHEAD)):
            yield from sorted(ahead, key=lambda scheme: -len({row for row, _, _ in scheme.examples}))

    def _schemes(self, primitive: Primitive, cost: int) -> Iterator[Scheme]:
        for arguments in itertools.islice(self._arguments(primitive, cost), MOST_ARGUMENTS):
            self.engine.meter.check(self.engine.nbytes)
            scheme = self._scheme(primitive, cost, arguments)
            if scheme is not None:
                yield scheme

    def _arguments(self, primitive: Primitive, cost: int) -> Iterator[list[tuple[Node, list[Any]]]]:
        """The other arguments, each a program with its values."""
        kinds = [kind for kind in primitive.parameters if not is_function(kind)]
        own = self.engine.grammar.cost(primitive.name, primitive.result)
        for costs in compositions(cost - own, [self.engine.top.bank(kind).costs for kind in kinds]):
            choices = [
                list(itertools.islice(self._known(kind, each), MOST_ARGUMENTS)) for kind, each in zip(kinds, costs, strict=True)
            ]
            for chosen in itertools.product(*choices):
                yield list(chosen)

    def _known(self, kind: Any, cost: int) -> Iterator[tuple[Node, list[Any]]]:
        block = self.engine.top.bank(kind).level(cost)
        for k in range(0 if block is None else len(block)):
            assert block is not None
            if block.mask is None or block.mask[k].all():
                node = self.engine.forest.node(int(block.nodes[k]))
                column, mask = run_batch(Program(self.engine.top.variables, node), self.columns, len(self.outputs))
                if mask is None or mask.all():
                    yield node, unpack(column)

    def _scheme(self, primitive: Primitive, cost: int, arguments: Sequence[tuple[Node, list[Any]]]) -> Scheme | None:
        assert primitive.deduce is not None
        values = [column for _, column in arguments]
        if _takes_one_step(primitive, values):
            return None
        examples = primitive.deduce(self.outputs, *values)
        if not examples or _tells_nothing(examples):
            return None
        key = repr((primitive.name, primitive.parameters, examples))
        if key in self._seen:
            return None
        self._seen.add(key)
        (place,) = primitive.function_places
        nodes: list[Node | None] = [node for node, _ in arguments]
        nodes.insert(place, None)
        params = self.engine.top.bound(function_parts(primitive.parameters[place])[0])
        return Scheme(primitive, tuple(nodes), params, cost, tuple(examples))


def _tells_nothing(examples: Sequence[BodyExample]) -> bool:
    """Whether all examples have the same values of the parameters but not the same result: the scheme does not help its body."""
    (_, values, result), *others = examples
    return all(same_value(more, values) for _, more, _ in others) and not all(same_value(more, result) for *_, more in others)


def _takes_one_step(primitive: Primitive, values: Sequence[list[Any]]) -> bool:
    """Whether a scheme that gives no list meets at most one element in every row: then its body has the whole problem."""
    kinds = [kind for kind in primitive.parameters if not is_function(kind)]
    lists = [column for kind, column in zip(kinds, values, strict=True) if is_list(kind)]
    return bool(lists) and not is_list(primitive.result) and all(len(xs) <= 1 for column in lists for xs in column)

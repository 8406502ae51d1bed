"""Schemes in which a known program meets only the elements of an input for which a condition holds.

If `reduce(max, xs)` is known and something else is wanted, `reduce(max, filter(?, xs))` may give it. Which elements have to be
kept, or left out, for that is found by trying all ways to do so on rows where the input has few elements; where all ways that
give what is wanted agree on an element, that is an example of the condition.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from contrast.dsl import Node, Primitive, Program, Var
from contrast.dsl.batched.columns import Column, pack, take, unpack
from contrast.dsl.batched.plan import run_batch
from contrast.dsl.primitive import BodyExample
from contrast.dsl.program import replaced, walk
from contrast.search.enumeration.engine import LARGEST_COST, Engine
from contrast.search.strategies.schemes.doubt import doubt_about
from contrast.search.strategies.schemes.scheme import Scheme
from contrast.values import Kind, element_kind, same_value

MOST_ELEMENTS = 5
"""Different elements of a list whose selections are all tried."""

TRIED_ROWS = 48
"""Rows on which they are."""

MOST_PROGRAMS = 64
"""Known programs of one cost that are looked at."""

SELECTION_WORK = 0.1
"""The work of a selection, in candidates."""


@dataclass(frozen=True)
class Tried:
    """The selections of an input's elements on some rows.  row: by selection.  kept: by selection, the elements that it keeps."""

    input: Var
    filter: Primitive
    columns: list[Column]
    row: list[int]
    kept: list[tuple[Any, ...]]
    elements: dict[int, list[Any]]


class Selections:
    """Such schemes for one quest's goal.  rows: those that count.  outputs: what is wanted.  inputs: by row, what stands
    for its inputs."""

    def __init__(
        self, engine: Engine, columns: Sequence[Column], outputs: Sequence[Any], rows: np.ndarray, inputs: Sequence[Any]
    ):
        self.engine = engine
        self.outputs = outputs
        self.rows = rows
        self.inputs = inputs
        filters = {p.result: p for p in engine.instances if p.selects and engine.max_depth > 0}
        tried = [self._all(var, filters[var.kind], columns) for var in engine.top.variables if var.kind in filters]
        self._tried = [selections for selections in tried if selections.row]
        self._done = 0

    @property
    def reach(self) -> int:
        """The cost up to which there may be schemes."""
        return LARGEST_COST if self._tried else 0

    def needs(self, cost: int) -> Iterator[tuple[Kind, int]]:
        """The kind of the programs that meet a selection, and the costs up to which `up_to(cost)` asks for them."""
        for tried in self._tried:
            yield self.engine.goal, cost - self.engine.cost(tried.filter)

    def up_to(self, cost: int) -> Iterator[Scheme | None]:
        """The schemes of this cost or less that have not been told yet, and None for each that cannot be."""
        while self._tried and self._done < cost:
            self._done += 1
            for tried in self._tried:
                own = self.engine.cost(tried.filter)
                for node in self._known(tried.input, self._done - own):
                    self.engine.check()
                    yield self._scheme(node, tried, self._done)

    def _all(self, var: Var, keeping: Primitive, columns: Sequence[Column]) -> Tried:
        """All selections of the input's elements that treat equal ones alike, on rows where there are few different ones."""
        place = self.engine.top.variables.index(var)
        lists = unpack(columns[place])
        row, kept, elements = list[int](), list[tuple[Any, ...]](), dict[int, list[Any]]()
        for k in self.rows.tolist():
            different = list(dict.fromkeys(lists[k]))
            if 2 <= len(different) <= MOST_ELEMENTS and len(elements) < TRIED_ROWS:
                elements[k] = different
                chosen = [c for n in range(len(different) + 1) for c in itertools.combinations(different, n)]
                row += [k] * len(chosen)
                kept += chosen
        replaced = [take(column, np.array(row, np.int64)) for column in columns]
        replaced[place] = pack(var.kind, [[x for x in lists[k] if x in some] for k, some in zip(row, kept, strict=True)])
        return Tried(var, keeping, replaced, row, kept, elements)

    def _known(self, var: Var, cost: int) -> Iterator[Node]:
        """Programs of this cost, of what is wanted, that use the input once."""
        block = self.engine.top.bank(self.engine.goal).level(cost)
        for number in () if block is None else block.nodes[:MOST_PROGRAMS]:
            node = self.engine.forest.node(int(number))
            if sum(part == var for part in walk(node)) == 1 and node != var:
                yield node

    def _scheme(self, node: Node, tried: Tried, cost: int) -> Scheme | None:
        self.engine.meter.toil += SELECTION_WORK * len(tried.row)
        examples = self._examples(node, tried)
        if not examples or all(result == examples[0][2] for _, _, result in examples):
            return None
        params = self.engine.top.bound((element_kind(tried.filter.result),))
        around = functools.partial(_selecting, node, tried.input)
        doubt = doubt_about(examples, len(tried.elements), False, self.inputs)
        return Scheme(tried.filter, (None, tried.input), params, cost, tuple(examples), around, doubt)

    def _examples(self, node: Node, tried: Tried) -> list[BodyExample] | None:
        """The elements on which all selections that give what is wanted agree; None if on some row there are none."""
        column, mask = run_batch(Program(self.engine.top.variables, node), tried.columns, len(tried.row))
        values = unpack(column)
        right: dict[int, list[tuple[Any, ...]]] = {row: [] for row in tried.elements}
        for k, (row, kept) in enumerate(zip(tried.row, tried.kept, strict=True)):
            if (mask is None or mask[k]) and same_value(values[k], self.outputs[row]):
                right[row].append(kept)
        if not all(right.values()):
            return None
        examples: list[BodyExample] = []
        for row, selections in right.items():
            for element in tried.elements[row]:
                fates = {element in kept for kept in selections}
                examples += [(row, (element,), fate) for fate in fates if len(fates) == 1]
        return examples


def _selecting(node: Node, var: Var, selected: Node) -> Any:
    """The program with the selection in place of the input."""
    return replaced(node, {var: selected})

"""Assignments to a specification's variables that are worth asking about: small values, ordered ones, near a known one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contrast.dsl.program import Const, walk
from contrast.sampling import Rng, seeded
from contrast.sygus.logical import Assignment
from contrast.sygus.problem import SygusProblem
from contrast.sygus.sorts import BOOL, INT, STRING, Sort
from contrast.vocab.primitives.numbers.bitvectors import Width

SMALL = 9
"""Drawn integers lie between minus this and this, or next to a constant of the specification; far ones may be larger by the
square of the number of variables, so that they mostly differ."""


class Draws:
    """Draws assignments, the same ones for the same problem."""

    def __init__(self, problem: SygusProblem):
        self.variables = dict(problem.variables)
        nodes = [node for formula in problem.specification.formulas for node in walk(formula)]
        self.constants = list(dict.fromkeys(node.value for node in nodes if isinstance(node, Const)))
        self.rng: Rng = seeded(problem.name, "assignments")

    def first(self, count: int) -> list[Assignment]:
        """Independent values, near each other and far apart in turn; every other pair of them with the integers in order."""
        drawn = []
        for k in range(count):
            values = {name: self._value(sort, wide=k % 2 == 1) for name, sort in self.variables.items()}
            drawn.append(self._ordered(values) if k % 4 > 1 else values)
        return drawn

    def _ordered(self, values: Assignment) -> Assignment:
        """The integers in ascending order: formulas often speak of ordered inputs only, the first or the last one left out."""
        numbers = [name for name, sort in self.variables.items() if sort == INT]
        spared = int(self.rng.integers(3))
        numbers = numbers[spared == 1 : len(numbers) - (spared == 2)]
        ordered = sorted(values[name] for name in numbers)
        return {**values, **dict(zip(numbers, ordered, strict=True))}

    def near(self, assignment: Assignment, count: int) -> list[Assignment]:
        """The assignment with one variable changed, to a value next to another one's, or to a drawn one."""
        names = list(self.variables)
        if not names:
            return []
        return [self._changed(assignment, names[int(self.rng.integers(len(names)))]) for _ in range(count)]

    def _changed(self, assignment: Assignment, name: str) -> Assignment:
        sort = self.variables[name]
        others = [assignment[other] for other, its in self.variables.items() if its == sort]
        if sort == INT and self.rng.random() < 0.7:
            return {**assignment, name: self._pick(others) + int(self.rng.integers(-1, 2))}
        return {**assignment, name: self._pick([*others, self._value(sort)])}

    def _pick(self, values: list[Any]) -> Any:
        return values[int(self.rng.integers(len(values)))]

    def _value(self, sort: Sort, wide: bool = False) -> Any:
        if sort == BOOL:
            return bool(self.rng.integers(2))
        if sort == INT and wide:
            reach = SMALL + len(self.variables) ** 2
            return int(self.rng.integers(-reach, reach + 1))
        if sort == INT:
            near = [value + step for value in self._known(int) for step in (-1, 0, 1)]
            return self._pick([*near, *range(-SMALL, SMALL + 1)])
        if sort == STRING:
            letters = "".join(self.rng.choice(list("aB1 "), size=int(self.rng.integers(0, 5))).tolist())
            return self._pick([*self._known(str), letters])
        width = Width(sort.bits)
        drawn = [int(self.rng.integers(2**32)) << 32 | int(self.rng.integers(2**32)), int(self.rng.integers(8))]
        return self._pick([*map(width.value, [*drawn, 0, width.ones, width.sign]), *self._known(int)])

    def _known(self, kind: type) -> Iterator[Any]:
        return (value for value in self.constants if type(value) is kind)

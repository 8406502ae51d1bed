"""A problem of a data file: typed examples to learn from, and rows that only a score sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from contrast.datafile.table import Table, column_kind
from contrast.dsl import DSL, Var
from contrast.errors import BadValue
from contrast.task import Example
from contrast.values import Kind, as_kind, conforms, digest, kind_name, same_value


@dataclass(frozen=True)
class DataProblem:
    """Examples under a name.

    path: the file, as it was given.  check: rows for scoring; no solver sees them; None where the file has none.
    dsl: the vocabulary that the file names.  tolerance: relative, for floats.  output: what the outputs are called.
    """

    path: str
    name: str
    inputs: tuple[Var, ...]
    kind: Kind
    examples: tuple[Example, ...]
    check: tuple[Example, ...] | None = None
    dsl: str | None = None
    tolerance: float = 0.0
    output: str = "output"

    @property
    def where(self) -> str:
        """The problem as messages name it."""
        return f"{self.path}, problem {self.name!r}"

    @property
    def fingerprint(self) -> str:
        """64 hexadecimal characters that change whenever the examples, their kinds or the tolerance do."""
        rows = [[list(example.inputs), example.output] for example in (*self.examples, *(self.check or ()))]
        kinds = [f"{var.name}: {kind_name(var.kind)}" for var in self.inputs]
        return digest(self.name, kinds, kind_name(self.kind), rows, len(self.examples), self.tolerance)

    @property
    def contradiction(self) -> tuple[int, int] | None:
        """Two examples of equal inputs and different outputs, by their places from 1 on: no program fits both."""
        return contradiction(self.examples, self.tolerance)

    def using(self, dsl: str | None, tolerance: float | None) -> DataProblem:
        """The same with another vocabulary or tolerance than the file's, where they are given."""
        return replace(self, dsl=self.dsl if dsl is None else dsl, tolerance=self.tolerance if tolerance is None else tolerance)

    def under(self, dsl: DSL) -> DataProblem:
        """The same problem with its values of the DSL's kinds: ints become floats, and nested lists grids or graphs, where
        the DSL has only those. Raises `BadValue` for a column that has none of its kinds."""
        every = [*self.examples, *(self.check or ())]
        columns = [[example.inputs[k] for example in every] for k in range(len(self.inputs))]
        kinds = [
            self._kind_in(dsl, var.kind, column, f"input {var.name!r}") for var, column in zip(self.inputs, columns, strict=True)
        ]
        output = self._kind_in(dsl, self.kind, [example.output for example in every], "the output")
        if (*kinds, output) == (*[var.kind for var in self.inputs], self.kind):
            return self
        inputs = tuple(Var(var.name, kind) for var, kind in zip(self.inputs, kinds, strict=True))
        check = None if self.check is None else _typed(self.check, kinds, output)
        return replace(self, inputs=inputs, kind=output, examples=_typed(self.examples, kinds, output), check=check)

    def _kind_in(self, dsl: DSL, kind: Kind, values: Sequence[Any], what: str) -> Kind:
        if kind in dsl.kinds:
            return kind
        for wider in dsl.kinds:
            if all(fits(value, wider) for value in values):
                return wider
        raise BadValue(
            f"{self.where}: {what} is {kind_name(kind)}, which vocabulary {dsl.name!r} does not have "
            f"(its kinds are {', '.join(map(kind_name, dsl.kinds))}); name another one with --dsl, or leave the column out"
        )


def make(
    path: str,
    name: str,
    given: Table,
    check: Table | None,
    dsl: str | None = None,
    tolerance: float = 0.0,
    output: str = "output",
) -> DataProblem:
    """The problem that these tables hold; their kinds are inferred from both together. Raises `BadValue` naming the cell."""
    tables = [given] if check is None else [given, check]
    kinds = {column: column_kind(tables, column) for column in given.columns}
    kind = column_kind(tables, None)
    inputs = tuple(Var(column, found) for column, found in kinds.items())
    given_rows, *check_rows = (_typed(_examples(table, list(kinds)), list(kinds.values()), kind) for table in tables)
    return DataProblem(path, name, inputs, kind, given_rows, check_rows[0] if check_rows else None, dsl, tolerance, output)


def _examples(table: Table, names: Sequence[str]) -> list[Example]:
    rows = zip(*[table.columns[name] for name in names], strict=True)
    return [Example(tuple(row), output) for row, output in zip(rows, table.outputs, strict=True)]


def _typed(rows: Sequence[Example], kinds: Sequence[Kind], kind: Kind) -> tuple[Example, ...]:
    return tuple(Example(tuple(map(as_kind, example.inputs, kinds)), as_kind(example.output, kind)) for example in rows)


def fits(value: Any, kind: Kind) -> bool:
    """Whether a plain value is of this kind, or becomes so by widening."""
    try:
        return conforms(as_kind(value, kind), kind)
    except (ValueError, TypeError, OverflowError):  # nested lists that are no array
        return False


def contradiction(examples: Sequence[Example], tolerance: float = 0.0) -> tuple[int, int] | None:
    """Two examples of equal inputs and different outputs, by their places from 1 on."""
    first: dict[str, int] = {}
    for place, example in enumerate(examples):
        earlier = first.setdefault(digest(list(example.inputs)), place)
        if not same_value(example.output, examples[earlier].output, tolerance):
            return earlier + 1, place + 1
    return None

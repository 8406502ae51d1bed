"""A table of plain values as a file holds it: input columns by name, outputs, and the place of every cell."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contrast.errors import BadValue
from contrast.values import Kind, infer_kind, kind_name

RESERVED = ("inf",)
"""Names that a program's text reads as numbers."""

LONGEST = 60
"""Characters of a value that a message shows."""


@dataclass(frozen=True)
class Table:
    """Columns of equal length. `place(column, row)` names a cell for a message; column None is the outputs' one."""

    columns: Mapping[str, Sequence[Any]]
    outputs: Sequence[Any]
    place: Callable[[str | None, int], str]

    def column(self, name: str | None) -> Sequence[Any]:
        """The values of one column, of the outputs for None."""
        return self.outputs if name is None else self.columns[name]


def check_name(name: str, where: str) -> None:
    """Raise `BadValue`, naming `where`, unless a program can call an input so."""
    normal = unicodedata.normalize("NFKC", name)  # as a program's text is read back
    if name.isidentifier() and not keyword.iskeyword(name) and name not in RESERVED and name == normal:
        return
    simple = re.sub(r"\W+", "_", normal).strip("_") or "x"
    better = f"x_{simple}" if simple[0].isdigit() or keyword.iskeyword(simple) or simple in RESERVED else simple
    raise BadValue(f"{where}: {name!r} cannot name an input; use letters, digits and underscores, such as {better!r}")


def column_kind(tables: Sequence[Table], name: str | None) -> Kind:
    """The one kind of a column over all tables. Raises `BadValue` naming the file, the row and the column of the first
    value that is of no kind, or of another one than those before it."""
    cells = [(table, row) for table in tables for row in range(len(table.outputs))]
    values = [table.column(name)[row] for table, row in cells]
    try:
        return infer_kind(values, "")
    except BadValue:
        count = _longest_fit(values)
    (table, row), value = cells[count], values[count]
    own, before = _own_kind(value, table.place(name, row)), infer_kind(values[:count], "")
    texts = {k: text for k, text in enumerate(values[: count + 1]) if isinstance(text, str)}
    if texts and not any(texts.values()):
        table, row = cells[min(texts)]
        raise BadValue(f"{table.place(name, row)}: the text is empty where other rows hold numbers; fill it in, or leave it out")
    raise BadValue(
        f"{table.place(name, row)}: {shown(value)} is {kind_name(own)}, and the rows before it are {kind_name(before)}; "
        "give all rows of a column one kind"
    )


def _own_kind(value: Any, place: str) -> Kind:
    """The kind of one value. Raises `BadValue` naming its place if it has none."""
    if value is None or isinstance(value, dict):
        what = "null" if value is None else "an object"
        raise BadValue(f"{place}: {what} is no value here; give a number, true or false, a text, or a list of such")
    try:
        return infer_kind([value], "")
    except BadValue as error:
        why = str(error).removeprefix(", row 0: ").replace(repr(value), shown(value))
        raise BadValue(f"{place}: {why}") from None


def _longest_fit(values: Sequence[Any]) -> int:
    """How many of the first values have one kind; by halving, since what fails once fails with every value more."""
    fits, fails = 0, len(values)
    while fails - fits > 1:
        middle = (fits + fails) // 2
        try:
            infer_kind(values[:middle], "")
            fits = middle
        except BadValue:
            fails = middle
    return fits


def shown(value: Any) -> str:
    """A value as a message shows it."""
    text = repr(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"

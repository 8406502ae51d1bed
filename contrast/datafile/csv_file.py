"""A problem in CSV: a header, and one example a line; the last column is the output.

A cell is read as an int, a float, true or false, or a JSON list, else as text. A column whose name ends in `:str` is text as
it stands.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from contrast.datafile.problem import DataProblem, make
from contrast.datafile.table import Table, check_name
from contrast.errors import BadValue

INT = re.compile(r"[+-]?[0-9]+")
FLOAT = re.compile(r"[+-]?(([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?|inf)")
TRUTH = {"true": True, "false": False}
TEXT = ":str"
"""How the name of a column ends whose cells are text, whatever they look like."""


def read_csv(path: str, text: str) -> list[DataProblem]:
    """The one problem of a file with this text. Raises `BadValue` naming the line, and the row and column of a cell."""
    (_, header), *lines = _lines(path, text)
    names = [name.strip() for name in header]
    _check_header(path, names, header)
    for number, cells in lines:
        if len(cells) != len(names):
            raise BadValue(
                f"{path}, line {number}: it has {len(cells)} cells for {len(names)} columns; give each line one a column"
            )
    if not lines:
        raise BadValue(f"{path} has a header and no rows; give at least one example")
    columns = [[_reader(name)(cells[k]) for _, cells in lines] for k, name in enumerate(names)]
    plain = [name.removesuffix(TEXT) for name in names]

    def place(column: str | None, row: int) -> str:
        return f"{path}, row {row + 1} (line {lines[row][0]}), column {column or plain[-1]!r}"

    table = Table(dict(zip(plain[:-1], columns[:-1], strict=True)), columns[-1], place)
    return [make(path, Path(path).stem, table, None, output=plain[-1])]


def _lines(path: str, text: str) -> list[tuple[int, list[str]]]:
    """The line number and the cells of every line that is not blank."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise BadValue(f"{path}, line {reader.line_num}: {error}; mend the CSV there") from None
    if not lines:
        raise BadValue(f"{path} is empty; give a header and one example a line, the last column is the output")
    return lines


def _check_header(path: str, names: Sequence[str], header: Sequence[str]) -> None:
    if len(names) < 2:
        mark = next((mark for mark in ";\t|" if mark in header[0]), None)
        why = f"it seems to be separated by {mark!r}; use commas" if mark else "the last one is the output; name the inputs too"
        raise BadValue(f"{path}, line 1: the header has only one column, {header[0][:60]!r}: {why}")
    plain = [name.removesuffix(TEXT) for name in names]
    for name in plain[:-1]:
        check_name(name, f"{path}, line 1")
        if plain.count(name) > 1:
            raise BadValue(f"{path}, line 1: two columns are named {name!r}; rename one")


def _reader(name: str) -> Callable[[str], Any]:
    return str if name.endswith(TEXT) else cell_value


def cell_value(cell: str) -> Any:
    """The value that a cell is read as."""
    bare = cell.strip()
    if bare.lower() in TRUTH:
        return TRUTH[bare.lower()]
    if len(bare) < 400 and INT.fullmatch(bare):
        return int(bare)
    if FLOAT.fullmatch(bare):
        return float(bare)
    if bare.startswith("[") and bare.endswith("]"):
        try:
            return json.loads(bare)
        except (ValueError, RecursionError):
            return cell
    return cell

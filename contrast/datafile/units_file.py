"""Units of columns, from a CSV file: a line for each column with the exponents of the base units, such as those of the SI."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from contrast.datafile.csv_file import FLOAT, INT
from contrast.errors import BadValue


def read_units(path: str) -> dict[str, np.ndarray]:
    """The exponents of the base units by column name, arrays of one length.

    The first column of the file names a column of the data, and every column whose cells are mostly numbers stands for a base
    unit, and must hold nothing else; any other, such as a description, is a remark. Empty lines are left out. Raises `BadValue`
    naming the cell.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadValue(f"--units {path}: {error.strerror or error}; give a CSV file with the exponents of each column") from None
    except UnicodeDecodeError:
        raise BadValue(f"--units {path} is no text in UTF-8; save it as CSV in UTF-8") from None
    lines = [[cell.strip() for cell in cells] for cells in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in cells)]
    if len(lines) < 2:
        raise BadValue(f"--units {path} has no lines below its header; write one a column, such as `mass,0,0,1`")
    header, *rows = lines
    rows = [row for row in rows if row[0] and any(row[1:])]
    places = [k for k in range(1, len(header)) if header[k] and 2 * sum(map(_is_number, _column(rows, k))) > len(rows)]
    if not places:
        raise BadValue(f"--units {path} has no column of numbers; write the exponents of each base unit in a column of its own")
    for k in places:
        for row, cell in zip(rows, _column(rows, k), strict=True):
            if not _is_number(cell):
                raise BadValue(f"--units {path}: the exponent of {row[0]!r} in column {header[k]!r} is {cell!r}; give a number")
    found: dict[str, np.ndarray] = {}
    for row in rows:
        unit = np.array([float(row[k]) for k in places])
        if row[0] in found and (found[row[0]] != unit).any():
            raise BadValue(f"--units {path}: {row[0]!r} stands there twice with different exponents; leave one")
        found[row[0]] = unit
    return found


def _is_number(cell: str) -> bool:
    return bool(INT.fullmatch(cell) or FLOAT.fullmatch(cell)) and "inf" not in cell


def _column(rows: Sequence[Sequence[str]], k: int) -> list[str]:
    return [row[k] if k < len(row) else "" for row in rows]


def units_for(path: str, known: Mapping[str, np.ndarray], names: Sequence[str]) -> np.ndarray:
    """The exponents of these columns, (columns, base units). Raises `BadValue` for a column without a line."""
    missing = [name for name in names if name not in known]
    if missing:
        what = ", ".join(map(repr, missing))
        raise BadValue(f"--units {path} has no line for {what}; add one a column, the output too (plain numbers have zeros)")
    return np.array([known[name] for name in names])

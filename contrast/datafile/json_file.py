"""Problems in JSON: `{"name", "inputs": {"xs": [one value an example]}, "outputs": [...], "check": {"inputs", "outputs"}}`,
or a list of such. Also read: `"dsl"`, the name of a vocabulary, and `"tolerance"`; other keys are left alone, unless
one is only misspelt."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from contrast.datafile.problem import DataProblem, make
from contrast.datafile.reference import tolerance
from contrast.datafile.table import Table, check_name
from contrast.errors import BadValue

FORM = '{"name": …, "inputs": {"xs": [one value an example]}, "outputs": […], "check": {"inputs": …, "outputs": …}}'

KEYS = ("name", "inputs", "outputs", "check", "dsl", "tolerance")
ALIKE = 0.75
"""How alike (`difflib`'s ratio) a key must be to one of `KEYS` to count as its misspelling."""


def read_json(path: str, text: str) -> list[DataProblem]:
    """The problems of a file with this text. Raises `BadValue` naming line and column, or the JSON path."""
    document = _parsed(path, text)
    if isinstance(document, list):
        if not document:
            raise BadValue(f"{path} holds an empty list; give at least one problem, {FORM}")
        return [_Reader(path, f"[{k}]", _default_name(path, k)).problem(entry) for k, entry in enumerate(document)]
    return [_Reader(path, "", _default_name(path)).problem(document)]


def _default_name(path: str, place: int | None = None) -> str:
    return Path(path).stem if place is None else f"{Path(path).stem} {place + 1}"


def _parsed(path: str, text: str) -> Any:
    def unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise BadValue(f"{path}: the key {twice!r} stands twice in one object; leave one of them out")
        return found

    try:
        return json.loads(text, object_pairs_hook=unique)
    except json.JSONDecodeError as error:
        more = "; several problems stand in one list, [ …, … ]" if error.msg == "Extra data" else ""
        raise BadValue(f"{path}, line {error.lineno}, column {error.colno}: {error.msg}; mend the JSON there{more}") from None
    except RecursionError:
        raise BadValue(f"{path}: its lists are nested too deeply to be read; flatten them") from None
    except ValueError as error:  # a number of thousands of digits
        raise BadValue(f"{path}: {error}; numbers have 64 bits here") from None


class _Reader:
    """Reads one problem; `prefix` is its JSON path in the file, empty for the file's only one."""

    def __init__(self, path: str, prefix: str, name: str):
        self.path = path
        self.prefix = prefix
        self.name = name

    def problem(self, entry: Any) -> DataProblem:
        fields = self.mapping(entry, "", FORM)
        self.check_keys(fields)
        self.name = self.text(fields, "name") or self.name
        given = self.table(fields, "")
        check = fields.get("check")
        held = None if check is None else self.table(self.mapping(check, "check", '{"inputs": …, "outputs": …}'), "check")
        if held is not None and set(held.columns) != set(given.columns):
            self.fail("check.inputs", f"names {_names(held)}, but the problem's inputs are {_names(given)}; name the same ones")
        return make(self.path, self.name, given, held, self.text(fields, "dsl"), self.tolerance(fields))

    def check_keys(self, fields: Mapping[str, Any]) -> None:
        """Keys of other programs are left unread, but not one that is only misspelt."""
        for key in (key for key in fields if key not in KEYS):
            if close := get_close_matches(key.lower(), KEYS, 1, ALIKE):
                self.fail(key, f"there is no such key; did you mean {close[0]!r}?")

    def at(self, key: str) -> str:
        """The JSON path of a key."""
        return f"{self.prefix}.{key}" if self.prefix and key else self.prefix + key

    def fail(self, key: str, why: str) -> NoReturn:
        place = self.at(key)
        raise BadValue(f"{self.path}{', ' + place if place else ''}: {why}")

    def mapping(self, value: Any, key: str, form: str) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            self.fail(key, f"an object is wanted here, {form}, not {_kind(value)}")
        found: Mapping[str, Any] = value
        return found

    def text(self, fields: Mapping[str, Any], key: str) -> str | None:
        value = fields.get(key)
        if value is not None and not (isinstance(value, str) and value.strip()):
            self.fail(key, f"a text is wanted here, not {json.dumps(value)[:40]}")
        return value

    def tolerance(self, fields: Mapping[str, Any]) -> float:
        try:
            return tolerance(fields.get("tolerance", 0.0))
        except BadValue as error:
            self.fail("tolerance", str(error))

    def table(self, fields: Mapping[str, Any], key: str) -> Table:
        part = f"{key}." if key else ""
        for wanted in ("inputs", "outputs"):
            if wanted not in fields:
                self.fail(key, f"it has no {wanted!r}; write {FORM}")
        inputs = self.mapping(fields["inputs"], f"{part}inputs", '{"xs": [one value an example]}')
        columns = {name: self.column(values, f"{part}inputs.{name}") for name, values in inputs.items()}
        outputs = self.column(fields["outputs"], f"{part}outputs")
        for name, column in columns.items():
            check_name(name, f"{self.path}, {self.at(part + 'inputs')}")
            if len(column) != len(outputs):
                self.fail(
                    f"{part}inputs.{name}",
                    f"it has {_count(len(column), 'value')} for {_count(len(outputs), 'output')}; give one an example",
                )
        if not columns:
            self.fail(f"{part}inputs", 'there are no inputs; give at least one, {"xs": [one value an example]}')
        return Table(columns, outputs, lambda column, row: self.cell(part, column, row))

    def column(self, values: Any, key: str) -> list[Any]:
        if not isinstance(values, list):
            self.fail(key, f"a list with one value an example is wanted here, not {_kind(values)}")
        if not values:
            self.fail(key, "there are no examples; give at least one")
        found: list[Any] = values
        return found

    def cell(self, part: str, column: str | None, row: int) -> str:
        key = f"{part}outputs" if column is None else f"{part}inputs.{column}"
        return f"{self.path}, problem {self.name!r}, row {row + 1}, column {column or 'outputs'!r} ({self.at(key)}[{row}])"


def _names(table: Table) -> str:
    return ", ".join(table.columns)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")

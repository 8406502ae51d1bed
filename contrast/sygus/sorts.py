"""Sorts and literals of SMT-LIB: what kind of Python value each has, and how its values are written.

Version 1 of SyGuS-IF writes `(BitVec 8)` for `(_ BitVec 8)`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NoReturn

from contrast.errors import BadProblem
from contrast.sygus.sexpr import Form, Numeral, Sexpr, Symbol, Text, write
from contrast.values import Kind
from contrast.vocab.primitives.numbers.bitvectors import WIDEST, Width

ESCAPE = re.compile(r"\\u\{([0-2]?[0-9a-fA-F]{1,4})\}|\\u([0-9a-fA-F]{4})")
"""A character by its code point (SMT-LIB 2.6, theory Strings)."""

LAST_CHARACTER = chr(0x2FFFF)
"""Of the alphabet of SMT-LIB's strings."""

INT64 = 2**63


@dataclass(frozen=True)
class Sort:
    """Bool, Int, String, or bit-vectors of `bits` bits (0 for the other sorts)."""

    name: str
    bits: int = 0

    def __str__(self) -> str:
        return f"(_ BitVec {self.bits})" if self.bits else self.name

    @property
    def kind(self) -> Kind:
        """The Python type of its values; `contrast.vocab.primitives.numbers.bitvectors` says which int stands for which bits."""
        return {"Bool": bool, "String": str}.get(self.name, int)


BOOL, INT, STRING = Sort("Bool"), Sort("Int"), Sort("String")
PLAIN = {sort.name: sort for sort in (BOOL, INT, STRING)}


def bit_vector(bits: int) -> Sort:
    """The sort of bit-vectors of so many bits."""
    return Sort("BitVec", bits)


@dataclass(frozen=True)
class Place:
    """Where a message points: the file, for lines of its expressions."""

    file: str

    def fail(self, at: Sexpr, why: str) -> NoReturn:
        """Raise `BadProblem` naming the file, the line, the expression (shortened) and what to do."""
        shown = write(at)
        shown = shown if len(shown) <= 80 else shown[:77] + "…"
        raise BadProblem(f"{self.file}, line {at.line}: {shown}: {why}")


def read_sort(expression: Sexpr, place: Place, known: dict[str, Sort] | None = None) -> Sort:
    """The sort that an expression names; `known` holds the file's own names for sorts."""
    if isinstance(expression, Symbol):
        sort = (known or {}).get(str(expression)) or PLAIN.get(str(expression))
        if sort is not None:
            return sort
    parts = expression[1:] if isinstance(expression, Form) and expression.head == "_" else expression
    if isinstance(parts, tuple) and len(parts) == 2 and parts[0] == "BitVec" and isinstance(parts[1], Numeral):
        bits = int(parts[1]) if parts[1].isdigit() else 0
        if not 1 <= bits <= WIDEST:
            place.fail(expression, f"bit-vectors of 1 to {WIDEST} bits are handled; use a width among these")
        return bit_vector(bits)
    place.fail(expression, "this sort is not handled; Bool, Int, String and (_ BitVec n) are")


def read_literal(expression: Sexpr, place: Place) -> tuple[Any, Sort] | None:
    """The value and the sort of a literal; None if the expression is none."""
    if isinstance(expression, Text):
        text = ESCAPE.sub(lambda code: chr(int(code[1] or code[2], 16)), expression.characters)
        if max(text, default="") > LAST_CHARACTER:
            place.fail(expression, "characters up to U+2FFFF are handled, all that the format has; replace the others")
        return text, STRING
    if isinstance(expression, Numeral):
        return _number(expression, place)
    if isinstance(expression, Symbol):
        return ({"true": True, "false": False}[expression], BOOL) if expression in ("true", "false") else None
    if expression.head == "_" and len(expression) == 3 and re.fullmatch(r"bv\d+", str(expression[1])):
        sort = read_sort(Form((Symbol("_"), Symbol("BitVec"), expression[2]), expression.line), place)
        return Width(sort.bits).value(int(str(expression[1])[2:])), sort
    if expression.head == "-" and len(expression) == 2 and isinstance(expression[1], Numeral) and expression[1].isdigit():
        return _whole(-int(expression[1]), expression, place), INT
    return None


def _number(numeral: Numeral, place: Place) -> tuple[Any, Sort]:
    if numeral[0] == "#":
        digits, base, bits = numeral[2:], *((16, 4) if numeral[1] == "x" else (2, 1))
        sort = bit_vector(len(digits) * bits)
        if sort.bits > WIDEST:
            place.fail(numeral, f"bit-vectors of 1 to {WIDEST} bits are handled; use a width among these")
        return Width(sort.bits).value(int(digits, base)), sort
    if "." in numeral:
        place.fail(numeral, "real numbers are not handled; Bool, Int, String and (_ BitVec n) are")
    return _whole(int(numeral), numeral, place), INT


def _whole(number: int, at: Sexpr, place: Place) -> int:
    if not -INT64 <= number < INT64:
        place.fail(at, "whole numbers of 64 bits are handled; scale it")
    return number


def literal(value: Any, sort: Sort) -> Sexpr:
    """A value as SMT-LIB writes it; `read_literal` gives it back."""
    if sort == BOOL:
        return Symbol("true" if value else "false")
    if sort == STRING:
        return Text("".join(map(_character, value, [*value[1:], ""])))
    if sort == INT:
        return Numeral(str(value)) if value >= 0 else Form((Symbol("-"), Numeral(str(-value))))
    number = Width(sort.bits).unsigned(value)
    return Numeral(f"#x{number:0{sort.bits // 4}x}" if sort.bits % 4 == 0 else f"#b{number:0{sort.bits}b}")


def _character(character: str, following: str) -> str:
    """One character; by its code where it is no printable ASCII, or a backslash that would begin an escape."""
    safe = " " <= character <= "~" and not (character == "\\" and following == "u")
    return character if safe else f"\\u{{{ord(character):x}}}"

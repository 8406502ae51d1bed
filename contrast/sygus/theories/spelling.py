"""How SMT-LIB writes our scalar primitives.

A primitive is known by its meaning, not by its name: a third party's `add` that does something else has no spelling here.
Source: SMT-LIB 2.6, theories Core, Ints, FixedSizeBitVectors and Strings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Any

from contrast.dsl import Primitive
from contrast.errors import Unsupported
from contrast.sygus.sorts import Sort, bit_vector
from contrast.sygus.theories.core import minus
from contrast.sygus.theories.theory import CORE, INTS, SORTS, TEXTS
from contrast.values import Kind, base_kind, kind_name
from contrast.vocab.primitives.numbers import divisors, integers
from contrast.vocab.primitives.numbers.bitvectors import Width
from contrast.vocab.primitives.numbers.booleans import choose

MACROS: Mapping[str, str] = {
    "floor_mod": "((x Int) (y Int)) Int (ite (< y 0) (- (mod (- x) (- y))) (mod x y))",
    "floor_div": "((x Int) (y Int)) Int (ite (< y 0) (div (- x) (- y)) (div x y))",
    "smaller": "((x Int) (y Int)) Int (ite (< x y) x y)",
    "larger": "((x Int) (y Int)) Int (ite (< x y) y x)",
    "square": "((x Int)) Int (* x x)",
    "is_even": "((x Int)) Bool (= (mod x 2) 0)",
    "is_odd": "((x Int)) Bool (= (mod x 2) 1)",
}
"""Functions that SMT-LIB lacks. Its `mod` and `div` leave remainders that are never negative, ours have the divisor's sign."""

NON_LINEAR = frozenset({"*", "square", "floor_mod", "floor_div", "mod", "div"})
"""What takes a problem out of linear arithmetic."""


@cache
def _spellings() -> dict[Callable[..., Any], str]:
    """The operators and macros that write primitives on truth values, whole numbers and strings, by meaning."""
    ours = {
        "floor_mod": integers.mod, "floor_div": divisors.div, "smaller": integers.min_, "larger": integers.max_,
        "square": divisors.square, "is_even": divisors.is_even, "is_odd": divisors.is_odd, "ite": choose, "-": integers.sub,
    }  # fmt: skip
    tables = (CORE, INTS, TEXTS, ours)
    return {minus.meaning: "-"} | {p.meaning: operator for table in tables for operator, p in table.items()}


def bit_operator(primitive: Primitive) -> tuple[str, int] | None:
    """The operator and the number of bits of a bit-vector primitive; None for any other."""
    meaning = primitive.meaning
    if isinstance(meaning, partial) and len(meaning.args) == 2 and isinstance(meaning.args[1], Width):
        return str(meaning.args[0]), meaning.args[1].bits
    return None


def bits_of(primitives: Iterable[Primitive]) -> int:
    """How many bits the ints of these primitives stand for; 0 for whole numbers."""
    widths = {found[1] for p in primitives if (found := bit_operator(p))}
    if len(widths) > 1:
        raise Unsupported(f"bit-vectors of {' and '.join(map(str, sorted(widths)))} bits stand in one DSL; use one width")
    return next(iter(widths), 0)


def sort_of(kind: Kind, bits: int) -> Sort:
    """The sort of a kind, ints standing for bit-vectors if `bits` is not 0. Raises `Unsupported` for a kind that has none."""
    base = base_kind(kind)
    if base not in SORTS:
        raise Unsupported(f"SyGuS-IF has no sort for {kind_name(kind)}; it takes bool, int, str and bit-vectors")
    return bit_vector(bits) if base is int and bits else SORTS[base]


def spelling(primitive: Primitive, bits: int) -> str | None:
    """The operator that writes a primitive where ints stand for so many bits; None if there is none."""
    if found := bit_operator(primitive):
        return found[0] if found[1] == bits else None
    operator = _spellings().get(primitive.meaning)
    numbers = int in map(base_kind, (*primitive.parameters, primitive.result)) and operator != "ite"
    return None if numbers and bits else operator

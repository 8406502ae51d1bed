"""The operators of SMT-LIB that are handled: for a name and the sorts of its arguments, the primitive that it means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from contrast.dsl import Primitive
from contrast.sygus.sorts import BOOL, INT, STRING, Sort, bit_vector
from contrast.sygus.theories.core import (
    absolute,
    agree,
    differ,
    greater,
    greater_equal,
    implies,
    less_equal,
    minus,
    quotient,
    remainder,
)
from contrast.sygus.theories.slices import INDEXED, comparison, concatenation, sliced
from contrast.vocab.primitives.numbers.bitvectors import bitvectors
from contrast.vocab.primitives.numbers.booleans import both, choose, either, negate
from contrast.vocab.primitives.numbers.integers import add, equal, less, mul, sub
from contrast.vocab.strings import STRINGS

OLD_NAMES = {"int.to.str": "str.from_int", "str.to.int": "str.to_int", "str.in.re": "str.in_re"}
"""What version 1 of SyGuS-IF, and the solvers of its time, called the operators on strings."""

ASSOCIATIVE = {"and", "or", "xor", "+", "*", "str.++", "bvand", "bvor", "bvxor", "bvadd", "bvmul"}
"""With more than two arguments, `(o a b c)` means `(o (o a b) c)`, or just as well `(o a (o b c))`."""

LEFT = {"-", "div"}
"""With more than two arguments, `(o a b c)` means `(o (o a b) c)`."""

CHAINED = {"=", "<", "<=", ">", ">=", "str.<", "str.<="}
"""With more than two arguments, `(o a b c)` means that `(o a b)` and `(o b c)`."""

RIGHT = {"=>"}
"""With more than two arguments, `(o a b c)` means `(o a (o b c))`."""


@dataclass(frozen=True)
class Operator:
    """A primitive, at the Python kinds of its arguments, with the sort of its result."""

    primitive: Primitive
    sort: Sort


CORE: Mapping[str, Primitive] = {"not": negate, "and": both, "or": either, "xor": differ, "=>": implies, "=": agree}
INTS: Mapping[str, Primitive] = {
    "+": add, "*": mul, "div": quotient, "mod": remainder, "abs": absolute,
    "<": less, "<=": less_equal, ">": greater, ">=": greater_equal, "=": equal,
}  # fmt: skip
TEXTS: Mapping[str, Primitive] = STRINGS
SORTS = {bool: BOOL, int: INT, str: STRING}


def operator(name: str, sorts: Sequence[Sort], indices: Sequence[int] = ()) -> Operator | None:
    """The operator of this name on arguments of these sorts; None if there is none.

    `indices` are those of `(_ name i j)`. Two arguments at most, except of `ite` and operators that always take more:
    `ASSOCIATIVE`, `LEFT`, `CHAINED` and `RIGHT` say what further arguments mean.
    """
    name = OLD_NAMES.get(name, name)
    if name == "ite" and len(sorts) == 3 and sorts[0] == BOOL and sorts[1] == sorts[2]:
        kind = sorts[1].kind
        return Operator(replace(choose, parameters=(bool, kind, kind), result=kind), sorts[1])
    if any(sort.bits for sort in sorts):
        return _on_bits(name, sorts, indices)
    if name == "-":
        return _fitting(minus if len(sorts) == 1 else sub, sorts)
    found = [table[name] for table in (CORE, INTS, TEXTS) if name in table]
    return next((fit for fit in (_fitting(p, sorts) for p in found) if fit and not indices), None)


def _fitting(known: Primitive, sorts: Sequence[Sort]) -> Operator | None:
    fits = known.parameters == tuple(sort.kind for sort in sorts)
    return Operator(known, SORTS[known.result]) if fits else None


def _on_bits(name: str, sorts: Sequence[Sort], indices: Sequence[int]) -> Operator | None:
    bits = sorts[0].bits
    if name in INDEXED and len(sorts) == 1:
        width, made = sliced(name, bits, indices) or (0, None)
        return Operator(made, bit_vector(width)) if made else None
    if name == "concat" and len(sorts) == 2 and all(sort.bits for sort in sorts):
        width, made = concatenation(bits, sorts[1].bits) or (0, None)
        return Operator(made, bit_vector(width)) if made else None
    if len(set(sorts)) != 1 or indices:
        return None
    if name == "bvcomp" and len(sorts) == 2:
        return Operator(comparison(), bit_vector(1))
    known = bitvectors(bits).get(name)
    if known is None or len(known.parameters) != len(sorts) or name == "ite":
        return None
    return Operator(known, BOOL if known.result is bool else sorts[0])


def names() -> list[str]:
    """All the operators' names, for messages."""
    return sorted({"ite", "-", "distinct", "concat", "bvcomp", *INDEXED, *CORE, *INTS, *TEXTS, *bitvectors(1)})

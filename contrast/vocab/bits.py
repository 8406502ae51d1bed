"""The vocabulary of the bit tasks: rows of truth values, counting, and folds. No parity, no majority, no exclusive or."""

from __future__ import annotations

from dataclasses import replace

from contrast.dsl import DSL, primitive
from contrast.dsl.batched.columns import within
from contrast.vocab.primitives.lists.sequences import fold, head, length, tail
from contrast.vocab.primitives.numbers.booleans import both, choose, either, negate
from contrast.vocab.primitives.numbers.integers import add, equal, less, mod, mul, sub


@primitive(kernel=lambda bits: (bits.values & within(bits.length, bits.width)).sum(axis=-1))
def count(bits: list[bool]) -> int:
    """How many of the bits are set."""
    return sum(bits)


_VOCABULARY = DSL.of(
    both, either, negate, choose, add, sub, mul, mod, less, equal, count, length, head, tail, fold,
    constants=(False, True, 0, 1, 2),
    kinds=(bool, int, list[bool]),
    weights={"variable": 4.0},  # a program is about its inputs
    name="bits",
)  # fmt: skip

VOCABULARY = replace(_VOCABULARY, version=2)  # 2: variables likelier

"""The vocabulary of the table tasks: arithmetic and comparison of measurements, connectives, and choice between labels."""

from __future__ import annotations

from contrast.dsl import DSL
from contrast.vocab.primitives.numbers.booleans import both, choose, either, negate
from contrast.vocab.reals import add, div, less, mul, sub

VOCABULARY = DSL.of(
    add, sub, mul, div, less, both, either, negate, choose,
    constants=(0, 1, 2, 0.0, 1.0),
    name="tables",
    kinds=(bool, int, float),
)  # fmt: skip
"""Whole numbers are labels only. Other numbers are constants that a program holds, each charged by its length."""

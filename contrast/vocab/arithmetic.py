"""The vocabulary of the arithmetic tasks: whole numbers with conditions. Tasks add their own constants, such as a modulus."""

from contrast.dsl import DSL
from contrast.vocab.primitives.numbers.booleans import choose, negate
from contrast.vocab.primitives.numbers.integers import add, equal, less, max_, min_, mod, mul, sub

VOCABULARY = DSL.of(
    add, sub, mul, mod, min_, max_, less, equal, negate, choose,
    constants=(0, 1, 2),
    name="arithmetic",
    kinds=(bool, int),
)  # fmt: skip

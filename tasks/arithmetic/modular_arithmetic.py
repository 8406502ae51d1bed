"""Expressions on a clock of five hours: symbols to be read in the order of precedence, not in that of writing."""

import math
import re

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.expressions import VOCABULARY

MODULUS = 5


def modular_arithmetic(expression: str) -> int:
    """The value by 5, from 0 to 4, of digits joined by +, - and *, of which * binds more tightly than the others.

    >>> modular_arithmetic("3+2*4-1"), modular_arithmetic("1-2")
    (0, 4)
    """
    terms = re.findall(r"([+-]?)([^+-]+)", expression)
    return sum((-1 if sign == "-" else 1) * math.prod(map(int, term.split("*"))) for sign, term in terms) % MODULUS


def expressions(operators: str = "+-*", least: int = 0) -> Sampler:
    """Expressions of `size` symbols, an even size gives one less: digits from `least` to 4, and these operators."""

    def draw(rng: Rng, size: int) -> tuple[str]:
        digits = rng.integers(least, MODULUS, (size + 1) // 2).tolist()
        joints = rng.choice(list(operators), len(digits) - 1).tolist()
        return ("".join(f"{digit}{joint}" for digit, joint in zip(digits, [*joints, ""], strict=True)),)

    return draw


task = Task(
    modular_arithmetic,
    VOCABULARY.with_constants(MODULUS),
    splits={
        "train": Split((1, 20)),
        "longer_2x": Split((40, 40), why="twice the symbols"),
        "longer_10x": Split((200, 200), why="ten times the symbols"),
        "structured": Split((12, 20), expressions("+-****", least=1), why="long products without a zero"),
    },
    sampler=expressions(),
    source="Delétang et al., Neural Networks and the Chomsky Hierarchy, 2023 (modular arithmetic)",
)

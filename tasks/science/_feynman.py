"""Equations of physics as tasks: where their variables lie in training, and beyond it."""

import inspect
import math
from collections.abc import Callable

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.reals import VOCABULARY

Law = Callable[..., float]
Inputs = tuple[float, ...]
Ranges = list[tuple[float, float]]
Place = Callable[[Rng, Ranges], Inputs]

USUAL = (1.0, 5.0)
"""The range of a variable unless its equation says otherwise."""

TINY = 1e-100
"""No output is nearer to zero: what floats cannot hold any more is drawn again."""

TOLERANCE = 0.01
SOURCE = (
    "R. P. Feynman, R. B. Leighton and M. Sands, The Feynman lectures on physics, 1963 to 1965; chosen from the equations of "
    "S.-M. Udrescu and M. Tegmark, AI Feynman: a physics-inspired method for symbolic regression, Science Advances 6, 2020"
)


def equation(away: float = 0.0, **ranges: tuple[float, float]) -> Callable[[Law], Task]:
    """Make a law of real numbers a task.

    away: no output is nearer to zero than this; about a tenth of the median size for laws that cross zero, where a relative
    tolerance would ask anything of a fit, and 0 for the others. ranges: of single variables in training, `USUAL` if not given.
    """

    def make(law: Law) -> Task:
        usual = [ranges.get(name, USUAL) for name in inspect.signature(law).parameters]
        return Task(
            law,
            VOCABULARY,
            splits={
                "train": Split(),
                "twice": Split(
                    sampler=_drawn(law, usual, _twice, away), why="up to twice the largest values, one beyond its range at least"
                ),
                "far": Split(sampler=_drawn(law, usual, _far, away), why="one variable at 5 to 10 times its largest value"),
            },
            sampler=_drawn(law, usual, _inside, away),
            source=SOURCE,
            tolerance=TOLERANCE,
        )

    return make


def _drawn(law: Law, usual: Ranges, place: Place, away: float) -> Sampler:
    """Inputs from `place`, drawn again until the law has a value that is away from zero."""

    def draw(rng: Rng, size: int) -> Inputs:
        while not _has_value(law, inputs := place(rng, usual), away):
            pass
        return inputs

    return draw


def _has_value(law: Law, inputs: Inputs, away: float) -> bool:
    """Whether the law is defined: real and finite, not too near to zero."""
    try:
        value = law(*inputs)
    except (ArithmeticError, ValueError):
        return False
    return math.isfinite(value) and abs(value) >= max(away, TINY)


def _inside(rng: Rng, usual: Ranges) -> Inputs:
    return tuple(rng.uniform(low, high) for low, high in usual)


def _twice(rng: Rng, usual: Ranges) -> Inputs:
    """Each variable from its smallest to twice its largest value of training; one at least lies beyond its range."""
    while True:
        inputs = tuple(rng.uniform(low, 2 * high) for low, high in usual)
        if any(value > high for value, (_, high) in zip(inputs, usual, strict=True)):
            return inputs


def _far(rng: Rng, usual: Ranges) -> Inputs:
    """One variable, any, at 5 to 10 times its largest value, the others as in training."""
    inputs = list(_inside(rng, usual))
    which = rng.integers(len(usual))
    _, high = usual[which]
    inputs[which] = rng.uniform(5 * high, 10 * high)
    return tuple(inputs)

"""Teacher networks that nobody trained: smooth functions cut at a threshold, a source that favours the net."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise

import numpy as np
from contrast.tasks.census._bits import WIDTH, fair, twelve

from contrast.census.machines import census
from contrast.census.sieve import Drawn
from contrast.sampling import Rng
from contrast.task import Task
from contrast.values import digest
from contrast.vocab.bits import VOCABULARY

SOURCE = "multi-layer perceptrons with weights drawn at random, their output cut at its median"

SIZES = ((1, 8, 1.0), (1, 32, 2.0), (2, 32, 2.0), (3, 32, 3.0))
"""Hidden layers, units of each, and the deviation of a unit's weighted input: the larger, the rougher. A band each."""

WEIGHT_BITS = 32

SAMPLED = 512
"""Inputs from which the median is taken."""


def teacher(layers: int, units: int, gain: float, rng: Rng) -> Drawn:
    """A perceptron of tanh units over bits as -1 and 1. bits: those of its weights in single precision."""
    sizes = [WIDTH, *[units] * layers, 1]
    weights = [rng.normal(0, gain / np.sqrt(n), (n, m)) for n, m in pairwise(sizes)]
    sampled = np.array([fair(rng, 1) for _ in range(SAMPLED)])
    threshold = float(np.median(_amount(weights, sampled)))
    count = sum(weight.size for weight in weights)
    known = digest(*weights, threshold)[:12]
    text = f"Whether a perceptron of {layers} hidden layers of {units} tanh units, random weights {known}, is above its median."
    return Drawn(_above(weights, threshold), WEIGHT_BITS * count, text)


def _amount(weights: list[np.ndarray], bits: np.ndarray) -> np.ndarray:
    """The output before the cut, (items,), of bits (items, 12)."""
    values = 2.0 * bits - 1
    for weight in weights[:-1]:
        values = np.tanh(values @ weight)
    found: np.ndarray = (values @ weights[-1])[:, 0]
    return found


def _above(weights: list[np.ndarray], threshold: float) -> Callable[..., bool]:
    return lambda *bits: bool(_amount(weights, np.array([bits]))[0] > threshold)


def tasks(n: int = 40, seed: int = 0) -> dict[str, Task]:
    """`n` teachers of one to three hidden layers."""
    makers = [partial(teacher, *size) for size in SIZES]
    return census(lambda one: twelve(one.function), makers, bool, VOCABULARY, n, seed, SOURCE)

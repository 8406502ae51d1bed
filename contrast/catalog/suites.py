"""Suites: fixed sets of tasks, each with how it is compared unless the command says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Suite:
    """Tasks with the reason why each is in it, and the settings of a run that names none: a budget, the examples N, solvers."""

    tasks: Mapping[str, str]
    budget: str = "quick"
    examples: int = 32
    solvers: tuple[str, ...] | None = None


QUICKSTART = Suite(
    {
        "lists/sort": "the essay's own example",
        "lists/reverse": "the length decides where each element goes",
        "lists/prefix_sums": "outputs that leave the range of the inputs",
        "lists/second_largest": "a program of moderate depth",
        "bits/parity": "the roughest function of bits",
        "bits/majority": "one of the smoothest",
        "arithmetic/modular_addition": "a clock, which nets learn by periodic features",
        "graphs/shortest_path": "reasoning that repeats a step as often as the graph is deep",
        "science/kepler": "a law from six measurements",
        "science/moseley": "a law with constants of its own",
        "perception/digits": "the control: perception, real data",
        "perception/spirals": "the control: a manifold to be unrolled",
    },
    budget="16",  # core-seconds; the whole is to end within five minutes on two cores
)

SUITES = {"quickstart": QUICKSTART}


def suite_of(patterns: Sequence[str]) -> Suite | None:
    """The suite that a command names and nothing else; None for any other wish."""
    return SUITES.get(patterns[0]) if len(patterns) == 1 else None

"""Suites: fixed sets of tasks, each with how it is compared unless the command says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contrast.catalog.solvers import BASELINES


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

CORE = Suite(
    {
        "lists/sort": "the essay's own example",
        "lists/reverse": "every element moves, and the length decides where to",
        "lists/mode": "one value a list, for which counts have to be compared",
        "strings/initials": "text as users meet it: the number of words varies",
        "strings/date_reformat": "text of a fixed form, of which parts change places",
        "bits/parity": "the roughest function of bits",
        "bits/majority": "one of the smoothest",
        "bits/random_table": "the control in which nobody should win",
        "arithmetic/add_digits": "a carry that may travel from end to end",
        "arithmetic/modular_addition": "a clock, which nets are known to learn by periodic features",
        "graphs/shortest_path": "reasoning: one value for each node",
        "graphs/cycle_detection": "reasoning: one truth value for a whole graph",
        "planning/grid_maze": "planning on a picture: the next move",
        "planning/blocks_world": "planning: a whole plan, judged by simulation",
        "science/kepler": "a law from six real measurements",
        "science/decay_counts": "a law under noise",
        "science/shifted_gravity": "a law that no textbook has",
        "programming/execute": "the meanings of an unknown language's words, from its runs",
        "programming/scan_add_jump": "composition: a word that was seen alone only",
        "perception/digits": "the control in which nets shine: real images",
        "perception/mnist1d": "the same without pictures, where convolution is what helps",
        "perception/crumpled_sheet": "the essay's ball of paper",
        "census/automata?n=30&seed=0#20": "nobody's choice: an automaton of six states, drawn at random",
        "census/teachers?n=40&seed=0#20": "nobody's choice: a random network of two hidden layers, which favours the net",
    },
    examples=512,
    solvers=("search", "net", "other_net", *BASELINES),
)
"""At least two tasks of each family, chosen for what they cover before any was run."""

ALL = Suite({}, examples=512, solvers=CORE.solvers)
"""The settings of `contrast run all`: every task but drawn ones."""

SUITES = {"quickstart": QUICKSTART, "core": CORE}


def settings_of(patterns: Sequence[str]) -> Suite | None:
    """The suite that a command names and nothing else, for its settings; None for any other wish."""
    return {**SUITES, "all": ALL}.get(patterns[0]) if len(patterns) == 1 else None

"""The witnesses by task, and the automata among them."""

from __future__ import annotations

from typing import Any

from contrast.errors import Unsupported
from contrast.neural.witnesses import attention, counters, messages, sets
from contrast.neural.witnesses.automata import added, automaton, larger
from contrast.neural.witnesses.vectors import remainder_of_sum
from contrast.neural.witnesses.witness import Witness

WRITTEN = {"outputs": "amount"}
AMOUNTS = WRITTEN | {"numbers": "scalar"}
SMALL = {"width": "4"}


def _xor_first_three(state: tuple[int, bool], bit: bool) -> tuple[int, bool]:
    seen, odd = state
    return (seen, odd) if seen == 3 else (seen + 1, odd != bit)


def _pairs(state: tuple[bool | None, bool], bit: bool) -> tuple[bool | None, bool]:
    last, odd = state
    return bit, odd if last is None else odd != (bit != last)


def _move(place: int, move: int) -> int:
    return (place + {0: 0, 1: 1, 2: -1}[move]) % 5


def _expression(state: tuple[int, int, str | None], symbol: str) -> tuple[int, int, str | None]:
    """(sum of the finished terms, the term so far with its sign, the operator that waits for a number, "" at first)."""
    total, term, waiting = state
    if waiting is not None:
        value = int(symbol) if symbol.isdigit() else _refuse(symbol)
        return total, (term * value if waiting == "*" else -value if waiting == "-" else value) % 5, None
    if symbol == "*":
        return total, term, "*"
    return (total + term) % 5, 0, symbol if symbol in "+-" else _refuse(symbol)


def _value(state: tuple[int, int, str | None]) -> int | None:
    return (state[0] + state[1]) % 5 if state[2] is None else None


def _refuse(symbol: str) -> Any:
    raise KeyError(symbol)


def _automaton(step: Any, start: Any, value: Any, states: int, width: int) -> Witness:
    return Witness("lstm", automaton(step, start, value), f"an automaton of {states} states", {"width": str(width)})


def _remainder(times: int) -> Witness:
    """Of the sum of two numbers below `times` 97, which has twice as many multiples of 97."""
    sizes = {"width": str(4 * times + 4), "depth": "1", "numbers": "scalar"}
    return Witness("mlp", remainder_of_sum(97, 2 * times), "two units a multiple", sizes, _remainder)


EVEN_PAIRS = _automaton(_pairs, (None, False), lambda state: not state[1], 5, 16)
SUM_MOD_4 = _automaton(lambda total, bit: (total + bit) % 4, 0, int, 4, 16)
PARITY_OF_3 = _automaton(_xor_first_three, (0, False), lambda state: state[1], 7, 24)
CYCLE = _automaton(_move, 0, int, 5, 24)
EXPRESSION = _automaton(_expression, (0, 0, ""), _value, 61, 188)
LARGER = Witness("lstm", larger, "larger so far, smaller so far", {"width": "4"})

WITNESSES = {
    "bits/parity": Witness("rnn", counters.parity, "two rectified units", SMALL),
    "bits/majority": Witness("rnn", counters.majority, "two counters", SMALL),
    "bits/balanced_parentheses": Witness("rnn", counters.balanced, "the depth, and how far it was below zero", SMALL),
    "bits/even_pairs": EVEN_PAIRS,
    "bits/sum_mod_4": SUM_MOD_4,
    "bits/parity_of_3": PARITY_OF_3,
    "bits/cycle_navigation": CYCLE,
    "bits/comparator": LARGER,
    "arithmetic/compare_numbers": LARGER,
    "arithmetic/add_digits": Witness(
        "lstm", added, "19 thresholds, of which the tenth is the carry", {"width": "20", "places": "beside"}
    ),
    "arithmetic/modular_arithmetic": EXPRESSION,
    "arithmetic/digit_sum": Witness("rnn", counters.total, "one counter", SMALL | AMOUNTS),
    "arithmetic/modular_addition": _remainder(5),
    "lists/prefix_sums": Witness("rnn", counters.total, "one counter", SMALL | AMOUNTS | {"places": "beside"}),
    "lists/largest": Witness("rnn", counters.largest, "the largest so far, and what a larger one adds", SMALL | AMOUNTS),
    "lists/second_largest": Witness(
        "rnn", counters.second_largest, "two layers of running maxima", AMOUNTS | {"width": "8", "depth": "2"}
    ),
    "lists/reverse": Witness(
        "transformer", attention.reverse, "each place sees its mirror image", {"width": "128", "depth": "1"}
    ),
    "bits/palindrome": Witness(
        "transformer", attention.mirrored, "each place is held against its mirror image", {"width": "128"}
    ),
    "lists/sort": Witness("deepsets", sets.sort_by_counting, "how often each value occurs", {"width": "64"}),
    "graphs/shortest_path": Witness("mpnn", messages.shortest, "the step of Bellman and Ford", SMALL | WRITTEN),
    "graphs/widest_path": Witness("mpnn", messages.widest, "the same step with minimum for plus", SMALL | WRITTEN),
    "graphs/reachability": Witness("mpnn", messages.reachable, "along every edge", SMALL),
    "graphs/components": Witness("mpnn", messages.heaviest, "the largest weight that was met", SMALL | WRITTEN),
}


def witness_for(task: str) -> Witness:
    """The witness of a task. Raises `Unsupported` where none is known, which does not mean that there is none."""
    if task not in WITNESSES:
        raise Unsupported(f"no witness is known for task {task!r}, so whether a net could represent it is not known either")
    return WITNESSES[task]

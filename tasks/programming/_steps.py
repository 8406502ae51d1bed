"""A small language of programs on lists: words that select numbers, words that change the selected ones, and `;`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from contrast.judgement import INVALID, Judgement
from contrast.sampling import seeded

PREDICATES: dict[str, Callable[[int], bool]] = {
    "even": lambda x: x % 2 == 0,
    "odd": lambda x: x % 2 == 1,
    "positive": lambda x: x > 0,
    "negative": lambda x: x < 0,
}
CHANGES: dict[str, Callable[[int], int]] = {
    "double": lambda x: 2 * x,
    "negate": lambda x: -x,
    "increment": lambda x: x + 1,
    "square": lambda x: x * x,
}
RANKS = ("largest", "smallest", "first", "last")
FRESH = 40
"""Lists on which the behaviour of two programs is compared."""


class NoProgram(Exception):
    """Words that are no program."""


def run(program: Sequence[str], xs: list[int]) -> list[int]:
    """What a program makes of a list. Raises `NoProgram`.

    All numbers are selected at first, and again behind `;`. A predicate selects among the selected; `largest 3` three of them, of
    equal ones those in front; `keep` leaves the selected alone, `drop` the others; other words change the selected.
    """
    words, xs = list(program), list(xs)
    selected = list(range(len(xs)))
    while words:
        word = words.pop(0)
        if word in PREDICATES:
            selected = [k for k in selected if PREDICATES[word](xs[k])]
        elif word in RANKS:
            selected = ranked(word, words.pop(0) if words else "", xs, selected)
        elif word in CHANGES:
            xs = [CHANGES[word](x) if k in selected else x for k, x in enumerate(xs)]
        elif word in ("keep", "drop"):
            xs = [x for k, x in enumerate(xs) if (k in selected) == (word == "keep")]
            selected = list(range(len(xs)))
        elif word == ";":
            selected = list(range(len(xs)))
        else:
            raise NoProgram(word)
    return xs


def ranked(rank: str, count: str, xs: Sequence[int], selected: list[int]) -> list[int]:
    """So many of the selected places, in their order: those of the largest or smallest numbers, the first or the last."""
    if not count.isdecimal():
        raise NoProgram(count)
    sign = {"largest": -1, "smallest": 1}.get(rank, 0)
    ordered = sorted(selected, key=lambda k: sign * xs[k])
    chosen = ordered[-int(count) :] if rank == "last" else ordered[: int(count)]
    return sorted(chosen) if int(count) else []


@cache
def fresh_lists() -> tuple[list[int], ...]:
    """Lists on which programs that differ behave differently, as a rule."""
    rng = seeded("programming", "fresh lists")
    return tuple(rng.integers(-9, 10, int(rng.integers(3, 13))).tolist() for _ in range(FRESH))


def same_behaviour(wanted: Sequence[str], program: Sequence[str]) -> Judgement:
    """Right if it does the same as the wanted program on all fresh lists; valid if it is a program at all."""
    if len(program) > 10 * len(wanted):
        return INVALID
    try:
        return Judgement(all(run(program, xs) == run(wanted, xs) for xs in fresh_lists()), valid=True)
    except NoProgram:
        return INVALID

"""What is known of the tasks of lists: see the package."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable
from typing import Any

import numpy as np


def second_of(xs: list[int]) -> int:
    largest = functools.reduce(max, xs)
    return functools.reduce(max, [x for x in xs if x < largest])


def every_other(first: int) -> str:
    """Every other element, from the first if this is 1; the state begins with a 1 where the next element is not wanted."""
    taken = "cons(1, concat(tail(state), cons(x, [])))"
    start = "cons(0, [])" if first else "cons(1, [])"
    return f"tail(fold(lambda state, x: choose(equal(head(state), 0), {taken}, cons(0, tail(state))), {start}, xs))"


INSERTED = "concat(filter(lambda y: less(y, x), acc), cons(x, filter(lambda y: negate(less(y, x)), acc)))"
"""The ascending list `acc` with `x` at its place."""


def smallest_removed(xs: list[int], k: int) -> int:
    rest = list(xs)
    for _ in range(k - 1):
        rest.remove(min(rest))
    return min(rest)


def encoded(xs: list[int]) -> list[int]:
    borders = [0, *[place for place in range(1, len(xs)) if xs[place] != xs[place - 1]], len(xs)]
    return [part for here, end in itertools.pairwise(borders) for part in (xs[here], end - here)]


ORACLES: dict[str, Callable[..., Any]] = {
    "dedupe": lambda xs: [x for k, x in enumerate(xs) if x not in xs[:k]],
    "filter_even_then_double": lambda xs: [x + x for x in xs if not x & 1],
    "largest": lambda xs: sorted(xs)[-1],
    "odds_first": lambda xs: [x for _, x in sorted(enumerate(xs), key=lambda placed: placed[0] % 2)],
    "prefix_sums": lambda xs: [sum(xs[: k + 1]) for k in range(len(xs))],
    "reverse": lambda xs: list(reversed(xs)),
    "rotate": lambda xs: np.roll(xs, -1).tolist(),
    "second_largest": second_of,
    "sort": lambda xs: list(itertools.chain.from_iterable([v] * xs.count(v) for v in range(100))),
    "bucket_sort": sorted,
    "interleave": lambda xs, ys: [(xs, ys)[place % 2][place // 2] for place in range(2 * len(xs))],
    "kth_smallest": smallest_removed,
    "merge_sorted": lambda xs, ys: sorted(xs + ys),
    "mode": lambda xs: min(set(xs), key=lambda x: (-xs.count(x), xs.index(x))),
    "run_length_encode": encoded,
}

PROGRAMS: dict[str, str] = {
    "sort": f"fold(lambda acc, x: {INSERTED}, [], xs)",
    "reverse": "fold(lambda acc, x: cons(x, acc), [], xs)",
    "prefix_sums": "scan(lambda a, b: add(a, b), xs)",
    "second_largest": "reduce(lambda a, b: max(a, b), filter(lambda x: less(x, reduce(lambda a, b: max(a, b), xs)), xs))",
    "dedupe": "fold_right(lambda x, acc: cons(x, filter(lambda y: negate(equal(x, y)), acc)), [], xs)",
    "filter_even_then_double": "map(lambda x: add(x, x), filter(lambda x: equal(mod(x, 2), 0), xs))",
    "largest": "reduce(lambda a, b: max(a, b), xs)",
    "rotate": "concat(tail(xs), cons(head(xs), []))",
    "odds_first": f"concat({every_other(1)}, {every_other(0)})",
    "merge_sorted": f"fold(lambda acc, x: {INSERTED}, ys, xs)",
    "bucket_sort": f"fold(lambda acc, x: {INSERTED}, [], xs)",
    "interleave": "fold_with(lambda joined, x, y: concat(joined, cons(x, cons(y, []))), [], xs, ys)",
    "kth_smallest": "reduce(lambda a, b: max(a, b), filter(lambda x: less(length(filter(lambda y: less(y, x), xs)), k), xs))",
    "mode": "reduce(lambda a, b: choose(less(length(filter(lambda x: equal(x, a), xs)), "
    "length(filter(lambda x: equal(x, b), xs))), b, a), xs)",
    "run_length_encode": "fold_right(lambda x, code: choose(equal(x, head(concat(code, cons(sub(x, 1), [])))), "
    "cons(x, cons(add(1, head(tail(code))), tail(tail(code)))), cons(x, cons(1, code))), [], xs)",
}

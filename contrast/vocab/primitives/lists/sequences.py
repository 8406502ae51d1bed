"""Lists and the ways to go through them. No sort, reverse, insert, partition, sum, minimum or maximum of a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contrast.dsl import A, B, primitive
from contrast.dsl.batched.width import LONGEST
from contrast.errors import Undefined
from contrast.vocab.kernels import iterations, ragged, schemes
from contrast.vocab.kernels.iterations import STEP_LIMIT
from contrast.vocab.primitives.lists import deductions


def bounded_list(xs: list[Any]) -> list[Any]:
    """`xs`, or `Undefined` if it is too long."""
    if len(xs) > LONGEST:
        raise Undefined(f"the list outgrew {LONGEST} elements")
    return xs


@primitive(kernel=ragged.put_first, inverses={0: ragged.first_of, 1: ragged.rest_of})
def cons(x: A, xs: list[A]) -> list[A]:
    """`x` followed by the elements of `xs`."""
    return bounded_list([x, *xs])


@primitive(kernel=ragged.joined, inverses={0: ragged.before, 1: ragged.behind})
def concat(xs: list[A], ys: list[A]) -> list[A]:
    """The elements of `xs`, then those of `ys`."""
    return bounded_list(xs + ys)


@primitive(kernel=lambda xs: (xs.values[..., 0], xs.length > 0))
def head(xs: list[A]) -> A:
    """The first element of `xs`."""
    if not xs:
        raise Undefined("head of an empty list")
    return xs[0]


@primitive(kernel=ragged.without_first)
def tail(xs: list[A]) -> list[A]:
    """`xs` without its first element."""
    if not xs:
        raise Undefined("tail of an empty list")
    return xs[1:]


@primitive(kernel=lambda xs: xs.length)
def length(xs: list[A]) -> int:
    """How many elements `xs` has."""
    return len(xs)


@primitive(kernel=schemes.mapped, deduce=deductions.for_map)
def map_(f: Callable[[A], B], xs: list[A]) -> list[B]:
    """`f` of each element."""
    return [f(x) for x in xs]


@primitive(kernel=schemes.mapped, deduce=deductions.for_zip_with)
def zip_with(f: Callable[[A, A], B], xs: list[A], ys: list[A]) -> list[B]:
    """`f` of the elements that stand side by side, as far as the shorter list goes."""
    return [f(x, y) for x, y in zip(xs, ys, strict=False)]


@primitive(kernel=schemes.filtered, deduce=deductions.for_filter, selects=True)
def filter_(f: Callable[[A], bool], xs: list[A]) -> list[A]:
    """The elements for which `f` holds, in their order."""
    return [x for x in xs if f(x)]


@primitive(kernel=schemes.counted, deduce=deductions.for_count)
def count_if(f: Callable[[A], bool], xs: list[A]) -> int:
    """How many elements `f` holds for."""
    return sum([f(x) for x in xs])


@primitive(kernel=schemes.held_once, deduce=deductions.for_any)
def any_of(f: Callable[[A], bool], xs: list[A]) -> bool:
    """Whether `f` holds for at least one element; it is asked for all of them."""
    return True in [f(x) for x in xs]


@primitive(kernel=schemes.held_throughout, deduce=deductions.for_all)
def all_of(f: Callable[[A], bool], xs: list[A]) -> bool:
    """Whether `f` holds for every element; it is asked for all of them."""
    return False not in [f(x) for x in xs]


@primitive(kernel=schemes.folded, deduce=deductions.for_fold, state=0)
def fold(f: Callable[[A, B], A], start: A, xs: list[B]) -> A:
    """Starting from `start`, `f(state, element)` for each element in turn; the last state."""
    state = start
    for x in xs:
        state = f(state, x)
    return state


@primitive(kernel=schemes.folded_right, deduce=deductions.for_fold_right, state=1)
def fold_right(f: Callable[[B, A], A], start: A, xs: list[B]) -> A:
    """Starting from `start`, `f(element, state)` for each element from the last to the first; the last state."""
    state = start
    for x in reversed(xs):
        state = f(x, state)
    return state


@primitive(kernel=schemes.folded, deduce=deductions.for_fold, state=0)
def fold_with(f: Callable[[A, B, B], A], start: A, xs: list[B], ys: list[B]) -> A:
    """Starting from `start`, `f(state, x, y)` for the elements that stand side by side, as far as the shorter list goes."""
    state = start
    for x, y in zip(xs, ys, strict=False):
        state = f(state, x, y)
    return state


@primitive(kernel=schemes.folded_right, deduce=deductions.for_fold_right, state=2)
def fold_right_with(f: Callable[[B, B, A], A], start: A, xs: list[B], ys: list[B]) -> A:
    """The same with `f(x, y, state)`, from the last elements that stand side by side to the first."""
    state = start
    for x, y in reversed(list(zip(xs, ys, strict=False))):
        state = f(x, y, state)
    return state


@primitive(kernel=schemes.reduced, deduce=deductions.for_reduce, state=0)
def reduce(f: Callable[[A, A], A], xs: list[A]) -> A:
    """The elements joined from the left by `f`."""
    if not xs:
        raise Undefined("reduce of an empty list")
    state = xs[0]
    for x in xs[1:]:
        state = f(state, x)
    return state


@primitive(kernel=schemes.scanned, deduce=deductions.for_scan)
def scan(f: Callable[[A, A], A], xs: list[A]) -> list[A]:
    """The running results of joining the elements from the left by `f`."""
    states: list[Any] = []
    for x in xs:
        states.append(f(states[-1], x) if states else x)
    return states


@primitive(kernel=iterations.repeated, deduce=deductions.for_iterate_n, state=0)
def iterate_n(f: Callable[[A], A], n: int, start: A) -> A:
    """`f` applied to `start` again and again, `n` times."""
    if not 0 <= n <= STEP_LIMIT:
        raise Undefined(f"{n} applications; 0 to {STEP_LIMIT} are allowed")
    state = start
    for _ in range(n):
        state = f(state)
    return state


@primitive(kernel=iterations.repeated_until)
def until(p: Callable[[A], bool], f: Callable[[A], A], start: A) -> A:
    """`f` applied to `start` again and again until `p` holds of the state."""
    state = start
    for _ in range(STEP_LIMIT):
        if p(state):
            return state
        state = f(state)
    if not p(state):
        raise Undefined(f"not done after {STEP_LIMIT} applications")
    return state

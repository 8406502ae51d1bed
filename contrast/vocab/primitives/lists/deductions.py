"""What the wanted results of a recursion scheme tell of its body, as examples of the body.

Every function takes the wanted results and then the scheme's arguments but for the function, each a list of plain
values, one a row; all must be defined. It returns examples (row, the values of the body's parameters, its result), each
once, or None if no body can do it. A body also sees the variables of its row, so examples of two rows never contradict
one another.

Schemes that pass a state along deduce from two rows where one has a step less than the other: they take the body to do
the same in both. That is sure where the body uses nothing but its parameters, or where the other variables agree in the
two rows; the search tries the assembled program on all rows, so that a wrong guess costs time, never truth. A list
and its tail as a source of examples is the idea of λ² (Feser, Chaudhuri & Dillig 2015, section 5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from contrast.dsl.primitive import BodyExample
from contrast.values import same_value
from contrast.vocab.kernels.iterations import STEP_LIMIT

Rows = Sequence[Any]
"""Plain values, one a row."""

Deduced = list[BodyExample] | None

_UNKNOWN = object()


def _key(value: Any) -> Any:
    """The value as one that can be looked up."""
    if isinstance(value, list | tuple):
        return tuple(map(_key, value))
    return (value.shape, value.tobytes()) if isinstance(value, np.ndarray) else value


def consistent(examples: Iterable[BodyExample]) -> Deduced:
    """The examples, each once; None if two of a row give the same parameters different results."""
    found: dict[Any, BodyExample] = {}
    for row, values, result in examples:
        known = found.setdefault((row, _key(values)), (row, values, result))
        if not same_value(known[2], result):
            return None
    return list(found.values())


def for_map(wanted: Rows, lists: Rows) -> Deduced:
    """Each element and what stands in its place."""
    if any(len(ys) != len(xs) for ys, xs in zip(wanted, lists, strict=True)):
        return None
    return consistent(
        (row, (x,), y) for row, (ys, xs) in enumerate(zip(wanted, lists, strict=True)) for x, y in zip(xs, ys, strict=True)
    )


def for_zip_with(wanted: Rows, lefts: Rows, rights: Rows) -> Deduced:
    """Each pair of elements side by side and what stands in its place."""
    pairs = [list(zip(xs, ys, strict=False)) for xs, ys in zip(lefts, rights, strict=True)]
    if any(len(zs) != len(both) for zs, both in zip(wanted, pairs, strict=True)):
        return None
    return consistent(
        (row, pair, z) for row, (zs, both) in enumerate(zip(wanted, pairs, strict=True)) for pair, z in zip(both, zs, strict=True)
    )


def for_filter(wanted: Rows, lists: Rows) -> Deduced:
    """Each element and whether it was kept; equal elements of a row share their fate."""
    examples: list[BodyExample] = []
    for row, (ys, xs) in enumerate(zip(wanted, lists, strict=True)):
        stays = set(map(_key, ys))
        held = [_key(x) in stays for x in xs]
        if not same_value([x for x, stay in zip(xs, held, strict=True) if stay], ys):
            return None
        examples += [(row, (x,), stay) for x, stay in zip(xs, held, strict=True)]
    return consistent(examples)


def for_count(wanted: Rows, lists: Rows) -> Deduced:
    """The elements whose truth every choice with the wanted number of hits agrees on."""
    examples: list[BodyExample] = []
    for row, (hits, xs) in enumerate(zip(wanted, lists, strict=True)):
        certain = _certain(hits, Counter(map(_key, xs)))
        if certain is None:
            return None
        examples += [(row, (x,), certain[_key(x)]) for x in xs if _key(x) in certain]
    return consistent(examples)


def _certain(hits: int, times: Counter[Any]) -> dict[Any, bool] | None:
    """By value, what must hold if the values that hold occur `hits` times together; None if no choice gives that."""
    certain: dict[Any, bool] = {}
    if hits < 0 or not _sums(times.values()) >> hits & 1:
        return None
    for value, count in times.items():
        sums = _sums(c for other, c in times.items() if other != value)
        with_it, without_it = hits >= count and sums >> (hits - count) & 1, sums >> hits & 1
        if not (with_it and without_it):
            certain[value] = bool(with_it)
    return certain


def _sums(counts: Iterable[int]) -> int:
    """The sums that some of the numbers have, as the set bits of a number."""
    sums = 1
    for count in counts:
        sums |= sums << count
    return sums


def for_any(wanted: Rows, lists: Rows) -> Deduced:
    """False tells of every element, True of the only value of a list."""
    return _quantified(wanted, lists, False)


def for_all(wanted: Rows, lists: Rows) -> Deduced:
    """True tells of every element, False of the only value of a list."""
    return _quantified(wanted, lists, True)


def _quantified(wanted: Rows, lists: Rows, unanimous: bool) -> Deduced:
    """The result `unanimous` needs it of every element, its opposite needs one exception."""
    examples: list[BodyExample] = []
    for row, (result, xs) in enumerate(zip(wanted, lists, strict=True)):
        if result != unanimous and not xs:
            return None
        if result == unanimous or len(set(map(_key, xs))) == 1:
            examples += [(row, (x,), result) for x in xs]
    return consistent(examples)


def for_join_each(wanted: Rows, lists: Rows, betweens: Rows) -> Deduced:
    """Each element and what stands in its place: what was wanted of a lone one, or the parts, if there are as many as elements.

    More parts than elements mean that some hold what stands between, so such a row tells nothing; fewer cannot be. With nothing
    between them, the parts are taken to be single characters if there are as many of those as elements in every row.
    """
    single = all(len(text) == len(xs) for text, xs in zip(wanted, lists, strict=True))
    examples: list[BodyExample] = []
    for row, (text, xs, between) in enumerate(zip(wanted, lists, betweens, strict=True)):
        parts = [text] if len(xs) == 1 else text.split(between) if between else list(text) if single else []
        if (text and not xs) or (between and xs and len(parts) < len(xs)):
            return None
        examples += [(row, (x,), part) for x, part in zip(xs, parts, strict=False) if len(parts) == len(xs)]
    return consistent(examples)


def for_scan(wanted: Rows, lists: Rows) -> Deduced:
    """Each running result, the next element, and the next running result."""
    for ys, xs in zip(wanted, lists, strict=True):
        if len(ys) != len(xs) or not same_value(ys[:1], xs[:1]):
            return None
    return consistent(
        (row, (before, x), after)
        for row, (ys, xs) in enumerate(zip(wanted, lists, strict=True))
        for before, x, after in zip(ys, xs[1:], ys[1:], strict=False)
    )


def for_fold(wanted: Rows, starts: Rows, *lists: Rows) -> Deduced:
    """From rows whose list without its last element is another row's list, or empty; several lists are gone through side by
    side."""
    return _passed_along(
        wanted,
        _side_by_side(starts, *lists),
        first=lambda start, xs: _UNKNOWN if xs else start,
        less=lambda start, xs: (start, xs[:-1]),
        values=lambda state, start, xs: (state, *xs[-1]),
    )


def for_fold_right(wanted: Rows, starts: Rows, *lists: Rows) -> Deduced:
    """From rows whose list without its first element is another row's list, or empty, likewise."""
    return _passed_along(
        wanted,
        _side_by_side(starts, *lists),
        first=lambda start, xs: _UNKNOWN if xs else start,
        less=lambda start, xs: (start, xs[1:]),
        values=lambda state, start, xs: (*xs[0], state),
    )


def _side_by_side(starts: Rows, *lists: Rows) -> list[tuple[Any, ...]]:
    """By row, where a fold starts, and the elements that it goes through, those of all lists together."""
    return [(start, list(zip(*row, strict=False))) for start, *row in zip(starts, *lists, strict=True)]


def for_reduce(wanted: Rows, lists: Rows) -> Deduced:
    """From rows whose list without its last element is another row's list, or a single element."""
    if not all(lists):
        return None
    return _passed_along(
        wanted,
        [(xs,) for xs in lists],
        first=lambda xs: _UNKNOWN if xs[1:] else xs[0],
        less=lambda xs: (xs[:-1],),
        values=lambda state, xs: (state, xs[-1]),
    )


def for_iterate_n(wanted: Rows, times: Rows, starts: Rows) -> Deduced:
    """From rows with one application, and from rows that differ in nothing but one application."""
    if not all(0 <= n <= STEP_LIMIT for n in times):
        return None
    return _passed_along(
        wanted,
        list(zip(times, starts, strict=True)),
        first=lambda n, start: _UNKNOWN if n else start,
        less=lambda n, start: (n - 1, start),
        values=lambda state, n, start: (state,),
    )


def for_iterate(wanted: Rows, states: Rows) -> Deduced:
    """A vector of one entry takes one application, an empty one none."""
    if any(not state and result for result, state in zip(wanted, states, strict=True)):
        return None
    return consistent((row, (state,), wanted[row]) for row, state in enumerate(states) if len(state) == 1)


def _passed_along(
    wanted: Rows,
    rows: Sequence[tuple[Any, ...]],
    first: Callable[..., Any],
    less: Callable[..., tuple[Any, ...]],
    values: Callable[..., tuple[Any, ...]],
) -> Deduced:
    """Examples of a body that makes the state after each step out of the one before.

    first: the state before any step, or unknown if there is a step to come.  less: the arguments with one step less.
    values: the body's parameters at the last step.  All three take a row's arguments, `values` after the state before it.
    """
    results: dict[Any, list[Any]] = {}
    for row, result in zip(rows, wanted, strict=True):
        results.setdefault(_key(row), []).append(result)

    def known(row: tuple[Any, ...]) -> Any:
        if (state := first(*row)) is not _UNKNOWN:
            return state
        given = results.get(_key(row), [])
        return given[0] if given and all(same_value(other, given[0]) for other in given) else _UNKNOWN

    examples: list[BodyExample] = []
    for k, (row, result) in enumerate(zip(rows, wanted, strict=True)):
        if (state := first(*row)) is not _UNKNOWN:
            if not same_value(state, result):
                return None
        elif (state := known(less(*row))) is not _UNKNOWN:
            examples.append((k, values(state, *row), result))
    return consistent(examples)

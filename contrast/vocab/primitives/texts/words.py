"""Strings taken apart into lists of strings, and put together again."""

from __future__ import annotations

from collections.abc import Callable

from contrast.dsl import primitive
from contrast.vocab.kernels import words
from contrast.vocab.kernels.strings import on_text
from contrast.vocab.primitives.lists import deductions
from contrast.vocab.primitives.lists.sequences import bounded_list
from contrast.vocab.strings import bounded_text


@primitive(kernel=on_text(words.parted))
def split(s: str, t: str) -> list[str]:
    """What stands between the places where `t` stands in `s`, empty parts kept; all of `s` if `t` is empty."""
    return bounded_list(s.split(t) if t else [s])


@primitive(kernel=words.characters)
def chars(s: str) -> list[str]:
    """The characters of `s`, one by one."""
    return list(s)


@primitive(kernel=words.joined)
def join(xs: list[str], t: str) -> str:
    """The elements of `xs` with `t` between them; empty if there are none."""
    return bounded_text(t.join(xs))


@primitive(kernel=words.each_joined, deduce=deductions.for_join_each)
def join_each(f: Callable[[str], str], xs: list[str], t: str) -> str:
    """`f` of each element, with `t` between; with an empty `t` it is the loop of FlashFill (Gulwani 2011)."""
    return bounded_text(t.join([f(x) for x in xs]))

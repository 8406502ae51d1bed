"""Templates: the short ones in a row, and those that explain one output exactly."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import product

from contrast.search.lexicon.lexicon import Template, Words

LONGEST_TEMPLATE = 8
MOST_WORDS = 3
"""Output words that a template, or a meaning, holds."""

GUESSED = 3
"""Places of the templates that are tried where no example tells what they have to be."""


def short_templates(variables: Words) -> list[Template]:
    """The templates of variables alone, each at least once, the shortest first; to leave one part as it is is no template."""
    lengths = range(2, GUESSED + 1)
    return [tried for places in lengths for tried in product(variables, repeat=places) if set(tried) == set(variables)]


def explanations(wanted: Words, values: dict[str, Words], allowed: Collection[str]) -> Iterator[Template]:
    """The templates that give `wanted` from these values of variables, with output words among those allowed.

    None where a value is empty: it may stand anywhere then.
    """
    if not all(values.values()):
        return
    stack: list[tuple[int, Template, int]] = [(0, (), 0)]
    while stack:
        place, template, words = stack.pop()
        if place == len(wanted) and set(values) <= set(template) and len(template) > 1:
            yield template
        if place == len(wanted) or len(template) == LONGEST_TEMPLATE:
            continue
        if wanted[place] in allowed and words < MOST_WORDS:
            stack.append((place + 1, (*template, wanted[place]), words + 1))
        for name, value in values.items():
            if wanted[place : place + len(value)] == value:
                stack.append((place + len(value), (*template, name), words))

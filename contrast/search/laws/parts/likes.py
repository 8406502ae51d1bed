"""Like terms: expressions of one shape in different variables, such as the squares of three differences."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator

from contrast.dsl import Apply, Node, Var

MOST = 20_000
"""Sums of one shape."""


BLOT = "?"
"""What stands for a variable; no name of a primitive holds it."""


def shape(node: Node) -> tuple[str, frozenset[str]]:
    """The expression's text with its variables blotted out, and those variables."""
    if isinstance(node, Var):
        return BLOT, frozenset([node.name])
    if not isinstance(node, Apply):
        return repr(node.frozen), frozenset()
    parts = [shape(arg) for arg in node.args]  # type: ignore[arg-type]
    names: frozenset[str] = frozenset().union(*[names for _, names in parts])
    return f"{node.primitive.name}({','.join(text for text, _ in parts)})", names


def threes(nodes: dict[int, Node]) -> Iterator[tuple[int, int, int]]:
    """Any three of these expressions, by number, that are of one shape in different variables."""
    groups: dict[str, list[tuple[int, frozenset[str]]]] = defaultdict(list)
    for number, node in nodes.items():
        text, names = shape(node)
        if 0 < len(names) == text.count(BLOT):
            groups[text].append((number, names))
    for group in groups.values():
        yield from itertools.islice(_apart(group), MOST)


def _apart(group: list[tuple[int, frozenset[str]]]) -> Iterator[tuple[int, int, int]]:
    for (a, first), (b, second) in itertools.combinations(group, 2):
        if not first & second:
            both = first | second
            yield from ((a, b, c) for c, third in group if c > b and not third & both)

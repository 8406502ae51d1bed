"""Whether an enumeration has come to its end: that no dearer program can be, which makes 'nothing fits' a certificate."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from contrast.dsl.types import function_parts, is_function
from contrast.search.enumeration.context import Context
from contrast.search.enumeration.engine import Engine
from contrast.search.enumeration.keeping import New


def exhausted(engine: Engine, cost: int) -> Generator[New | None, None, bool]:
    """Whether no level after `cost` can hold anything, even with the dearest program as every argument."""
    if cost < _widest(engine):
        return False
    for kind in engine.kinds:
        yield from engine.ensure(engine.top, kind, cost)
    if cost < _widest(engine):
        return False
    contexts = [engine.top]
    for context in contexts:
        for parameter in _functions(engine, context):
            child = context.child(function_parts(parameter)[0])
            contexts.append(child)
            for kind in engine.kinds:
                yield from engine.ensure(child, kind, cost)
    return cost >= _widest(engine)


def _functions(engine: Engine, context: Context) -> list[Any]:
    """The types of the function arguments that may be written in a context."""
    if context.depth >= engine.max_depth:
        return []
    return list(dict.fromkeys(t for p in engine.instances for t in p.parameters if is_function(t)))


def _widest(engine: Engine) -> int:
    """The cost of the dearest leaf, or of the dearest application of what is known, whichever is more."""
    contexts = list(engine.top.family())
    newest = max([0, *[c for context in contexts for bank in context.banks.values() for c in bank.costs[-1:]]])
    leaves = [engine.grammar.leaf_cost(leaf) for context in contexts for leaf in engine.leaves(context)]
    return max([0, *leaves, *[engine.cost(p) + len(p.parameters) * newest for p in engine.instances]])

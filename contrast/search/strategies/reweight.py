"""Re-weighting: symbols of programs that are right on some examples become likelier, and the search begins again.

The idea and the formula are Probe's (Barke, Peleg & Polikarpova 2020, section 4.2): a symbol of probability p that occurs
in programs right on at most a share f of the examples gets a probability in proportion to p^(1 - f).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from contrast.dsl import DSL, Grammar, Node
from contrast.dsl.dsl import symbol_name
from contrast.dsl.program import Apply, Const, walk


@dataclass(frozen=True)
class Hit:
    """A program, and the share of the examples that it is right on."""

    node: Node
    share: float


def reweighted(dsl: DSL, grammar: Grammar, hits: Iterable[Hit]) -> DSL:
    """The DSL with weights from the partial hits. `grammar`: the one before anything was learnt."""
    shares: dict[str, float] = {}
    for hit in hits:
        for node in walk(hit.node):
            name = node.primitive.name if isinstance(node, Apply) else symbol_name(node)
            shares[name] = max(shares.get(name, 0.0), hit.share)
    weights = {}
    for name, bits in _bits(dsl, grammar).items():
        weights[name] = 2.0 ** -(bits * (1.0 - shares.get(name, 0.0)))
    return replace(dsl, weights=weights)


def _bits(dsl: DSL, grammar: Grammar) -> dict[str, float]:
    """What each symbol costs, at the kind where it is cheapest."""
    symbols = [(p.name, p.result) for p in dsl.instances]
    symbols += [(symbol_name(constant), constant.kind) for constant in dsl.constants if isinstance(constant, Const)]
    symbols += [("variable", kind) for kind in grammar.inputs]
    bits: dict[str, float] = {}
    for name, kind in symbols:
        bits[name] = min(bits.get(name, 1e9), grammar.symbol_bits(name, kind))
    return bits

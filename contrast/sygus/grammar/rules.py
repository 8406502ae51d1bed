"""The rules of a grammar: productions with holes, and the plain form that they are brought to.

In the plain form no non-terminal stands alone as a production of another (such chains are replaced by what they lead to),
every non-terminal can be reached from the start, and no two of one sort have the same productions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from contrast.sygus.sexpr import Sexpr, Symbol
from contrast.sygus.sorts import Sort


class Hole(Symbol):
    """A place in a production where a program of a non-terminal, or an input, is to stand."""

    __slots__ = ("place",)
    place: int

    @classmethod
    def at(cls, place: int) -> Hole:
        hole = cls(f"_{place}")
        hole.place = place
        return hole


@dataclass(frozen=True)
class Production:
    """A term with holes, and for each hole the non-terminal or the input that stands there."""

    template: Sexpr
    holes: tuple[str, ...]

    @property
    def alone(self) -> str:
        """The one non-terminal or input that the production is; empty if it is more than that."""
        return self.holes[0] if isinstance(self.template, Hole) else ""

    def renamed(self, names: Mapping[str, str]) -> Production:
        return replace(self, holes=tuple(names.get(hole, hole) for hole in self.holes))


@dataclass(frozen=True)
class Rules:
    """A grammar: its start, and the sort and the productions of each non-terminal."""

    start: str
    sorts: Mapping[str, Sort]
    productions: Mapping[str, tuple[Production, ...]]


def plain(rules: Rules) -> Rules:
    """The same language in the plain form (above)."""
    return _merged(_reachable(_without_chains(rules)))


def _without_chains(rules: Rules) -> Rules:
    def leads_to(name: str) -> list[str]:
        found = [name]
        for known in found:
            found += [p.alone for p in rules.productions[known] if p.alone in rules.productions and p.alone not in found]
        return found

    def own(name: str) -> list[Production]:
        return [p for p in rules.productions[name] if p.alone not in rules.productions]

    return replace(rules, productions={name: _once(p for known in leads_to(name) for p in own(known)) for name in rules.sorts})


def _once(productions: Iterable[Production]) -> tuple[Production, ...]:
    return tuple(dict.fromkeys(productions))


def _reachable(rules: Rules) -> Rules:
    found = [rules.start]
    for name in found:
        holes = [hole for production in rules.productions[name] for hole in production.holes]
        found += [hole for hole in dict.fromkeys(holes) if hole in rules.productions and hole not in found]
    return Rules(rules.start, {name: rules.sorts[name] for name in found}, {name: rules.productions[name] for name in found})


def _merged(rules: Rules) -> Rules:
    """Non-terminals of one sort are taken for the same until their productions tell them apart (partition refinement)."""
    leader = {name: next(other for other in rules.sorts if rules.sorts[other] == rules.sorts[name]) for name in rules.sorts}
    while True:
        shape = {name: (leader[name], frozenset(p.renamed(leader) for p in rules.productions[name])) for name in leader}
        finer = {name: next(other for other in leader if shape[other] == shape[name]) for name in leader}
        if finer == leader:
            break
        leader = finer
    kept = dict.fromkeys(leader.values())
    return Rules(
        leader[rules.start],
        {name: rules.sorts[name] for name in kept},
        {name: _once(p.renamed(leader) for p in rules.productions[name]) for name in kept},
    )

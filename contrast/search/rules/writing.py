"""Trees written in the DSL: nested choices, or a formula of predicates where the label is a truth value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contrast.dsl import Apply, Const, Node
from contrast.search.rules.language import Language
from contrast.search.rules.tree import Leaf, Predicate, Tree

TRUE, FALSE = Const(True, bool), Const(False, bool)


def written(tree: Tree, language: Language, labels: Sequence[Any]) -> Node | None:
    """The tree as a program's body; None if the DSL has no words for it."""
    if isinstance(tree, Leaf):
        return Const.of(labels[tree.label], language.label)
    yes, no = written(tree.yes, language, labels), written(tree.no, language, labels)
    if yes is None or no is None or yes == no:
        return yes if no is not None else None
    if language.label is bool and (formula := _formula(tree.predicate, yes, no, language)) is not None:
        return formula
    return None if language.choose is None else Apply(language.choose, (tree.predicate.node, yes, no))


def _formula(predicate: Predicate, yes: Node, no: Node, language: Language) -> Node | None:
    """The choice between two truth values, shorter than `choose` says it, or where there is no `choose`."""
    holds, fails = predicate.node, predicate.negated
    if (yes, no) == (TRUE, FALSE):
        return holds
    if (yes, no) == (FALSE, TRUE):
        return fails
    if yes == TRUE:
        return _joined("either", holds, no, language)
    if no == TRUE:
        return _joined("either", fails, yes, language)
    if no == FALSE:
        return _joined("both", holds, yes, language)
    if yes == FALSE:
        return _joined("both", fails, no, language)
    if language.choose is None:
        return _joined("either", _joined("both", holds, yes, language), _joined("both", fails, no, language), language)
    return None


def _joined(name: str, first: Node | None, second: Node | None, language: Language) -> Node | None:
    connective = language.connectives.get(name)
    return None if connective is None or first is None or second is None else Apply(connective, (first, second))

"""Learning rules within a budget: the best so far at any moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from contrast.dsl import DSL, Grammar, Var
from contrast.dsl.batched.columns import pack
from contrast.search.limits import Meter, ending
from contrast.search.outcome import Outcome
from contrast.search.rules.growth import grown, majority, parted
from contrast.search.rules.judging import Judged, Judging
from contrast.search.rules.language import Language
from contrast.search.rules.predicates.discriminants import discriminants
from contrast.search.rules.predicates.features import features
from contrast.search.rules.predicates.proposals import Proposer
from contrast.search.rules.tree import Branch, Leaf, Path, Tree, grafted, leaves, walk
from contrast.solver import Budget
from contrast.task import Example
from contrast.values import Kind, base_kind, same_value

MOST_CLASSES = 32
"""Labels that rules are learnt for."""

ROWS_A_CLASS = 3
"""Examples that there must be for each label, on average."""

TRIED = 6
"""Predicates from which a part of a tree is grown."""


def has_few_classes(kind: Kind, examples: Sequence[Example]) -> bool:
    """Whether the outputs are labels that rules can be learnt for."""
    if base_kind(kind) not in (bool, int, str) or not examples:
        return False
    return len({example.output for example in examples}) <= min(MOST_CLASSES, len(examples) / ROWS_A_CLASS)


def learn(
    inputs: Sequence[Var], examples: Sequence[Example], dsl: DSL, kind: Kind, budget: Budget, most_rules: int = 10
) -> Outcome:
    """The decision list or tree of at most `most_rules` leaves that describes noisy labels in fewest bits.

    Its length is that of its program and of its exceptions (`codelength`). One example in five is set apart for validation:
    no rule is made from those, but programs that do clearly worse on them than the best one there are refuted (`judging`).
    """
    return Learner(inputs, examples, dsl, kind, budget, most_rules).run()


class Learner:
    """One run of `learn`. `outcome` holds the best program so far at any time."""

    def __init__(self, inputs: Sequence[Var], examples: Sequence[Example], dsl: DSL, kind: Kind, budget: Budget, most_rules: int):
        kinds = [var.kind for var in inputs]
        narrowed = dsl.narrowed([*kinds, kind])
        self.language = Language(narrowed, Grammar(narrowed, kinds), kind)
        self.inputs = tuple(inputs)
        self.rows = [example.inputs for example in examples]
        self.outputs = [example.output for example in examples]
        self.most_leaves = most_rules
        self.meter = Meter(budget)
        self.judging = Judging(inputs, self.outputs, self.language)
        self.outcome = Outcome(working_rows=len(self.rows))

    def run(self) -> Outcome:
        """Learn until nothing helps any more, or the budget is spent."""
        judging = self.judging
        with ending(self.outcome), np.errstate(all="ignore"):
            self._judge(Leaf(majority(judging.labels[judging.training])))
            columns = [pack(var.kind, [row[k] for row in self.rows]) for k, var in enumerate(self.inputs)]
            fitted = discriminants(self.language, self.inputs, columns, judging.labels)
            outputs = pack(self.language.label, self.outputs)
            for batches in features(self.language, self.inputs, columns, outputs, self.meter):
                self._improve(Proposer(self.language, batches, judging.labels, self.meter, fitted))
            self._improve(Proposer(self.language, batches, judging.labels, self.meter, fitted, combining=True))
        self.outcome.candidates, self.outcome.unique = self.meter.candidates, self.meter.unique
        self.outcome.core_seconds, self.outcome.peak_bytes = self.meter.clock.seconds, self.meter.peak_bytes
        self.outcome.pareto = judging.front()
        return self.outcome

    def _improve(self, proposer: Proposer) -> None:
        """Grow lists and trees from the best predicates, then parts of the best one anew as long as that helps."""
        self._grow(proposer, Leaf(0), (), self.judging.training)
        before = None
        while self.judging.best is not before:
            before = self.judging.best
            assert before is not None
            for path, node, here in walk(before.tree, self.judging.training):
                if path and isinstance(node, Branch):
                    self._grow(proposer, before.tree, path, here)

    def _grow(self, proposer: Proposer, tree: Tree, path: Path, rows: np.ndarray) -> None:
        """Judge `tree` with the part at a path, where these rows come, grown anew from each good predicate, as a list or not."""
        room = self.most_leaves - leaves(grafted(tree, path, Leaf(0))) + 1
        for predicate in proposer.propose(rows)[:TRIED] if room > 1 else ():
            begun = parted(predicate, self.judging.labels, rows)
            for chain in (True, False):
                last: Tree = begun
                for last in grown(proposer, begun, rows, room, chain):
                    self._judge(grafted(tree, path, last))
                self._prune(grafted(tree, path, last))

    def _prune(self, tree: Tree) -> None:
        """Judge the tree, and again with a leaf in place of a branch, as long as that shortens the description."""
        best = self._judge(tree)
        while best is not None:
            smaller = [judged for pruned in self._pruned(best.tree) if (judged := self._judge(pruned)) is not None]
            shortest = min(smaller, key=lambda judged: judged.length, default=best)
            best = shortest if shortest.length < best.length else None

    def _pruned(self, tree: Tree) -> Iterator[Tree]:
        for path, node, here in walk(tree, self.judging.training):
            if isinstance(node, Branch):
                yield grafted(tree, path, Leaf(majority(self.judging.labels[here])))

    def _judge(self, tree: Tree) -> Judged | None:
        """Judge a tree; if it is the best, it is the outcome."""
        before, judged = self.judging.best, self.judging.judge(tree)
        best = self.judging.best
        if best is not None and best is not before:
            self.outcome.program = best.program
            self.outcome.found_seconds = self.meter.clock.seconds
            answers = best.program.predict(self.rows) if best.error == 0 else []
            self.outcome.fits = len(answers) == len(self.rows) and all(map(same_value, answers, self.outputs))
        return judged

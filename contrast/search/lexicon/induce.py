"""Inducing a lexicon within a budget: decisions one after another, those first that depart least from what is most plausible."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from contrast.dsl import DSL, Primitive, Var
from contrast.search.lexicon.agenda import Agenda
from contrast.search.lexicon.lexicon import Lexicon, Reader
from contrast.search.lexicon.phrases import Phrases
from contrast.search.lexicon.state import Key, State
from contrast.search.lexicon.writing import written
from contrast.search.limits import Meter, ending
from contrast.search.outcome import Outcome
from contrast.solver import Budget
from contrast.task import Example
from contrast.values import Kind, same_value
from contrast.vocab.primitives.texts.rewriting import ARROW, VARIABLES

ROUNDS = ((0.0, 4000), (0.05, 1000), (0.2, 2000), (0.0, 32_000), (0.05, 8000), (0.2, 16_000))
"""Shares of wrong meanings that are put up with, and candidates that are tried so. Wrong ones mislead the search for an exact
lexicon: where there is none in the first round, one that is nearly right is looked for before the exact search goes on."""

LEAST_PATIENCE = 2000
"""Candidates that are tried for a smaller lexicon after one was found, or as many as it took to find it."""


def rewriter(dsl: DSL) -> Primitive | None:
    """The primitive that applies rules to phrases, if the DSL has it."""
    wanted = ("rewrite", (list[str], list[str]), list[str])
    return next((p for p in dsl.primitives if (p.name, p.parameters, p.result) == wanted), None)


def is_language(dsl: DSL, inputs: Sequence[Var], kind: Kind, examples: Sequence[Example]) -> bool:
    """Whether phrases are sought a meaning for, under a DSL that can say it, in words that rules can be written with."""
    if rewriter(dsl) is None or kind != list[str] or [var.kind for var in inputs] != [list[str]]:
        return False
    words = {word for example in examples for word in (*example.inputs[0], *example.output)}
    return not any(word in VARIABLES or ARROW in word or word.split() != [word] for word in words)


def induce(inputs: Sequence[Var], examples: Sequence[Example], dsl: DSL, budget: Budget) -> Outcome:
    """The lexicon that gives all phrases their meaning; where none is found, the one that is right on most."""
    return Induction(inputs, examples, dsl, budget).run()


class Induction:
    """One run of `induce`. `outcome` holds the best program so far at any time."""

    def __init__(self, inputs: Sequence[Var], examples: Sequence[Example], dsl: DSL, budget: Budget):
        self.inputs = tuple(inputs)
        self.examples = list(examples)
        self.rewrite = rewriter(dsl)
        self.meter = Meter(budget)
        self.outcome = Outcome(working_rows=len(self.examples))
        self._rows = [(tuple(example.inputs[0]), tuple(example.output)) for example in self.examples]
        self._most, self._complete = -1, False
        self._smallest = math.inf

    def run(self) -> Outcome:
        """Search until no smaller lexicon is likely, all rounds are over, or the budget is spent."""
        with ending(self.outcome):
            self.outcome.reason = "out_of_costs"
            for doubt, candidates in ROUNDS:
                if not self.outcome.fits and not (doubt and self._complete):
                    self._smallest = math.inf
                    self._round(Phrases(self._rows, doubt), self.meter.candidates + candidates)
        self.outcome.candidates, self.outcome.unique = self.meter.candidates, self.meter.unique
        self.outcome.core_seconds, self.outcome.peak_bytes = self.meter.clock.seconds, self.meter.peak_bytes
        return self.outcome

    def _round(self, phrases: Phrases, limit: float) -> None:
        """Decide, until a lexicon is complete, and then for a while whether there is a smaller one."""
        agenda = Agenda()
        agenda.add(0.0, State())
        while agenda and self.meter.candidates < limit:
            departures, state = agenda.next()
            if state.least_size(phrases) >= self._smallest:
                continue
            if state.is_complete(phrases):
                self._finish(phrases, state)
                limit = self.meter.candidates + max(LEAST_PATIENCE, self.meter.candidates)
                continue
            before, passed = self.meter.candidates, []
            for key, tried in self._decided(phrases, state):
                passed += [] if key in passed else [key]
                agenda.add(departures + len(passed) - 1, tried)
            agenda.charge(state, self.meter.candidates - before)

    def _decided(self, phrases: Phrases, state: State) -> Iterator[tuple[Key, State]]:
        """The states that one more decision leads to, and that too many phrases do not refute."""
        decision, before = state.decision(phrases), self.meter.unique
        for key, option in decision.options:
            self.meter.check(0)
            tried = option.checked(phrases, state, decision.rows)
            self.meter.count(1, tried is not None, tried is not None)
            if tried is not None:
                self._note(tried)
                yield key, tried
        phrases.failures[decision.word] += self.meter.unique == before

    def _note(self, state: State) -> None:
        """Remember a state that is right on more phrases than all before."""
        if state.right > self._most and not self._complete:
            self._most = state.right
            self._take(state.lexicon)

    def _take(self, lexicon: Lexicon) -> None:
        assert self.rewrite is not None
        self.outcome.program = written(lexicon, self.rewrite, self.inputs)

    def _finish(self, phrases: Phrases, state: State) -> None:
        """Take a complete lexicon, without the joining if nothing needs it."""
        bare = replace(state.lexicon, joined=None)
        reader = Reader(bare, phrases.longest)
        spare = state.wrong == 0 and all(reader.means(phrase, wanted) for phrase, wanted in phrases.rows)
        lexicon = bare if spare else state.lexicon
        if lexicon.size >= self._smallest:
            return
        self._smallest, self._complete = lexicon.size, True
        self._take(lexicon)
        assert self.outcome.program is not None
        answers = self.outcome.program.predict([example.inputs for example in self.examples])
        self.outcome.fits = all(same_value(a, e.output) for a, e in zip(answers, self.examples, strict=True))
        self.outcome.found_seconds = self.meter.clock.seconds

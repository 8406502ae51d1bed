"""Inducing a lexicon within a budget: decisions one after another, those first that depart least from what is most plausible."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from contrast.dsl import DSL, Primitive, Var
from contrast.search.lexicon.lexicon import Lexicon, Reader, Words
from contrast.search.lexicon.options import entries, joinings, sure_meanings
from contrast.search.lexicon.phrases import Phrases
from contrast.search.lexicon.writing import written
from contrast.search.limits import Meter, ending
from contrast.search.outcome import Outcome
from contrast.solver import Budget
from contrast.task import Example
from contrast.values import Kind, same_value
from contrast.vocab.primitives.rewriting import ARROW, VARIABLES

ROUNDS = ((0.0, 4000), (0.03, 1000), (0.1, 1000), (0.0, 32_000), (0.03, 8000), (0.1, 8000))
"""Shares of wrong meanings that are put up with, and candidates that are tried so. Wrong ones mislead the search for an exact
lexicon: where there is none in the first round, one that is nearly right is looked for before the exact search goes on."""


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


@dataclass(frozen=True)
class State:
    """What has been decided: `settled` of the words with sure meanings.  right, wrong: phrases whose words are all known."""

    lexicon: Lexicon
    settled: int = 0
    joined: bool = False
    right: int = 0
    wrong: int = 0


class Induction:
    """One run of `induce`. `outcome` holds the best program so far at any time."""

    def __init__(self, inputs: Sequence[Var], examples: Sequence[Example], dsl: DSL, budget: Budget):
        self.inputs = tuple(inputs)
        self.examples = list(examples)
        self.rewrite = rewriter(dsl)
        self.meter = Meter(budget)
        self.outcome = Outcome(working_rows=len(self.examples))
        self._rows = [(tuple(example.inputs[0]), tuple(example.output)) for example in self.examples]
        self._most = -1

    def run(self) -> Outcome:
        """Search until a lexicon is complete, all rounds are over, or the budget is spent."""
        with ending(self.outcome):
            self.outcome.reason = "out_of_costs"
            for doubt, candidates in ROUNDS:
                if self._round(Phrases(self._rows, doubt), self.meter.candidates + candidates):
                    break
        self.outcome.candidates, self.outcome.unique = self.meter.candidates, self.meter.unique
        self.outcome.core_seconds, self.outcome.peak_bytes = self.meter.clock.seconds, self.meter.peak_bytes
        return self.outcome

    def _round(self, phrases: Phrases, limit: int) -> bool:
        """Whether a lexicon was completed."""
        sure = sorted(phrases.words, key=lambda word: "X w Y" in phrases.forms(word))
        waiting = [(0, 0, 0, State(Lexicon()))]
        while waiting and self.meter.candidates < limit:
            departures, depth, _, state = heapq.heappop(waiting)
            if state.joined and all(map(state.lexicon.knows, phrases.words)):
                return self._finish(phrases, state)
            for kept, tried in enumerate(self._decided(phrases, state, sure)):
                heapq.heappush(waiting, (departures + kept, depth - 1, self.meter.candidates, tried))
        return False

    def _decided(self, phrases: Phrases, state: State, sure: Sequence[str]) -> Iterator[State]:
        """The states that one more decision leads to, and that too many phrases do not refute."""
        lexicon = state.lexicon
        if state.settled < len(sure):
            word, options = sure[state.settled], sure_meanings(lexicon, phrases, sure[state.settled])
            state, numbers = replace(state, settled=state.settled + 1), phrases.holding[word]
        elif not state.joined:
            state, options, numbers = replace(state, joined=True), joinings(lexicon, phrases), list(range(len(phrases.rows)))
        else:
            word, telling = _next_word(phrases, lexicon)
            options, numbers = entries(lexicon, phrases, word, telling), phrases.holding[word]
        for made in options:
            self.meter.check(0)
            tried = replace(state, lexicon=made) if made is lexicon else self._checked(phrases, state, made, numbers)
            self.meter.count(1, tried is not None, tried is not None)
            if tried is not None:
                self._note(tried)
                yield tried

    def _checked(self, phrases: Phrases, state: State, made: Lexicon, numbers: Sequence[int]) -> State | None:
        """The state with this lexicon, tried on those of the rows whose words it knows; None if too many are wrong."""
        reader, right, wrong = Reader(made, phrases.longest), state.right, state.wrong
        rows = [phrases.rows[number] for number in numbers if all(map(made.knows, phrases.rows[number][0]))]
        allowed = phrases.allowed(right + wrong + len(rows))
        for phrase, wanted in rows:
            if reader.means(phrase, wanted):
                right += 1
            else:
                wrong += 1
                if wrong > allowed:
                    return None
        return replace(state, lexicon=made, right=right, wrong=wrong)

    def _note(self, state: State) -> None:
        """Remember a state that is right on more phrases than all before."""
        if state.right > self._most:
            self._most = state.right
            self._take(state.lexicon)

    def _take(self, lexicon: Lexicon) -> None:
        assert self.rewrite is not None
        self.outcome.program = written(lexicon, self.rewrite, self.inputs)

    def _finish(self, phrases: Phrases, state: State) -> bool:
        """Take a complete lexicon, without the joining if nothing needs it."""
        bare = replace(state.lexicon, joined=None)
        reader = Reader(bare, phrases.longest)
        spare = state.wrong == 0 and all(reader.means(phrase, wanted) for phrase, wanted in phrases.rows)
        self._take(bare if spare else state.lexicon)
        assert self.outcome.program is not None
        answers = self.outcome.program.predict([example.inputs for example in self.examples])
        self.outcome.fits = all(same_value(a, e.output) for a, e in zip(answers, self.examples, strict=True))
        self.outcome.found_seconds = self.meter.clock.seconds
        return True


def _next_word(phrases: Phrases, lexicon: Lexicon) -> tuple[str, list[int]]:
    """The word to decide on: of the fewest unknown words that stand together, and most often; the rows where it is the only one."""
    groups: dict[Words, list[int]] = defaultdict(list)
    for number, (phrase, _) in enumerate(phrases.rows):
        if unknown := tuple(sorted({word for word in phrase if not lexicon.knows(word)})):
            groups[unknown].append(number)
    together = min(groups, key=lambda group: (len(group), -len(groups[group]), group))
    word = min(together, key=lambda word: (-len(phrases.holding[word]), word))
    return word, groups[together] if len(together) == 1 else []

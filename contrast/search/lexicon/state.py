"""How far an induction has come, and what is to be decided next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from contrast.search.lexicon.lexicon import JOINED, Lexicon, Reader, Words
from contrast.search.lexicon.options import entries, joinings
from contrast.search.lexicon.phrases import Phrases

Key = tuple[float, ...]


@dataclass(frozen=True)
class Decision:
    """On a word, or on how others are joined: the states that it leads to, the most plausible first; those with equal keys are
    as plausible.  rows: the phrases that may be readable from then on."""

    word: str
    options: list[tuple[Key, State]]
    rows: Sequence[int]


@dataclass(frozen=True)
class State:
    """doubted: words whose sure meanings are not believed.  settled: whether it is decided how other words are joined.
    right, wrong: phrases that can be read, since all their words are known."""

    lexicon: Lexicon = field(default_factory=Lexicon)
    doubted: frozenset[str] = frozenset()
    settled: bool = False
    right: int = 0
    wrong: int = 0

    def decision(self, phrases: Phrases) -> Decision:
        """The next one: what the phrases need that lack least, fewest words without a sure meaning, then fewest words."""
        together, rows = self._lacking(phrases)
        alone = len(together) == 1
        sure = [word for word in together if word in phrases.sure and word not in self.doubted]
        if sure and not (alone and self.settled):
            return self._trust(phrases, _most_frequent(phrases, sure))
        if not self.settled and not (alone and len(phrases.rows[rows[0]][0]) == 1):
            joined = [(key, replace(self, lexicon=made, settled=True)) for key, made in joinings(self.lexicon, phrases)]
            return Decision(JOINED, joined, range(len(phrases.rows)))
        word = _most_frequent(phrases, together)
        found = [(key, replace(self, lexicon=made)) for key, made in entries(self.lexicon, phrases, word, rows if alone else [])]
        return Decision(word, found, phrases.holding[word])

    @property
    def decided(self) -> int:
        """Decisions so far."""
        return len(self.lexicon.meanings) + len(self.lexicon.operators) + len(self.doubted) + self.settled

    def _trust(self, phrases: Phrases, word: str) -> Decision:
        """Whether to believe a sure meaning of a word, the likeliest first, or to doubt them all for now."""
        believed = [replace(self, lexicon=self.lexicon.meaning(word, gram)) for gram in phrases.sure[word]]
        ordered = [*believed[:1], replace(self, doubted=self.doubted | {word}), *believed[1:]]
        return Decision(word, [((place,), state) for place, state in enumerate(ordered)], phrases.holding[word])

    def _lacking(self, phrases: Phrases) -> tuple[Words, list[int]]:
        """Unknown words that stand together, and the rows that lack just these; none if only the joining is open.

        A word alone that other decisions failed on comes first, so that it shows early whether this one fails on it, too.
        """
        groups: dict[Words, list[int]] = defaultdict(list)
        for number, (phrase, _) in enumerate(phrases.rows):
            if unknown := tuple(sorted({word for word in phrase if not self.lexicon.knows(word)})):
                groups[unknown].append(number)
        trusted = phrases.sure.keys() - self.doubted

        def lack(group: Words) -> tuple[Any, ...]:
            failed = phrases.failures[group[0]] if len(group) == 1 else 0
            return -failed, len(set(group) - trusted), len(group), -len(groups[group]), group

        first = min(groups, key=lack, default=())
        return first, groups[first]

    def checked(self, phrases: Phrases, before: State, numbers: Sequence[int]) -> State | None:
        """The state with the rows counted that could not be read before; None if too many are wrong."""
        reader, right, wrong = Reader(self.lexicon, phrases.longest), self.right, self.wrong
        rows = [phrases.rows[k] for k in numbers if self.reads(phrases.rows[k][0]) and not before.reads(phrases.rows[k][0])]
        allowed = phrases.allowed(right + wrong + len(rows))
        for phrase, wanted in rows:
            if reader.means(phrase, wanted):
                right += 1
            else:
                wrong += 1
                if wrong > allowed:
                    return None
        return replace(self, right=right, wrong=wrong)

    def reads(self, phrase: Words) -> bool:
        """Whether all that a phrase may need is decided."""
        return (self.settled or len(phrase) == 1) and all(map(self.lexicon.knows, phrase))

    def least_size(self, phrases: Phrases) -> int:
        """No lexicon that this one grows into is smaller: each word that is missing takes one at least."""
        return self.lexicon.size + sum(not self.lexicon.knows(word) for word in phrases.words)

    def is_complete(self, phrases: Phrases) -> bool:
        """Whether all phrases can be read."""
        return self.settled and all(map(self.lexicon.knows, phrases.words))


def _most_frequent(phrases: Phrases, words: Sequence[str]) -> str:
    return min(words, key=lambda word: (-len(phrases.holding[word]), word))

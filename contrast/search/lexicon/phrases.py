"""The examples of a language: phrases with what they mean, and which output words go with which input words."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property

from contrast.search.lexicon.lexicon import FORMS, Form, Words
from contrast.search.lexicon.templates import MOST_WORDS

SURE_BITS = 6.0
"""How unlikely it must be, as a chance of one in 2 to so many, that a meaning goes with a word by accident."""


class Phrases:
    """Phrases, each with a meaning: distinct, the shortest first.  doubt: the share of wrong meanings that is put up with.

    failures: by word, how often it had no entry that fitted what was decided before.
    """

    def __init__(self, rows: Sequence[tuple[Words, Words]], doubt: float = 0.0):
        distinct = dict.fromkeys(row for row in rows if row[0])
        self.rows = sorted(distinct, key=lambda row: (len(row[0]), len(row[1]), row))
        self.doubt = doubt
        self.failures: Counter[str] = Counter()
        self.longest = max((len(meaning) for _, meaning in self.rows), default=0)
        self.holding: dict[str, list[int]] = defaultdict(list)
        for number, (phrase, _) in enumerate(self.rows):
            for word in dict.fromkeys(phrase):
                self.holding[word].append(number)

    @cached_property
    def words(self) -> list[str]:
        """All words, the most frequent first."""
        return sorted(self.holding, key=lambda word: (-len(self.holding[word]), word))

    @cached_property
    def _grams(self) -> list[set[Words]]:
        return [_grams(meaning) for _, meaning in self.rows]

    @cached_property
    def _frequency(self) -> Counter[Words]:
        return Counter(gram for grams in self._grams for gram in grams)

    def companions(self, word: str) -> dict[Words, float]:
        """What stands in the meanings of (nearly) all phrases with a word, and how unlikely that is by accident, in bits; the
        least likely first."""
        numbers = self.holding[word]
        together = Counter(gram for number in numbers for gram in self._grams[number])
        found = {g: self._surprise(g, together[g], len(numbers)) for g, n in together.items() if n >= self.least(len(numbers))}
        return dict(sorted(found.items(), key=lambda item: (-round(item[1], 6), -len(item[0]), item[0])))

    @cached_property
    def sure(self) -> dict[str, list[Words]]:
        """Of each word that has any, the meanings that go with it by no accident."""
        found = {word: [gram for gram, bits in self.companions(word).items() if bits >= SURE_BITS] for word in self.words}
        return {word: grams for word, grams in found.items() if grams}

    def _surprise(self, gram: Words, together: int, count: int) -> float:
        elsewhere = (self._frequency[gram] - together + 1) / (len(self.rows) - count + 2)
        return -count * math.log2(elsewhere)

    def least(self, count: int) -> int:
        """Of so many meanings, how many must be right."""
        return count - self.allowed(count)

    def allowed(self, count: int) -> int:
        """Of so many meanings, how many may be wrong: the share in doubt and two standard errors."""
        return int(self.doubt * count + 2 * math.sqrt(self.doubt * count))

    def forms(self, word: str) -> list[Form]:
        """The forms that an operator can have, by where the word stands."""
        phrases = [self.rows[number][0] for number in self.holding[word]]
        first, last = any(phrase[0] == word for phrase in phrases), any(phrase[-1] == word for phrase in phrases)
        barred = {"X w Y": first or last, "X w": first, "w X": last}
        return [form for form in FORMS if not barred[form]]


def _grams(meaning: Words) -> set[Words]:
    return {meaning[k : k + n] for n in range(1, MOST_WORDS + 1) for k in range(len(meaning) - n + 1)}

"""A lexicon, complete or not: the meanings of words, operators in order, and how other words are joined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

Words = tuple[str, ...]
Template = tuple[str, ...]
"""Output words, and X and Y for the meanings of parts."""

Form = Literal["X w", "X w Y", "w X"]
FORMS: tuple[Form, ...] = ("X w Y", "X w", "w X")

JOINED = ""
"""The operator that stands between any two words that no other joins."""


class NoMeaning(Exception):
    """A phrase that the lexicon gives no meaning, or one longer than any that is wanted."""


@dataclass(frozen=True)
class Operator:
    """A word that joins phrases, its form, and what it gives; None while that is not known."""

    word: str
    form: Form
    template: Template | None = None

    def parts(self, phrase: Words) -> tuple[Words, ...] | None:
        """The phrases that it joins in this one, None if it joins none; of several the last is meant."""
        if len(phrase) < 2:
            return None
        if self.form == "X w":
            return (phrase[:-1],) if phrase[-1] == self.word else None
        if self.form == "w X":
            return (phrase[1:],) if phrase[0] == self.word else None
        if self.word == JOINED:
            return phrase[:-1], phrase[-1:]
        for place in range(len(phrase) - 2, 0, -1):
            if phrase[place] == self.word:
                return phrase[:place], phrase[place + 1 :]
        return None


@dataclass(frozen=True)
class Lexicon:
    """meanings: of words that are no operators.  operators: the loosest first.  joined: how other words are joined, if known."""

    meanings: Mapping[str, Words] = field(default_factory=dict)
    operators: tuple[Operator, ...] = ()
    joined: Operator | None = None

    @property
    def size(self) -> int:
        """The words that its rules are written in, output words twice: there are more of them than variables."""
        operators = self.operators if self.joined is None else (*self.operators, self.joined)
        meanings = sum(1 + 2 * len(meaning) for meaning in self.meanings.values())
        return meanings + sum(len(operator.form.split()) + cost(operator.template or ()) for operator in operators)

    def knows(self, word: str) -> bool:
        """Whether the word has an entry."""
        return word in self.meanings or any(operator.word == word for operator in self.operators)

    def meaning(self, word: str, words: Words) -> Lexicon:
        """The lexicon with a word's meaning added."""
        return replace(self, meanings={**self.meanings, word: words})

    def with_operator(self, operator: Operator, place: int) -> Lexicon:
        """The lexicon with an operator added, at this place of the order."""
        return replace(self, operators=(*self.operators[:place], operator, *self.operators[place:]))

    def split(self, phrase: Words) -> tuple[Operator, tuple[Words, ...]] | None:
        """The loosest operator in a phrase and the phrases that it joins; None of a single word. Raises `NoMeaning`."""
        for operator in self.operators:
            if parts := operator.parts(phrase):
                return operator, parts
        if len(phrase) == 1:
            return None
        if self.joined is None:
            raise NoMeaning
        return self.joined, self.joined.parts(phrase) or ()


class Reader:
    """Reads phrases by a lexicon.  longest: no value is longer, since no template leaves a part out."""

    def __init__(self, lexicon: Lexicon, longest: int):
        self.lexicon = lexicon
        self.longest = longest
        self._known: dict[Words, Words] = {}

    def value(self, phrase: Words) -> Words:
        """What the phrase means. Raises `NoMeaning`."""
        known = self._known.get(phrase)
        if known is None:
            known = self._known[phrase] = self._value(phrase)
        return known

    def _value(self, phrase: Words) -> Words:
        split = self.lexicon.split(phrase)
        if split is None:
            if phrase[0] not in self.lexicon.meanings:
                raise NoMeaning
            return self.lexicon.meanings[phrase[0]]
        operator, parts = split
        if operator.template is None:
            raise NoMeaning
        found = filled(operator.template, [self.value(part) for part in parts])
        if len(found) > self.longest:
            raise NoMeaning
        return found

    def means(self, phrase: Words, wanted: Words) -> bool:
        """Whether the phrase has this meaning."""
        try:
            return self.value(phrase) == wanted
        except NoMeaning:
            return False


def filled(template: Template, values: list[Words]) -> Words:
    """The template with the values of X and Y in their places."""
    known = dict(zip(("X", "Y"), values, strict=False))
    return tuple(word for symbol in template for word in known.get(symbol, (symbol,)))


def cost(template: Template) -> int:
    """The places of a template, output words counted twice."""
    return len(template) + sum(symbol not in ("X", "Y") for symbol in template)
